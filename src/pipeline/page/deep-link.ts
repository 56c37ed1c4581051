/**
 * What the app's address may ask for: a look (`?style=poppies&strength=0.6&strokes=1.4`), what to open
 * (`?open=camera`, the manifest's shortcuts), files that the service worker took in (`?shared=…`). Plain values only;
 * whatever does not fit is left out and named. Pure.
 */

import { strokeScales } from '../api/session-state';
import type { Settings, StrokeScale } from '../api/session-state';

export const linkTargets = ['camera', 'file', 'takes'] as const;
export type LinkTarget = (typeof linkTargets)[number];

/** How a share went; see `workers/offline/share-target.ts`. */
export const shareOutcomes = ['files', 'none', 'full'] as const;
export type ShareOutcome = (typeof shareOutcomes)[number];

export interface Link {
  readonly styleId: string | null;
  /** 0..1 */
  readonly strength: number | null;
  readonly strokeScale: StrokeScale | null;
  readonly open: LinkTarget | null;
  readonly shared: ShareOutcome | null;
  /** Parameters of ours whose value is not legal. */
  readonly illegal: readonly string[];
}

const readers = {
  styleId: ['style', (text: string) => (/^[a-z0-9][a-z0-9-]{0,99}$/.test(text) ? text : null)],
  strength: [
    'strength',
    (text: string) => (/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/.test(text) ? Number(text) : null),
  ],
  strokeScale: ['strokes', (text: string) => strokeScales.find((scale) => String(scale) === text) ?? null],
  open: ['open', (text: string) => linkTargets.find((target) => target === text) ?? null],
  shared: ['shared', (text: string) => shareOutcomes.find((outcome) => outcome === text) ?? null],
} as const;

/** Reads an address. Never throws. */
export function parseLink(url: URL): Link {
  const illegal: string[] = [];
  const read = <T>([name, reader]: readonly [string, (text: string) => T | null]): T | null => {
    const values = url.searchParams.getAll(name);
    const [text] = values;
    if (text === undefined) return null;
    const value = values.length === 1 ? reader(text) : null;
    if (value === null) illegal.push(name);
    return value;
  };
  return {
    styleId: read(readers.styleId),
    strength: read(readers.strength),
    strokeScale: read(readers.strokeScale),
    open: read(readers.open),
    shared: read(readers.shared),
    illegal,
  };
}

/** The address without what {@link parseLink} reads: a reload must not ask for it again. */
export function withoutLink(url: URL): string {
  const rest = new URL(url);
  for (const [name] of Object.values(readers)) rest.searchParams.delete(name);
  return rest.href;
}

/** Address of a look, beside `home`. */
export function linkTo(
  home: URL,
  { styleId, strength, strokeScale }: Pick<Settings, 'styleId' | 'strength' | 'strokeScale'>,
): string {
  const url = new URL('./', home);
  url.searchParams.set('style', styleId);
  url.searchParams.set('strength', String(Math.round(strength * 100) / 100));
  if (strokeScale !== 1) url.searchParams.set('strokes', String(strokeScale));
  return url.href;
}
