/** Recording as the interface asks for it: presses in any order, while its parts are still loaded. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Recording } from '../../../../src/pipeline/takes/recording';
import type { RecordingDeps } from '../../../../src/pipeline/takes/recording';
import { Activity } from '../../../../src/pipeline/state/activity';
import { openTakeSettings } from '../../../../src/pipeline/state/take-settings';
import type { TakeStore } from '../../../../src/pipeline/takes/take-store';

beforeEach(() => {
  vi.stubGlobal('VideoEncoder', vi.fn());
  vi.stubGlobal('VideoFrame', vi.fn());
});
afterEach(() => vi.unstubAllGlobals());

/** A recording whose library opens when the test says so. */
function build(store: Partial<TakeStore> | null = {}) {
  const told: string[] = [];
  let open: (store: Partial<TakeStore> | null) => void = () => undefined;
  const opening = new Promise<Partial<TakeStore> | null>((resolve) => (open = resolve));
  const activity = new Activity({ begin: () => () => undefined });
  const library: { store: () => Promise<Partial<TakeStore> | null> } = { store: () => opening };
  const deps = {
    engine: { running: null, state: { kind: 'ready' } },
    sources: { current: null, state: { kind: 'camera' } },
    styles: { title: 'Wave' },
    live: Object.assign(new EventTarget(), { paintedSize: null, invalidate: () => undefined }),
    library,
    settings: openTakeSettings(null),
    activity,
    visibility: Object.assign(new EventTarget(), { asleep: false }),
    notify: ({ code }: { code: string }) => told.push(code),
    notifyTake: ({ code }: { code: string }) => told.push(code),
  };
  const recording = new Recording(deps as unknown as RecordingDeps);
  return { recording, activity, told, library, open: () => open(store) };
}

test('a press while it is still loaded shows that something begins, and keeps other work away', async () => {
  const { recording, activity, told, open } = build();
  const started = recording.start();
  expect(recording.snapshot.state.kind).toBe('starting');
  expect(activity.begin('hq')).toBeNull();
  open();
  await started;
  // There is no engine here: nothing to record, and everything is free again.
  expect(told).toEqual(['nothing-to-record']);
  expect([recording.snapshot.state.kind, activity.current]).toEqual(['idle', 'live']);
});

test('a press, and the release before it was loaded: nothing is recorded, nothing is said', async () => {
  const { recording, activity, told, open } = build();
  const started = recording.start();
  await recording.stop();
  open();
  await started;
  expect([told, recording.snapshot.state.kind, activity.current]).toEqual([[], 'idle', 'live']);
});

test('a second press while the first is under way begins no other recording', async () => {
  const { recording, activity, told, open } = build();
  const both = Promise.all([recording.start(), recording.start()]);
  open();
  await both;
  expect([told, activity.current]).toEqual([['nothing-to-record'], 'live']);
});

test.each(['hq', 'converting'] as const)('%s is under way: says so at once', async (other) => {
  const { recording, activity, told, open } = build();
  open();
  const end = activity.begin(other);
  await recording.start();
  expect([told, activity.current]).toEqual([['busy'], other]);
  end?.();
  await recording.start();
  expect(told).toEqual(['busy', 'nothing-to-record']);
});

test('without storage it says what to do, and other work may begin', async () => {
  const { recording, activity, told, open } = build(null);
  open();
  await recording.start();
  expect([told, recording.snapshot.support]).toEqual([['recording-no-storage'], 'no-storage']);
  expect(activity.begin('hq')).not.toBeNull();
});

test('storage that does not answer is said to be that, and is asked again at the next press', async () => {
  const silent = Promise.reject(new DOMException('no answer within 8 s', 'TimeoutError'));
  const { recording, activity, told, open, library } = build();
  library.store = () => silent;
  await recording.start();
  expect([told, activity.current]).toEqual([['recording-storage-silent'], 'live']);
  library.store = () => Promise.resolve({});
  open();
  await recording.start();
  expect(told).toEqual(['recording-storage-silent', 'nothing-to-record']);
});

test('destroyed while it starts: whoever waits may go on', async () => {
  const { recording, activity, open } = build();
  const started = recording.start();
  recording.destroy();
  open();
  await started;
  expect(activity.current).toBe('live');
});
