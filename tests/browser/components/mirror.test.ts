/** Mirror mode's own interface, on a mirror that only keeps what it was asked: remotes, notes, the way in and out. */
import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emit } from '../../../src/components/controls/events';
import { required } from '../../../src/shared/assert';
import { focusedName, mount } from './mount';
import { violations } from './violations';

const address = location.href;

beforeEach(async () => {
  await page.viewport(390, 844);
  // The window of a test cannot fill the screen.
  vi.spyOn(document, 'fullscreenEnabled', 'get').mockReturnValue(false);
});

afterEach(() => {
  vi.restoreAllMocks();
  history.replaceState(null, '', address);
});

async function enter() {
  const mounted = await mount();
  const { app } = mounted;
  await expect.poll(() => app.renderRoot.querySelector('impasto-tool-rail')).not.toBeNull();
  // The extras are there; who goes into the mirror comes with them.
  await expect
    .poll(() => {
      emit(app, 'mirror-open');
      return app.mirror;
    })
    .toBe(true);
  await expect.poll(() => app.renderRoot.querySelector('impasto-mirror')).not.toBeNull();
  const element = required(app.renderRoot.querySelector('impasto-mirror'), 'the mirror');
  await element.updateComplete;
  return { ...mounted, element };
}

describe('the mirror', () => {
  it('opens once, says the way out, and passes axe', async () => {
    const { session } = await enter();
    expect(session.mirror.wishes).toEqual([{ seconds: null }]);
    expect(new URL(location.href).searchParams.has('mirror')).toBe(true);
    await expect.element(page.getByText('Press Escape, or tap the picture')).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it('Escape shows the way out where it is not seen, and takes it where it is', async () => {
    const { app, session, element } = await enter();
    const pane = required(element.shadowRoot?.querySelector('.pane'), 'the pane');
    pane.dispatchEvent(new PointerEvent('pointerup'));
    await element.updateComplete;
    expect(pane.classList.contains('shown'), 'a tap puts it away').toBe(false);
    await userEvent.keyboard('{Escape}');
    await expect.poll(focusedName).toBe('Leave mirror mode');
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => app.mirror).toBe(false);
    expect(session.mirror.closed).toBe(1);
    expect(new URL(location.href).searchParams.has('mirror')).toBe(false);
  });

  it('counts down where it is seen, and once more calls it off', async () => {
    const { session, element } = await enter();
    await userEvent.keyboard('t');
    await expect
      .poll(
        () =>
          element.shadowRoot?.querySelector('impasto-countdown')?.shadowRoot?.querySelector('.number')
            ?.textContent,
      )
      .toBe('3');
    await userEvent.keyboard('t');
    expect(session.mirror.photos).toBe(0);
    await userEvent.keyboard(' ');
    expect(session.mirror.photos).toBe(1);
    await expect.element(page.getByText('There is no picture to take yet.')).toBeVisible();
  });

  it('says what is wrong after two tries, and for a stream only to screen readers', async () => {
    const { session, element } = await enter();
    const trouble = { of: 'source', problem: 'camera-ended' } as const;
    const said = page.getByText('The camera stopped. Impasto tries again by itself.');
    await expect.poll(() => element.shadowRoot?.querySelector('.note')).toBeNull();
    session.mirror.set({ recovery: { kind: 'waiting', trouble, tries: 1 } });
    await element.updateComplete;
    expect(said.query()).toBeNull();
    session.mirror.set({ recovery: { kind: 'trying', trouble, tries: 2 } });
    await expect.element(said).toBeVisible();
    element.discreet = true;
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('.note')).toBeNull();
    expect(element.shadowRoot?.querySelector('.hidden-text')?.textContent).toContain('The camera stopped');
  });
});

describe('remotes', () => {
  it('a gamepad’s buttons count when they go down, once', async () => {
    const down = new Set<number>([5]);
    const pad = (): Gamepad =>
      ({
        index: 0,
        buttons: Array.from({ length: 17 }, (_value, index) => ({ pressed: down.has(index) })),
      }) as unknown as Gamepad;
    vi.spyOn(navigator, 'getGamepads').mockImplementation(() => [null, pad()]);
    const { session } = await enter();
    const frames = (count: number) =>
      new Promise<void>((resolve) => {
        const next = (left: number): void =>
          left === 0 ? resolve() : void requestAnimationFrame(() => next(left - 1));
        next(count);
      });
    await frames(3);
    expect(session.mirror.steps, 'it was down before').toEqual([]);
    down.clear();
    await frames(2);
    down.add(15);
    await frames(3);
    down.clear();
    await frames(2);
    down.add(4).add(1);
    await frames(3);
    expect(session.mirror.steps).toEqual([1, -1]);
    expect(session.mirror.snapshot.held).toBe(true);
  });

  it('media keys step and hold, the system’s controls show the style, and all of it ends with the mirror', async () => {
    const handlers = new Map<string, MediaSessionActionHandler | null>();
    vi.spyOn(navigator.mediaSession, 'setActionHandler').mockImplementation((action, handler) => {
      handlers.set(action, handler);
    });
    const { app, session } = await enter();
    const press = (action: MediaSessionAction): void => handlers.get(action)?.({ action });
    press('nexttrack');
    press('previoustrack');
    press('pause');
    press('pause');
    expect(session.mirror.steps).toEqual([1, -1]);
    expect(session.mirror.snapshot.held).toBe(true);
    expect(navigator.mediaSession.playbackState).toBe('paused');
    expect(navigator.mediaSession.metadata?.title).toBe('The Great Wave off Kanagawa');
    press('play');
    expect(session.mirror.snapshot.held).toBe(false);
    app.remove();
    expect([...handlers.values()]).toEqual([null, null, null, null]);
    expect(navigator.mediaSession.playbackState).toBe('none');
    expect(session.mirror.closed).toBe(1);
  });
});
