/**
 * Styles out of this device and into it, as style packs. Works on the session's library and choice.
 */
import { throwIfAborted } from '../../shared/async/abort';
import { ImpastoError } from '../../shared/errors';
import { encodeBitmap } from '../sources/decode-picture';
import { makeOwnStyle } from '../library/own-styles';
import type { OwnStyle } from '../library/own-styles';
import type { Settings } from '../api/session-state';
import type { Ingredient } from './style-choice';
import type { StyleLibrary } from '../library/style-library';
import { readStylePack, writeStylePack } from './style-pack';
import type { StylePack } from './style-pack';
import { maxRecipeParts } from '../library/style-recipe';
import type { RecipePart } from '../library/style-recipe';

/** How the look is applied, and by which networks. */
export interface LookSettings extends Pick<Settings, 'strength' | 'keepColours' | 'strokeScale'> {
  /** Hexadecimal SHA-256 of the running networks. */
  readonly network: string;
}

/**
 * The look as a file. Styles that are mixes themselves come with all their artworks.
 * @throws ImpastoError `unreadable-picture` when an artwork cannot be read; AbortError.
 */
export async function exportLook(
  library: StyleLibrary,
  ingredients: readonly Ingredient[],
  { network, strength, keepColours, strokeScale }: LookSettings,
  signal?: AbortSignal,
): Promise<File> {
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
  const kept = parts.sort((a, b) => b.weight - a.weight).slice(0, maxRecipeParts);
  const titles = ingredients.map(({ id }) => library.find(id)?.title ?? id);
  const title = titles.join(' + ').slice(0, 120);
  // Codes of other networks count for nobody: whoever opens the pack then reads the artworks anew.
  const allOurs = ingredients.every(({ id }) => (library.recipe(id)?.network ?? network) === network);
  const recipe = { network: allOurs ? network : '', parts: kept };
  const file = await writeStylePack({ title, strength, keepColours, strokeScale, recipe });
  throwIfAborted(signal);
  return file;
}

/**
 * A pack as an own style, with every artwork decoded and encoded anew: nothing of the file is kept as it came.
 * @throws ImpastoError `unreadable-pack`; AbortError.
 */
export async function importLook(
  file: Blob,
  signal?: AbortSignal,
): Promise<{ readonly style: OwnStyle; readonly pack: StylePack }> {
  const pack = await readStylePack(file);
  const { network, parts } = pack.recipe;
  const styles: OwnStyle[] = [];
  for (const { title, picture } of parts) {
    try {
      styles.push(await makeOwnStyle(picture, title, signal));
      throwIfAborted(signal);
    } catch (error) {
      throwIfAborted(signal);
      throw new ImpastoError('unreadable-pack', `The artwork “${title}” cannot be read.`, { cause: error });
    }
  }
  const [first] = styles;
  if (!first) throw new ImpastoError('unreadable-pack', 'The pack holds no artwork.');
  const safe = parts.map((part, index) => ({ ...part, picture: styles[index]?.picture ?? first.picture }));
  return { style: { ...first, title: pack.title, recipe: { network, parts: safe } }, pack };
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
