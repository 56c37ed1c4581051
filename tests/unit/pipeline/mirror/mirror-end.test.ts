/** Photos in mirror mode, and its end in the middle of each wait. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Still } from '../../../../src/pipeline/api/session-state';
import { lost, makeMirror, open, still, stubPage } from './mirror-parts';

let locks: () => number;

beforeEach(() => {
  vi.useFakeTimers();
  ({ locks } = stubPage());
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

describe('photos', () => {
  test('go into the library; one at a time', async () => {
    const { mirror, answers } = makeMirror();
    const shot = open<Still | null>();
    answers.still = () => shot.promise;
    const first = mirror.photo();
    expect(mirror.snapshot.taking).toBe(true);
    expect(await mirror.photo()).toBeNull();
    shot.settle(still);
    expect(await first).toEqual({ kind: 'kept', still });
    expect(mirror.snapshot.taking).toBe(false);
  });

  test('without a picture, and without storage, it says so', async () => {
    const { mirror, answers } = makeMirror();
    answers.keep = () => Promise.resolve(false);
    expect(await mirror.photo()).toEqual({ kind: 'lost', still });
    answers.still = () => Promise.resolve(null);
    expect(await mirror.photo()).toEqual({ kind: 'none' });
  });
});

describe('its end', () => {
  test('while a picture is made: the photo is called off, and kept if it was made', async () => {
    const { mirror, answers } = makeMirror();
    const shot = open<Still | null>();
    answers.still = () => shot.promise;
    const called = mirror.photo();
    mirror.close();
    shot.settle(still);
    await expect(called).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);

    const other = makeMirror();
    const kept = open<boolean>();
    other.answers.keep = () => kept.promise;
    const photo = other.mirror.photo();
    await seconds(0);
    other.mirror.close();
    kept.settle(true);
    expect(await photo).toEqual({ kind: 'kept', still });
  });

  test('while it waits for a try, and in the middle of one', async () => {
    const waiting = makeMirror();
    waiting.set({ source: lost });
    waiting.mirror.close();
    const trying = makeMirror();
    const answer = open<undefined>();
    trying.answers.retry = () => answer.promise;
    trying.set({ source: lost });
    await seconds(1);
    trying.mirror.close();
    answer.settle(undefined);
    await seconds(600);
    expect([waiting.asked, trying.asked]).toEqual([[], ['retry']]);
  });

  test('leaves no timer, no lock, and nothing that listens; the second does nothing', async () => {
    const { mirror, asked, set, sleep, drawn, freeze, closed } = makeMirror();
    await seconds(1);
    freeze();
    expect(locks()).toBe(1);
    mirror.close();
    mirror.close();
    await seconds(0);
    expect([vi.getTimerCount(), locks(), closed()]).toEqual([0, 0, 1]);
    set({ source: lost });
    sleep(true);
    drawn();
    mirror.step(1);
    mirror.setHeld(true);
    expect(await mirror.photo()).toBeNull();
    expect([asked, vi.getTimerCount()]).toEqual([[], 0]);
  });
});
