/** The look as it is chosen, while styles are added, fail, go and come back in any order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MixPart } from '../../../../src/pipeline/api/styles-api';
import type { Notice, StyleEntry } from '../../../../src/pipeline/api/session-state';
import { AppSettings } from '../../../../src/pipeline/state/app-settings';
import { openSettings } from '../../../../src/pipeline/storage/settings-store';
import { BrushMask } from '../../../../src/pipeline/styles/brush-mask';
import type { AddedStyle } from '../../../../src/pipeline/styles/own-style-actions';
import type { ChosenStyles } from '../../../../src/pipeline/styles/style-choice';
import { StyleSelection } from '../../../../src/pipeline/styles/style-selection';
import type { StyleSelectionDeps } from '../../../../src/pipeline/styles/style-selection';
import { ImpastoError } from '../../../../src/shared/errors';
import { styleEntry } from '../../../support/fakes/style-entry';

/** @param add what adding a style waits for, and gives */
function setUp(add: (title: string) => Promise<AddedStyle | null> = (id) => Promise.resolve({ id })) {
  const entries = [styleEntry('wave'), styleEntry('night'), styleEntry('scream')];
  const shown: ChosenStyles[] = [];
  const chosen: (readonly MixPart[])[] = [];
  const notices: Notice[] = [];
  const settings = new AppSettings(openSettings(null));
  settings.change({ styleId: 'wave', mix: [] });
  const added = async (title: string): Promise<AddedStyle | null> => {
    const result = await add(title);
    if (result) entries.push(styleEntry(result.id, { origin: 'own' }));
    return result;
  };
  const deps = {
    library: { entries, find: (id: string) => entries.find((entry) => entry.id === id) },
    choice: {
      choose: (styles: ChosenStyles) => {
        shown.push(styles);
        chosen.push(styles.mix);
      },
      setStrength: () => undefined,
      preview: () => undefined,
    },
    preferences: { sort: (all: readonly StyleEntry[]) => all, favourites: [] },
    thumbnails: { watch: () => undefined, destroy: () => undefined },
    ownStyles: {
      add: (_picture: Blob, title: string) => added(title),
      addFrame: (title: string) => added(title),
      remove: (id: string) => {
        const at = entries.findIndex((entry) => entry.id === id);
        const [gone] = at < 0 ? [] : entries.splice(at, 1);
        if (!gone) return Promise.resolve(null);
        return Promise.resolve({ title: gone.title, undo: () => Promise.resolve(void entries.push(gone)) });
      },
    },
    brush: new BrushMask(() => 1),
    settings,
    notify: (notice: Notice) => notices.push(notice),
    onChange: () => undefined,
  };
  const selection = new StyleSelection(deps as unknown as StyleSelectionDeps);
  return { selection, settings, shown, chosen, notices, entries };
}

const picture = new Blob();

test('what was asked for last is chosen, however long each artwork takes to be added', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom('add', 'frame', 'night', 'scream'), { minLength: 1, maxLength: 5 }),
      async (scheduler, asked) => {
        const { selection, settings, entries } = setUp((id) => scheduler.schedule(Promise.resolve({ id })));
        asked.forEach((what, index) => {
          if (what === 'add') void selection.add(picture, `own-${index}`);
          else if (what === 'frame') void selection.addFrame(`own-${index}`);
          else selection.choose(what);
        });
        await scheduler.waitIdle();
        await Promise.resolve();
        const last = asked.at(-1) ?? '';
        const wanted = last === 'add' || last === 'frame' ? `own-${asked.length - 1}` : last;
        await expect.poll(() => settings.current.styleId).toBe(wanted);
        const own = asked.filter((what) => what === 'add' || what === 'frame').length;
        expect(entries.length, 'none is lost').toBe(3 + own);
      },
    ),
    { numRuns: 50 },
  );
});

test('a picture that is refused changes nothing', async () => {
  const { selection, settings, chosen } = setUp(() => Promise.resolve(null));
  expect(await selection.add(picture, 'bad')).toBeNull();
  expect([settings.current.styleId, chosen]).toEqual(['wave', []]);
});

test('a style pack brings strength and options with it', async () => {
  const look = { strength: 0.3, keepColours: 1, strokeScale: 2 } as const;
  const { selection, settings } = setUp((id) => Promise.resolve({ id, look }));
  await selection.add(picture, 'pack');
  expect(settings.current).toMatchObject({ styleId: 'pack', ...look });
});

test('a style that fails gives way to what is still shown, for now only', () => {
  const { selection, settings, chosen, notices } = setUp();
  selection.choose('night');
  selection.failed('night', 'wave', new ImpastoError('unreachable-picture', 'offline'));
  expect(chosen.at(-1)).toEqual([{ id: 'wave', weight: 1 }]);
  expect(notices).toEqual([{ code: 'style-unreachable', title: 'night' }]);
  expect(settings.current.styleId).toBe('wave');
  selection.failed('wave', null, new ImpastoError('engine-failed', 'no'));
  expect(notices.at(-1)).toEqual({ code: 'style-failed', title: 'wave' });
});

test('removing the chosen style chooses another; taking it back chooses it again; it leaves no way back to nothing', async () => {
  const { selection, settings, notices } = setUp();
  selection.choose('scream');
  selection.choose('night');
  await selection.remove('night');
  expect(settings.current.styleId).toBe('wave');
  const [notice] = notices;
  expect(notice).toMatchObject({ code: 'style-removed', title: 'night' });
  selection.undo();
  selection.undo();
  expect(settings.current.styleId, 'the one that is gone is passed over').toBe('wave');
  if (notice?.code === 'style-removed') notice.undo();
  await expect.poll(() => settings.current.styleId).toBe('night');
});

test('dragging in the mixing pad is one step back; nonsense in a mix is left out', () => {
  const { selection, settings, chosen } = setUp();
  for (const share of [0.1, 0.4, 0.7])
    selection.setMix([
      { id: 'wave', weight: share },
      { id: 'night', weight: 1 - share },
      { id: 'gone', weight: 1 },
      { id: 'scream', weight: Number.NaN },
    ]);
  expect(settings.current.mix).toEqual([
    { id: 'wave', weight: 0.7 },
    { id: 'night', weight: 0.30000000000000004 },
  ]);
  selection.setMix([{ id: 'gone', weight: 1 }]);
  expect(chosen.at(-1)?.length).toBe(2);
  selection.undo();
  expect(settings.current).toMatchObject({ styleId: 'wave', mix: [] });
  expect(selection.snapshot.undoable).toBe(false);
});

test('styles that come by themselves are one step back together', () => {
  const { selection, settings } = setUp();
  const mix = [
    { id: 'wave', weight: 0.7 },
    { id: 'night', weight: 0.3 },
  ];
  selection.setMix(mix);
  for (let turn = 0; turn < 100; turn++) selection.drift(turn % 2 === 0 ? 'night' : 'scream');
  selection.drift('gone');
  expect(settings.current).toMatchObject({ styleId: 'scream', mix: [] });
  selection.undo();
  expect(settings.current.mix).toEqual(mix);
  selection.drift('scream');
  selection.choose('night');
  selection.undo();
  expect(settings.current.styleId, 'a choice after it is a step of its own').toBe('scream');
});

test('two styles: the next one is added and in hand; taken, swapped, placed, and one again', () => {
  const { selection, settings, shown } = setUp();
  const { two } = selection;
  const now = () => {
    const { styleId, strength, second } = settings.current;
    return [styleId, strength, second?.other.styleId, second?.secondInHand];
  };
  two.take('second');
  two.swap();
  two.setPlace({ x: 0.1 });
  expect(now(), 'with one style there is nothing to take').toEqual(['wave', 1, undefined, undefined]);

  selection.setStrength(0.6);
  two.setOn(true);
  expect(now()).toEqual(['night', 1, 'wave', true]);
  expect(shown.at(-1)).toMatchObject({
    mix: [{ id: 'night' }],
    strength: 1,
    other: { mix: [{ id: 'wave' }], strength: 0.6, first: true },
  });
  selection.choose('scream');
  selection.setStrength(0.3);
  expect(now()).toEqual(['scream', 0.3, 'wave', true]);
  two.take('first');
  expect(now()).toEqual(['wave', 0.6, 'scream', false]);
  expect(shown.at(-1)).toMatchObject({ mix: [{ id: 'wave' }], other: { strength: 0.3, first: false } });
  two.swap();
  expect(now(), 'what is in hand stays in hand').toEqual(['wave', 0.6, 'scream', true]);
  two.setPlace({ kind: 'round', x: -1, angle: 1.25, size: 0 });
  expect(settings.current.second?.place).toEqual({ kind: 'round', x: 0, y: 0.5, angle: 0.25, size: 0.05 });
  two.setOn(false);
  expect(now()).toEqual(['wave', 0.6, undefined, undefined]);
  selection.undo();
  expect(now(), 'back to both').toEqual(['wave', 0.6, 'scream', true]);
  selection.undo();
  expect(now(), 'before they were swapped').toEqual(['wave', 0.6, 'scream', false]);
});

test('a pack of two styles shows both, in one step', async () => {
  const look = { strength: 0.3, keepColours: 1, strokeScale: 2 } as const;
  const place = { kind: 'people', x: 0.5, y: 0.5, angle: 0, size: 0.3 } as const;
  const second = { id: 'night', strength: 0.7, place };
  const { selection, settings } = setUp((id) => Promise.resolve({ id, look, second }));
  await selection.add(picture, 'pack');
  expect(settings.current).toMatchObject({
    styleId: 'pack',
    ...look,
    second: { other: { styleId: 'night', mix: [], strength: 0.7 }, secondInHand: false, place },
  });
  selection.undo();
  expect(settings.current).toMatchObject({ styleId: 'wave', second: null });
});

test('two styles from elsewhere: both at once, in range, one step back', () => {
  const { selection, settings } = setUp();
  const look = (styleId: string, strength: number) => ({ styleId, mix: [], strength });
  const place = { kind: 'round', x: 2, y: 0.5, angle: 1.25, size: 0 } as const;
  selection.two.show(look('night', 0.4), look('scream', 0.9), place);
  expect(settings.current).toMatchObject({
    ...look('night', 0.4),
    second: { other: look('scream', 0.9), secondInHand: false, place: { x: 1, angle: 0.25, size: 0.05 } },
  });
  selection.undo();
  expect(settings.current).toMatchObject({ styleId: 'wave', second: null });
});

test('an artwork that is still being added is chosen though the second style is moved or swapped, not though another is taken', async () => {
  let arrive = (): void => undefined;
  const slowly = (id: string): Promise<AddedStyle> =>
    new Promise((resolve) => (arrive = () => resolve({ id })));
  const { selection, settings } = setUp(slowly);
  selection.two.setOn(true);
  const moved = selection.add(picture, 'own');
  selection.two.setPlace({ x: 0.2 });
  selection.two.swap();
  arrive();
  await moved;
  expect(settings.current).toMatchObject({ styleId: 'own', second: { place: { x: 0.2 } } });
  const left = selection.add(picture, 'late');
  selection.two.take('second');
  arrive();
  await left;
  expect(settings.current.styleId).toBe('wave');
});

test('of two styles, one that is removed or cannot be read leaves the other as it is', async () => {
  const { selection, settings, entries, notices } = setUp();
  entries.push(styleEntry('own', { origin: 'own' }));
  selection.choose('own');
  selection.two.setOn(true);
  selection.choose('scream');
  await selection.remove('own');
  expect(settings.current).toMatchObject({ styleId: 'scream', second: { other: { styleId: 'wave' } } });
  selection.failed('wave', null, new ImpastoError('unreachable-picture', 'offline'));
  expect(settings.current).toMatchObject({ styleId: 'scream', second: null });
  expect(notices.at(-1)).toMatchObject({ code: 'style-unreachable', title: 'wave' });
});
