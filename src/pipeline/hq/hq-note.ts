/** A plan as text: for the file's metadata, and for a run that is kept over a reload. Pure. */

import * as v from 'valibot';
import type { FileType, HqSettings } from '../../workers/hq/hq.protocol';
import type { HqNetwork, HqPlan } from '../api/hq-state';
import { presetNames } from '../api/hq-state';
import type { StyleEntry } from '../api/session-state';

const noteSchema = v.object({
  preset: v.nullable(v.picklist(presetNames)),
  fullSize: v.boolean(),
  styles: v.array(v.object({ id: v.string(), title: v.string(), weight: v.number() })),
});

/** Everything that made the picture, as JSON. */
export function planNote({ preset, settings, styles, fullSize }: HqPlan, network?: HqNetwork): string {
  return JSON.stringify({
    preset,
    fullSize,
    styles: styles.map(({ entry: { id, title, artist }, weight }) => ({ id, title, artist, weight })),
    settings,
    ...(network && { network: network === 'own' ? 'impasto' : 'vgg-19' }),
  });
}

/** One line for people. */
export function describePlan({ styles }: HqPlan): string {
  const names = styles.map(({ entry: { title, artist } }) => (artist ? `${title} (${artist})` : title));
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
  const styles = parsed.styles.map(({ id, title, weight }) => ({
    entry: entries.find((entry) => entry.id === id) ?? gone(id, title),
    weight,
  }));
  return { preset: parsed.preset, fullSize: parsed.fullSize, settings, styles };
}

/** How files of each type end. */
export const extensions: Readonly<Record<FileType, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};
