/**
 * What a style is made of when it is more than one artwork: artworks, their codes and their shares. Codes mean something
 * only to the networks that made them, whose hash is kept beside them. Pure.
 */
import { mixCodes } from '../../workers/networks/nets/look';
import type { StyleCode } from '../../workers/networks/types';

/** Most artworks in one recipe. */
export const maxRecipeParts = 16;

export interface RecipePart {
  readonly title: string;
  /** Relative share, > 0; only ratios count. */
  readonly weight: number;
  readonly code: StyleCode;
  readonly picture: Blob;
}

export interface StyleRecipe {
  /** Hexadecimal SHA-256 of the networks that made the codes; empty where the browser cannot hash. */
  readonly network: string;
  /** 1..{@link maxRecipeParts} */
  readonly parts: readonly RecipePart[];
}

/**
 * The recipe's code for the networks that run: its own codes where these made them, else the artworks are read anew.
 * @param encode reads one artwork's code
 */
export async function recipeCode(
  { network, parts }: StyleRecipe,
  running: string,
  encode: (picture: Blob) => Promise<StyleCode>,
): Promise<StyleCode> {
  if (network !== '' && network === running) return mixCodes(parts);
  const fresh: { weight: number; code: StyleCode }[] = [];
  for (const { weight, picture } of parts) fresh.push({ weight, code: await encode(picture) });
  return mixCodes(fresh);
}
