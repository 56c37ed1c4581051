/** A plan as text: for the file's metadata, and for a run that is kept over a reload. Pure. */

import * as v from 'valibot';
import type { FileType, HqSettings } from '../../workers/hq/hq.protocol';
import type { HqNetwork, HqPlan, HqStyle } from '../api/hq-state';
import { presetNames } from '../api/hq-state';
import type { StyleEntry } from '../api/session-state';

const stylesSchema = v.array(v.object({ id: v.string(), title: v.string(), weight: v.number() }));
const noteSchema = v.object({
  preset: v.nullable(v.picklist(presetNames)),
  fullSize: v.boolean(),
  styles: stylesSchema,
  other: v.optional(v.object({ styles: stylesSchema, amount: v.number() })),
});

/** Everything that made the picture, as JSON. */
export function planNote({ preset, settings, styles, other, fullSize }: HqPlan, network?: HqNetwork): string {
  const noted = (all: readonly HqStyle[]) =>
    all.map(({ entry: { id, title, artist }, weight }) => ({ id, title, artist, weight }));
  return JSON.stringify({
    preset,
    fullSize,
    styles: noted(styles),
    ...(other?.on === true && { other: { styles: noted(other.styles), amount: other.amount } }),
    settings,
    ...(network && { network: network === 'own' ? 'impasto' : 'vgg-19' }),
  });
}

/** All styles that are painted. */
export function paintedStyles({ styles, other }: HqPlan): readonly HqStyle[] {
  return other?.on === true ? [...styles, ...other.styles] : styles;
}

/** One line for people. */
export function describePlan(plan: HqPlan): string {
  const names = paintedStyles(plan).map(({ entry: { title, artist } }) =>
    artist ? `${title} (${artist})` : title,
  );
  return `Painted with Impasto in the style of ${names.join(', ')}`;
}

/** The plan that a note belongs to; a style that is gone keeps its title. */
export function parseNote(
  note: string,
  settings: HqSettings,
  entries: readonly StyleEntry[],
): Partial<HqPlan> {
  let parsed: v.InferOutput<typeof noteSchema>;
  try {
    parsed = v.parse(noteSchema, JSON.parse(note));
  } catch {
    return { settings };
  }
  const gone = (id: string, title: string): StyleEntry => ({
    id,
    origin: 'own',
    title,
    artist: '',
    life: '',
    date: '',
    thumbnailUrl: '',
    pictureUrl: '',
  });
  const found = (styles: v.InferOutput<typeof stylesSchema>): HqStyle[] =>
    styles.map(({ id, title, weight }) => ({
      entry: entries.find((entry) => entry.id === id) ?? gone(id, title),
      weight,
    }));
  const { preset, fullSize, styles, other } = parsed;
  return {
    preset,
    fullSize,
    settings,
    styles: found(styles),
    other: other ? { styles: found(other.styles), amount: other.amount, on: true } : null,
  };
}

/** How files of each type end. */
export const extensions: Readonly<Record<FileType, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};
