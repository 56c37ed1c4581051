/** The style code of an artwork of the gallery, as the command line reads it. Node only. */
import { fileURLToPath } from 'node:url';
import type { Painter } from '../../src/cli/painters/painter';
import { readArtwork } from '../../src/cli/picture-files';
import { styleSize } from '../../src/workers/networks/nets/style-networks';
import type { StyleCode } from '../../src/workers/networks/types';

/** @param id of the gallery */
export async function galleryCode(painter: Pick<Painter, 'encode'>, id: string): Promise<StyleCode> {
  const file = fileURLToPath(new URL(`../../public/styles/${id}.jpg`, import.meta.url));
  return painter.encode(await readArtwork(file, styleSize));
}
