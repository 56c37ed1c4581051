/**
 * What the app's address may ask for: a look (`?style=poppies&strength=0.6&strokes=1.4`), another style beside it
 * (`&second=lion&strength2=1&place=halves,0.5,0.5,0,0.3`: kind, x, y, angle, size), what to open (`?open=camera`, the
 * manifest's shortcuts), files that the service worker took in (`?shared=…`). Plain values only;
 * whatever does not fit is left out and named. Pure.
 */

import { strokeScales } from '../api/session-state';
import type { Settings, StrokeScale } from '../api/session-state';
import { placeKinds } from '../api/two-styles-api';
import type { SecondPlace } from '../api/two-styles-api';

export const linkTargets = ['camera', 'file', 'takes'] as const;
export type LinkTarget = (typeof linkTargets)[number];

/** How a share went; see `workers/offline/share-target.ts`. */
export const shareOutcomes = ['files', 'none', 'full'] as const;
export type ShareOutcome = (typeof shareOutcomes)[number];

/** Another style in the picture: `styleId` is then the first. */
export interface LinkedSecond {
  readonly styleId: string;
  /** 0..1 */
  readonly strength: number;
  readonly place: SecondPlace;
}

export interface Link {
  readonly styleId: string | null;
  /** 0..1 */
  readonly strength: number | null;
  readonly strokeScale: StrokeScale | null;
  /** Null for one style alone. */
  readonly second: LinkedSecond | null;
  readonly open: LinkTarget | null;
  readonly shared: ShareOutcome | null;
  /** Parameters of ours whose value is not legal. */
  readonly illegal: readonly string[];
}

function readId(text: string): string | null {
  return /^[a-z0-9][a-z0-9-]{0,99}$/.test(text) ? text : null;
}

function readShare(text = ''): number | null {
  return /^(0(\.\d{1,6})?|1(\.0{1,6})?)$/.test(text) ? Number(text) : null;
}

function readPlace(text: string): SecondPlace | null {
  const [name, ...texts] = text.split(',');
  const kind = placeKinds.find((one) => one === name);
  const shares = texts.map(readShare);
  const [x, y, angle, size] = shares;
  if (!kind || shares.length !== 4) return null;
  if (x == null || y == null || angle == null || size == null) return null;
  return { kind, x, y, angle, size };
}

const readers = {
  styleId: ['style', readId],
  strength: ['strength', readShare],
  strokeScale: ['strokes', (text: string) => strokeScales.find((scale) => String(scale) === text) ?? null],
  secondId: ['second', readId],
  secondStrength: ['strength2', readShare],
  place: ['place', readPlace],
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
  const readSecond = (): LinkedSecond | null => {
    const [id, strength, place] = [read(readers.secondId), read(readers.secondStrength), read(readers.place)];
    if (id === null) return null;
    if (styleId !== null && place) return { styleId: id, strength: strength ?? 1, place };
    // A second style without a first, or nowhere.
    if (!illegal.includes('place')) illegal.push('second');
    return null;
  };
  const styleId = read(readers.styleId);
  return {
    styleId,
    strength: read(readers.strength),
    strokeScale: read(readers.strokeScale),
    second: readSecond(),
    open: read(readers.open),
    shared: read(readers.shared),
    illegal,
  };
}

const rounded = (share: number, digits: number): string => String(Number(share.toFixed(digits)));

function placeText({ kind, x, y, angle, size }: SecondPlace): string {
  return [kind, ...[x, y, angle, size].map((share) => rounded(share, 4))].join(',');
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
  {
    styleId,
    strength,
    strokeScale,
    second,
  }: Pick<Settings, 'styleId' | 'strength' | 'strokeScale' | 'second'>,
): string {
  const url = new URL('./', home);
  const inHand = { styleId, strength };
  const first = second?.secondInHand ? second.other : inHand;
  url.searchParams.set('style', first.styleId);
  url.searchParams.set('strength', rounded(first.strength, 2));
  if (strokeScale !== 1) url.searchParams.set('strokes', String(strokeScale));
  if (second) {
    const other = second.secondInHand ? inHand : second.other;
    url.searchParams.set('second', other.styleId);
    url.searchParams.set('strength2', rounded(other.strength, 2));
    url.searchParams.set('place', placeText(second.place));
  }
  return url.href;
}
