import { afterEach, expect, test, vi } from 'vitest';
import { PageVisibility } from '../../../../src/pipeline/state/page-visibility';
import { FrameLoop } from '../../../../src/pipeline/live/frame-loop';

let loop: FrameLoop | undefined;
let visibility: PageVisibility | undefined;

afterEach(() => {
  loop?.destroy();
  visibility?.destroy();
  setHidden(false);
});

/** A page cannot hide itself: the property is replaced, the events are real. */
function setHidden(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
}

/** A loop whose frames finish when the test says so. */
function makeLoop() {
  const finish: (() => void)[] = [];
  const render = vi.fn(() => new Promise<void>((resolve) => finish.push(resolve)));
  const onSleep = vi.fn<(asleep: boolean) => void>();
  const seen = (visibility = new PageVisibility());
  seen.addEventListener('change', () => onSleep(seen.asleep));
  loop = new FrameLoop(render, seen);
  const finishFrame = async (): Promise<void> => {
    finish.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { loop, render, onSleep, finishFrame };
}

test('one frame in flight; of what comes meanwhile only the latest is drawn', async () => {
  const { loop, render, finishFrame } = makeLoop();
  loop.invalidate();
  loop.invalidate();
  loop.invalidate();
  expect(render).toHaveBeenCalledTimes(1);
  await finishFrame();
  expect(render).toHaveBeenCalledTimes(2);
  await finishFrame();
  expect(render).toHaveBeenCalledTimes(2);
});

test.each([
  ['visibilitychange', document],
  ['focus', window],
  ['pageshow', window],
])('pauses while hidden and comes back on %s', async (event, target) => {
  const { loop, render, onSleep, finishFrame } = makeLoop();
  setHidden(true);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(onSleep).toHaveBeenLastCalledWith(true);
  loop.invalidate();
  expect(render).not.toHaveBeenCalled();
  setHidden(false);
  target.dispatchEvent(new Event(event));
  expect(onSleep).toHaveBeenLastCalledWith(false);
  expect(render).toHaveBeenCalledTimes(1);
  await finishFrame();
});

test('what came while a frame was drawn and the page was hidden is drawn after waking', async () => {
  const { loop, render, finishFrame } = makeLoop();
  loop.invalidate();
  loop.invalidate();
  setHidden(true);
  document.dispatchEvent(new Event('visibilitychange'));
  await finishFrame();
  expect(render).toHaveBeenCalledTimes(1);
  setHidden(false);
  window.dispatchEvent(new Event('focus'));
  expect(render).toHaveBeenCalledTimes(2);
});

test('draws nothing more once destroyed', async () => {
  const { loop, render, finishFrame } = makeLoop();
  loop.invalidate();
  loop.invalidate();
  loop.destroy();
  await finishFrame();
  loop.invalidate();
  expect(render).toHaveBeenCalledTimes(1);
});
