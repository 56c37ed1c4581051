/** The style code of an artwork of the gallery, as the command line reads it. Node only. */
import { fileURLToPath } from 'node:url';
import { readArtwork } from '../../src/cli/picture-files';
import { startBackend } from '../../src/workers/networks/backend/tf-backend';
import { StyleNetworks, styleSize } from '../../src/workers/networks/nets/style-networks';
import type { StyleCode } from '../../src/workers/networks/types';
import { modelFiles } from '../networks/shipped-networks';

/** The shipped networks on wasm. The caller disposes them. */
export async function openStyleNetworks(): Promise<StyleNetworks> {
  await startBackend('wasm', { wasmThreads: false });
  return new StyleNetworks(modelFiles());
}

/** @param id of the gallery */
export async function galleryCode(networks: StyleNetworks, id: string): Promise<StyleCode> {
  const file = fileURLToPath(new URL(`../../public/styles/${id}.jpg`, import.meta.url));
  return networks.encode(await readArtwork(file, styleSize));
}
