/** What the person changes in the plan of an HQ still. Pure: each gives the changed part of the plan. */
import { presetNames, stillSettings } from '../../workers/hq/hq.protocol';
import type { HqSettings, PresetName } from '../../workers/hq/hq.protocol';
import type { HqPlan, HqStyle } from '../api/hq-state';
import type { StyleEntry } from '../api/session-state';
import type { ChosenForHq, HqStillDeps } from './hq-frame';

/** Settings that say nothing about cost and quality: with them changed, a preset is still itself. */
const free: readonly (keyof HqSettings)[] = ['amount', 'seed', 'colour', 'start', 'styleScale'];

/** The plan that an HQ still opens with: as live. */
export function firstPlan({
  styles,
  chosen,
  other,
}: Pick<HqStillDeps, 'styles' | 'chosen' | 'other'>): HqPlan {
  return {
    preset: 'standard',
    settings: stillSettings('standard', { amount: chosen.strength }),
    styles: stylesOf(styles, chosen),
    other: other && { styles: stylesOf(styles, other), amount: other.strength, on: true },
    fullSize: true,
  };
}

/** Everything that the preset does not say stays. */
export function withPreset({ settings }: HqPlan, name: PresetName): Partial<HqPlan> {
  const { amount, seed, colour, start, styleScale } = settings;
  return {
    preset: presetNames.find((known) => known === name) ?? null,
    settings: stillSettings(name, { amount, seed, colour, start, styleScale }),
  };
}

export function withSettings({ preset, settings }: HqPlan, change: Partial<HqSettings>): Partial<HqPlan> {
  if (preset && change.start !== undefined) {
    // The way from another start is longer: so is the preset's.
    const { amount, seed, colour, styleScale } = settings;
    return { settings: stillSettings(preset, { amount, seed, colour, styleScale, start: change.start }) };
  }
  const kept = Object.keys(change).every((name) => free.some((known) => known === name));
  return { preset: kept ? preset : null, settings: { ...settings, ...change } };
}

/** @param weight 0 takes the style out; the last one stays. */
export function withStyle({ styles }: HqPlan, entry: StyleEntry, weight: number): Partial<HqPlan> {
  const isIt = (style: HqStyle): boolean => style.entry.id === entry.id;
  if (weight <= 0) {
    const others = styles.filter((style) => !isIt(style));
    return others.length > 0 ? { styles: others } : {};
  }
  const known = styles.some(isIt);
  return {
    styles: known
      ? styles.map((style) => (isIt(style) ? { entry, weight } : style))
      : [...styles, { entry, weight }],
  };
}

/** What was chosen, as far as it is there; else the first style. */
function stylesOf(styles: readonly StyleEntry[], { mix }: ChosenForHq): readonly HqStyle[] {
  const found = mix.flatMap(({ id, weight }) => {
    const entry = styles.find((style) => style.id === id);
    return entry && weight > 0 ? [{ entry, weight }] : [];
  });
  return found.length > 0 ? found : styles.slice(0, 1).map((entry) => ({ entry, weight: 1 }));
}
