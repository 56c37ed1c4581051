/**
 * Styles out of this device and into it, as style packs. Works on the session's library and choice.
 */
import { throwIfAborted } from '../../shared/async/abort';
import { ImpastoError } from '../../shared/errors';
import { encodeBitmap } from '../sources/decode-picture';
import { makeOwnStyle } from '../library/own-styles';
import type { OwnStyle } from '../library/own-styles';
import type { Settings } from '../api/session-state';
import type { SecondPlace } from '../api/two-styles-api';
import type { Ingredient } from './style-choice';
import type { StyleLibrary } from '../library/style-library';
import { readStylePack, writeStylePack } from './style-pack';
import type { StylePack } from './style-pack';
import { maxRecipeParts } from '../library/style-recipe';
import type { RecipePart, StyleRecipe } from '../library/style-recipe';

/** How the look is applied, and by which networks. */
export interface LookSettings extends Pick<Settings, 'strength' | 'keepColours' | 'strokeScale'> {
  /** Hexadecimal SHA-256 of the running networks. */
  readonly network: string;
}

/** What of the look is carried: one style, or the first of two. */
export interface CarriedStyles {
  readonly ingredients: readonly Ingredient[];
  readonly second: {
    readonly ingredients: readonly Ingredient[];
    /** 0..1 */
    readonly strength: number;
    readonly place: SecondPlace;
  } | null;
}

/**
 * The look as a file. Styles that are mixes themselves come with all their artworks.
 * @param settings whose strength is that of the first style
 * @throws ImpastoError `unreadable-picture` when an artwork cannot be read; AbortError.
 */
export async function exportLook(
  library: StyleLibrary,
  { ingredients, second }: CarriedStyles,
  { network, ...settings }: LookSettings,
  signal?: AbortSignal,
): Promise<File> {
  const titleOf = (all: readonly Ingredient[]): string =>
    all
      .map(({ id }) => library.find(id)?.title ?? id)
      .join(' + ')
      .slice(0, 120);
  const parts = await partsOf(library, ingredients, signal);
  const others = second && {
    title: titleOf(second.ingredients),
    strength: second.strength,
    place: second.place,
    parts: await partsOf(library, second.ingredients, signal),
  };
  // Codes of other networks count for nobody: whoever opens the pack then reads the artworks anew.
  const allOurs = [...ingredients, ...(second?.ingredients ?? [])].every(
    ({ id }) => (library.recipe(id)?.network ?? network) === network,
  );
  const recipe = { network: allOurs ? network : '', parts };
  const { strength, keepColours, strokeScale } = settings;
  const file = await writeStylePack({
    title: titleOf(ingredients),
    strength,
    keepColours,
    strokeScale,
    recipe,
    ...(others && { second: others }),
  });
  throwIfAborted(signal);
  return file;
}

/** The artworks with the largest shares, those of styles that are mixes too. */
async function partsOf(
  library: StyleLibrary,
  ingredients: readonly Ingredient[],
  signal?: AbortSignal,
): Promise<readonly RecipePart[]> {
  const parts: RecipePart[] = [];
  for (const { id, weight, code } of ingredients) {
    const recipe = library.recipe(id);
    if (recipe) {
      const total = recipe.parts.reduce((sum, part) => sum + part.weight, 0);
      parts.push(...recipe.parts.map((part) => ({ ...part, weight: (part.weight * weight) / total })));
    } else {
      const title = library.find(id)?.title ?? id;
      parts.push({ title, weight, code, picture: await artwork(library, id, signal) });
    }
  }
  return parts.sort((a, b) => b.weight - a.weight).slice(0, maxRecipeParts);
}

/**
 * A pack as one own style or two, with every artwork decoded and encoded anew: nothing of the file is kept as it came.
 * @throws ImpastoError `unreadable-pack`; AbortError.
 */
export async function importLook(
  file: Blob,
  signal?: AbortSignal,
): Promise<{ readonly style: OwnStyle; readonly second: OwnStyle | null; readonly pack: StylePack }> {
  const pack = await readStylePack(file);
  const { network, parts } = pack.recipe;
  const style = await ownStyleOf(pack.title, { network, parts }, signal);
  const { second } = pack;
  const other = second && (await ownStyleOf(second.title, { network, parts: second.parts }, signal));
  return { style, second: other ?? null, pack };
}

async function ownStyleOf(
  title: string,
  { network, parts }: StyleRecipe,
  signal?: AbortSignal,
): Promise<OwnStyle> {
  const styles: OwnStyle[] = [];
  for (const part of parts) {
    try {
      styles.push(await makeOwnStyle(part.picture, part.title, signal));
      throwIfAborted(signal);
    } catch (error) {
      throwIfAborted(signal);
      throw new ImpastoError('unreadable-pack', `The artwork “${part.title}” cannot be read.`, {
        cause: error,
      });
    }
  }
  const [first] = styles;
  if (!first) throw new ImpastoError('unreadable-pack', 'The pack holds no artwork.');
  const safe = parts.map((part, index) => ({ ...part, picture: styles[index]?.picture ?? first.picture }));
  return { ...first, title, recipe: { network, parts: safe } };
}

async function artwork(library: StyleLibrary, id: string, signal?: AbortSignal): Promise<Blob> {
  const bitmap = await library.picture(id, signal);
  try {
    throwIfAborted(signal);
    const picture = await encodeBitmap(bitmap, 'image/jpeg', 0.92);
    throwIfAborted(signal);
    return picture;
  } finally {
    bitmap.close();
  }
}
