/** What a run is asked for, checked. Pure. */

import { ImpastoError } from '../../../shared/errors';
import { checkPicture } from '../../../shared/picture';
import type { RgbaPicture } from '../../../shared/picture';
import type { StyledPart } from '../../networks/pixels/styled-area';
import type { StyleMask } from '../../networks/types';
import { checkSettings } from '../settings';
import type { HqSettings } from '../settings';

/** A style and its share in the mix, ≥ 0; only ratios count. */
export interface HqJobStyle {
  readonly picture: RgbaPicture;
  readonly weight: number;
}

/** Another style in the same picture. */
export interface HqJobSecond {
  readonly styles: readonly HqJobStyle[];
  /** 0 = the content, 1 = full style. */
  readonly amount: number;
  /** Where it is; of any size, and of the content's view. */
  readonly mask: StyleMask;
}

export interface HqJob {
  readonly content: RgbaPicture;
  readonly styles: readonly HqJobStyle[];
  /** Beside `styles`, whose amount is in the settings. */
  readonly second?: HqJobSecond;
  /** Where to begin when `settings.start` is `picture`: the live stylised frame; of any size. */
  readonly start?: RgbaPicture;
  /** The content at full size, of `content`'s shape: the result is then enlarged to it, guided by it. */
  readonly guide?: RgbaPicture;
  /** What of the content is painted; the rest stays as it is. Default: all of it. */
  readonly part?: StyledPart;
  /** Bytes the optimisation may take; scales that need more are left out. Default: no limit. */
  readonly memoryBytes?: number;
  readonly settings: HqSettings;
}

function checkMask(name: string, { data, width, height }: StyleMask): void {
  if (data.length !== width * height || data.length === 0)
    throw new ImpastoError('invalid-argument', `The mask of ${name} must have a value per pixel.`);
}

function checkStyles(styles: readonly HqJobStyle[]): void {
  for (const { picture, weight } of styles) {
    checkPicture(picture);
    if (!(weight >= 0 && weight < Infinity)) {
      throw new ImpastoError('invalid-argument', `A style's weight must be ≥ 0, not ${weight}.`);
    }
  }
  if (!styles.some(({ weight }) => weight > 0)) {
    throw new ImpastoError('invalid-argument', 'A still needs a style with a weight above 0.');
  }
}

/** @throws ImpastoError `invalid-argument`. */
export function checkJob({
  content,
  styles,
  second,
  start,
  guide,
  part,
  memoryBytes,
  settings,
}: HqJob): void {
  checkPicture(content);
  if (start) checkPicture(start);
  if (guide) checkPicture(guide);
  if (part) checkMask('what is painted', part.mask);
  if (memoryBytes !== undefined && !(memoryBytes > 0)) {
    throw new ImpastoError('invalid-argument', `memoryBytes must be above 0, not ${memoryBytes}.`);
  }
  checkStyles(styles);
  if (second) {
    checkStyles(second.styles);
    checkMask('the second style', second.mask);
    if (!(second.amount >= 0 && second.amount <= 1))
      throw new ImpastoError(
        'invalid-argument',
        `amount must be a number from 0 to 1, not ${second.amount}.`,
      );
  }
  if (settings.start === 'picture' && !start) {
    throw new ImpastoError('invalid-argument', 'start is “picture”, but no picture to start from was given.');
  }
  checkSettings(settings);
}

/**
 * Names the job: equal for equal pictures and settings, so that a saved state goes on with what it came from. FNV-1a,
 * 32 bits twice: against mistakes, not against malice. Guide, part and memory do not count: they change no iteration.
 */
export function jobFingerprint({ content, styles, second, start, settings }: HqJob): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  const add = (bytes: Uint8Array | Uint8ClampedArray): void => {
    for (const byte of bytes) {
      a = Math.imul(a ^ byte, 0x01000193);
      b = Math.imul(b ^ byte, 0x85ebca6b) ^ (b >>> 13);
    }
  };
  const all = [...styles, ...(second?.styles ?? [])];
  const pictures = [content, start, ...all.map(({ picture }) => picture), ...(second ? [second.mask] : [])];
  const text = JSON.stringify([
    settings,
    all.map(({ weight }) => weight),
    pictures.map((p) => p && [p.width, p.height]),
    ...(second ? [styles.length, second.amount] : []),
  ]);
  add(new TextEncoder().encode(text));
  for (const picture of pictures) if (picture) add(picture.data);
  return [a, b].map((hash) => (hash >>> 0).toString(16).padStart(8, '0')).join('');
}
