/** Reads what `--style-b` and `--mask` ask for. */
import type { RgbaPicture } from '../shared/picture';
import { styleSize } from '../workers/networks/nets/style-networks';
import type { SecondStyle } from '../workers/networks/types';
import type { Command } from './command';
import type { Painter } from './painters/painter';
import { readArtwork } from './picture-files';
import { openMask } from './style-mask';

/** The second style of a picture; undefined where the command asks for one style alone. */
export type SecondOf = (picture: RgbaPicture, seconds?: number) => { readonly second?: SecondStyle };

/** @throws ImpastoError `invalid-argument`, `unreadable-picture`. */
export async function openSecond({ second }: Command, painter: Pick<Painter, 'encode'>): Promise<SecondOf> {
  if (!second) return () => ({});
  const code = await painter.encode(await readArtwork(second.style, styleSize));
  const maskOf = await openMask(second.mask);
  const style = { mix: [{ code, weight: 1 }], strength: second.strength };
  return (picture, seconds) => ({ second: { ...style, mask: maskOf(picture, seconds) } });
}
