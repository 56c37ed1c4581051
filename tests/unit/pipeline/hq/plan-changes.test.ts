/** What the person changes in the plan of an HQ still, and that plan as the text that is kept with the picture. */
import { expect, test } from 'vitest';
import type { HqPlan } from '../../../../src/pipeline/api/hq-state';
import { describePlan, parseNote, planNote } from '../../../../src/pipeline/hq/hq-note';
import { firstPlan, withPreset, withSettings, withStyle } from '../../../../src/pipeline/hq/plan-changes';
import { styleEntry } from '../../../support/fakes/style-entry';

const [wave, night] = [styleEntry('wave', { artist: 'Hokusai' }), styleEntry('night')];
const plan = (mix = [{ id: 'wave', weight: 1 }]): HqPlan =>
  firstPlan({ styles: [wave, night], chosen: { mix, strength: 0.6 }, other: null });
const ids = ({ styles }: Pick<HqPlan, 'styles'>): [string, number][] =>
  styles.map(({ entry, weight }) => [entry.id, weight]);

test('opens with the live mix; with the first style when that is gone', () => {
  expect(
    ids(
      plan([
        { id: 'night', weight: 0.3 },
        { id: 'gone', weight: 1 },
      ]),
    ),
  ).toEqual([['night', 0.3]]);
  expect(ids(plan([{ id: 'gone', weight: 1 }]))).toEqual([['wave', 1]]);
  expect(plan().settings.amount).toBe(0.6);
});

test('a preset keeps what it does not say; other settings end it', () => {
  const coloured = { ...plan(), ...withSettings(plan(), { colour: 'luma', amount: 0.4 }) };
  expect(coloured.preset).toBe('standard');
  const max = { ...coloured, ...withPreset(coloured, 'max') };
  expect(max).toMatchObject({ preset: 'max', settings: { colour: 'luma', amount: 0.4 } });
  expect(max.settings.longSide).toBeGreaterThanOrEqual(coloured.settings.longSide);
  expect({ ...max, ...withSettings(max, { longSide: 512 }) }.preset).toBeNull();
});

test('the way from noise is longer, and the preset stays', () => {
  const fromNoise = { ...plan(), ...withSettings(plan(), { start: 'noise' }) };
  expect(fromNoise.preset).toBe('standard');
  expect(fromNoise.settings.start).toBe('noise');
});

test('styles come in, change and go; the last one stays', () => {
  const both = { ...plan(), ...withStyle(plan(), night, 0.5) };
  expect(ids(both)).toEqual([
    ['wave', 1],
    ['night', 0.5],
  ]);
  expect(ids({ ...both, ...withStyle(both, wave, 0.2) })).toEqual([
    ['wave', 0.2],
    ['night', 0.5],
  ]);
  const one = { ...both, ...withStyle(both, wave, 0) };
  expect(ids(one)).toEqual([['night', 0.5]]);
  expect(ids({ ...one, ...withStyle(one, night, 0) })).toEqual([['night', 0.5]]);
});

test('a plan comes back from its note; a style that is gone keeps its title; damage leaves the settings', () => {
  const kept = { ...plan(), ...withStyle(plan(), night, 0.5) };
  const back = parseNote(planNote(kept, 'own'), kept.settings, [night]);
  expect(back).toMatchObject({ preset: 'standard', fullSize: true, settings: kept.settings });
  expect(back.styles?.map(({ entry, weight }) => [entry.title, weight])).toEqual([
    ['wave', 1],
    ['night', 0.5],
  ]);
  expect(parseNote('{"styles":"x"}', kept.settings, [])).toEqual({ settings: kept.settings });
  expect(describePlan(kept)).toBe('Painted with Impasto in the style of wave (Hokusai), night');
});

test('the other style comes with the live picture, back from the note, and into the name; left out, it does not', () => {
  const chosen = { mix: [{ id: 'wave', weight: 1 }], strength: 0.6 };
  const other = { mix: [{ id: 'night', weight: 1 }], strength: 0.3 };
  const both = firstPlan({ styles: [wave, night], chosen, other });
  expect(both.other).toMatchObject({ styles: [{ entry: night, weight: 1 }], amount: 0.3, on: true });
  expect(describePlan(both)).toBe('Painted with Impasto in the style of wave (Hokusai), night');
  expect(parseNote(planNote(both), both.settings, [wave, night]).other).toEqual(both.other);
  const alone = { ...both, other: both.other && { ...both.other, on: false } };
  expect(describePlan(alone)).toBe('Painted with Impasto in the style of wave (Hokusai)');
  expect(parseNote(planNote(alone), alone.settings, [wave, night]).other).toBeNull();
});
