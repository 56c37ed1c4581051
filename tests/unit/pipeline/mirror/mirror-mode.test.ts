/** Mirror mode on scripted parts and a clock of the test's: order, loss and sleep. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { camera, lost, makeMirror, open, ready, stubPage } from './mirror-parts';

beforeEach(() => {
  vi.useFakeTimers();
  stubPage();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
const failed = { kind: 'failed', problem: 'engine-lost', detail: '' } as const;

describe('styles', () => {
  test('take turns in the user’s order, and begin anew', async () => {
    const { mirror, asked } = makeMirror();
    await seconds(9.9);
    expect(asked).toEqual([]);
    await seconds(20.2);
    expect(asked).toEqual(['night', 'scream', 'wave']);
    mirror.close();
    await seconds(60);
    expect(asked.length).toBe(3);
  });

  test('only favourites take turns, in the user’s order; all while there are none', async () => {
    const { asked, set } = makeMirror({ mirrorStyles: 'favourites' });
    const brush = { undoable: false, empty: true };
    set({ selection: { favourites: ['scream', 'wave'], undoable: false, brush } });
    await seconds(20.1);
    expect(asked).toEqual(['scream', 'wave']);
    set({ selection: { favourites: [], undoable: false, brush } });
    await seconds(10);
    expect(asked.at(-1)).toBe('night');
  });

  test('the time of a style begins when it is seen: reading it may take longer than it stays', async () => {
    const { asked, set, deps } = makeMirror();
    const { drift } = deps.styles;
    deps.styles.drift = (id) => {
      drift(id);
      set({ encodingStyleId: id });
    };
    await seconds(10 + 100);
    expect(asked).toEqual(['night']);
    set({ encodingStyleId: null });
    await seconds(9.9);
    expect(asked).toEqual(['night']);
    await seconds(0.2);
    expect(asked).toEqual(['night', 'scream']);
  });

  test('one that cannot be shown is passed over in the next round', async () => {
    const { asked, deps, set } = makeMirror();
    deps.styles.drift = (id) => {
      asked.push(id);
      // As when an artwork cannot be had: the one before stays.
      if (id !== 'night') set({ settings: { ...deps.session.snapshot.settings, styleId: id } });
    };
    await seconds(20.1);
    expect(asked).toEqual(['night', 'scream']);
  });

  test('by hand, forwards and back; the one that comes has its whole time', async () => {
    const { mirror, asked } = makeMirror();
    await seconds(9);
    mirror.step(1);
    await seconds(9);
    expect(asked).toEqual(['night']);
    mirror.step(-1);
    mirror.step(-1);
    expect(asked).toEqual(['night', 'wave', 'scream']);
  });

  test('held, a style stays until it is let go, whatever happens meanwhile', async () => {
    const { mirror, asked, set } = makeMirror();
    mirror.setHeld(true);
    expect(mirror.snapshot.held).toBe(true);
    await seconds(60);
    set({ engine: failed, stage: { styled: false } });
    set({ engine: ready, stage: { styled: true } });
    mirror.step(1);
    await seconds(60);
    expect(asked.filter((what) => what !== 'retry')).toEqual(['night']);
    mirror.setHeld(false);
    await seconds(10);
    expect(asked.at(-1)).toBe('scream');
  });

  test('a link’s seconds hold in place of the setting, and a setting holds at once', async () => {
    const link = makeMirror({}, { seconds: 3 });
    await seconds(3);
    expect(link.asked).toEqual(['night']);
    const { asked, set, deps } = makeMirror({ mirrorSeconds: 0 });
    await seconds(3600);
    expect(asked).toEqual([]);
    set({ settings: { ...deps.session.snapshot.settings, mirrorSeconds: 20 } });
    await seconds(20);
    expect(asked).toEqual(['night']);
  });

  test('come slowly by themselves, promptly by hand, and at once for who wants little motion', async () => {
    const { mirror, deps } = makeMirror();
    await seconds(10);
    expect(mirror.transitionSeconds).toBe(4);
    mirror.step(1);
    expect(mirror.transitionSeconds).toBe(1);
    deps.calm = () => true;
    expect(mirror.transitionSeconds).toBe(0);
  });

  test('a hidden page changes none, and goes on when it is back', async () => {
    const { asked, sleep } = makeMirror();
    sleep(true);
    await seconds(3600);
    expect(asked).toEqual([]);
    sleep(false);
    expect(asked).toEqual(['night']);
    await seconds(10);
    expect(asked).toEqual(['night', 'scream']);
  });
});

describe('a lost picture', () => {
  test('is tried for again with growing pauses, for ever', async () => {
    const { mirror, asked, set } = makeMirror();
    set({ source: lost, stage: { styled: false } });
    expect(mirror.snapshot.recovery).toMatchObject({ kind: 'waiting', tries: 0 });
    const at: number[] = [];
    for (let second = 1; second <= 300; second++) {
      await seconds(1);
      if (asked.length > at.length) at.push(second);
    }
    expect(at).toEqual([1, 3, 7, 15, 31, 63, 123, 183, 243]);
    await seconds(24 * 3600);
    expect(asked.length).toBeGreaterThan(1440);
    expect(new Set(asked)).toEqual(new Set(['retry']));
  });

  test('once it stays, pauses begin small again; while it comes and goes they grow', async () => {
    const { mirror, answers, asked, set } = makeMirror({ mirrorSeconds: 0 });
    answers.retry = () => {
      set({ source: camera });
      return Promise.resolve();
    };
    set({ source: lost });
    await seconds(1);
    expect(mirror.snapshot.recovery).toEqual({ kind: 'well' });
    set({ source: lost });
    await seconds(1.5);
    expect(asked.length, 'the second pause is 2 s').toBe(1);
    await seconds(0.6);
    expect(asked.length).toBe(2);
    await seconds(61);
    asked.length = 0;
    set({ source: lost });
    await seconds(1);
    expect(asked).toEqual(['retry']);
  });

  test('in the middle of a transition costs the style nothing: its time begins when it is seen again', async () => {
    const { asked, set } = makeMirror();
    await seconds(11);
    expect(asked).toEqual(['night']);
    set({ source: lost, stage: { styled: false } });
    await seconds(60);
    expect(asked.filter((what) => what !== 'retry')).toEqual(['night']);
    set({ source: camera, stage: { styled: true } });
    expect(asked.at(-1), 'its time was up meanwhile').toBe('scream');
  });

  test('an engine that failed is started again', async () => {
    const { mirror, answers, asked, set } = makeMirror();
    answers.retry = () => {
      set({ engine: ready, stage: { styled: true } });
      return Promise.resolve();
    };
    set({ engine: failed, stage: { styled: false } });
    await seconds(1);
    expect(asked).toEqual(['retry']);
    expect(mirror.snapshot.recovery).toEqual({ kind: 'well' });
  });

  test('a camera that is open and gives nothing is opened anew', async () => {
    const { mirror, asked, drawn, freeze } = makeMirror({ mirrorSeconds: 0 });
    await seconds(3600);
    expect(asked).toEqual([]);
    freeze();
    await seconds(32);
    expect(asked).toEqual(['open']);
    drawn();
    expect(mirror.snapshot.recovery).toEqual({ kind: 'well' });
  });

  test('a hidden page asks for nothing', async () => {
    const { asked, set, sleep } = makeMirror({ mirrorSeconds: 0 });
    sleep(true);
    set({ source: lost });
    await seconds(3600);
    expect(asked).toEqual([]);
    sleep(false);
    await seconds(1);
    expect(asked).toEqual(['retry']);
  });

  test('a try without an answer is given up, and the next one comes', async () => {
    const { answers, asked, set } = makeMirror({ mirrorSeconds: 0 });
    answers.retry = () => open<undefined>().promise;
    set({ source: lost });
    await seconds(1);
    expect(asked.length).toBe(1);
    await seconds(60 + 2);
    expect(asked.length).toBe(2);
  });
});

test('a day in fast motion: every style has its turn, losses and nights included, and no timer is left over', async () => {
  const { mirror, asked, answers, set, sleep, freeze } = makeMirror({ mirrorSeconds: 20 });
  answers.retry = () => {
    set({ source: camera, engine: ready, stage: { styled: true } });
    return Promise.resolve();
  };
  await seconds(1);
  const timers = vi.getTimerCount();
  for (let minute = 1; minute <= 24 * 60; minute++) {
    if (minute % 30 === 0) set({ source: lost, stage: { styled: false } });
    if (minute % 45 === 0) set({ engine: failed, stage: { styled: false } });
    for (let part = 0; part < 6; part++) {
      if (minute % 180 === 0) sleep(part < 5);
      await seconds(10);
    }
    expect(vi.getTimerCount()).toBe(timers);
  }
  const turns = asked.filter((what) => what !== 'retry');
  expect(turns.length).toBeGreaterThan(4200);
  expect(turns.length).toBeLessThanOrEqual(4320);
  expect(turns.slice(0, 3)).toEqual(['night', 'scream', 'wave']);
  expect(asked.length - turns.length, 'each loss was mended').toBeGreaterThan(60);
  mirror.close();
  freeze();
  expect(vi.getTimerCount()).toBe(0);
});
