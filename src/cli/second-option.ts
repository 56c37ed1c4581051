/** `--style-b` and `--mask`: another style in the same picture. Pure. */
import { invalid, number } from './options';

/** Masks that need no file. */
export const maskNames = ['left', 'top', 'radial', 'people'] as const;
export type MaskName = (typeof maskNames)[number];

/** What both commands say of masks. */
export const maskUsage = `  --mask      left, top     --style on the left or above, --style-b on the other side
              radial        --style in the middle, --style-b around it
              people        --style on people, --style-b behind them
              a picture     --style where it is black, --style-b where it is white, both where it is grey`;

/** Another style in the same picture. */
export interface SecondOption {
  readonly style: string;
  /** 0..1 */
  readonly strength: number;
  readonly mask: MaskName | { readonly file: string };
}

/** As they were given. */
export interface SecondTexts {
  readonly style: string | undefined;
  readonly mask: string | undefined;
  readonly strength: string | undefined;
}

/**
 * @param strengthName of the option that says how strong the second is. @param usual where it does not
 * @returns undefined for one style alone. @throws ImpastoError `invalid-argument`.
 */
export function parseSecond(
  { style, mask, strength }: SecondTexts,
  strengthName: string,
  usual: number,
): SecondOption | undefined {
  if (style === undefined) {
    if (mask === undefined && strength === undefined) return undefined;
    invalid(`--mask and --${strengthName} need --style-b, the second style.`);
  }
  if (!mask) invalid(`--style-b needs --mask: ${maskNames.join(', ')}, or a picture.`);
  const name = maskNames.find((known) => known === mask);
  const share = strength === undefined ? usual : parseShare(strengthName, strength);
  return { style, strength: share, mask: name ?? { file: mask } };
}

/** @throws ImpastoError `invalid-argument`. */
export function parseShare(name: string, text: string): number {
  const value = number(name, text);
  if (value < 0 || value > 1) invalid(`--${name} must be from 0 to 1, not ${value}.`);
  return value;
}
