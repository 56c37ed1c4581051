/** Computes one HQ still on the wasm backend, from the live network's result by default. Owns the networks. */

import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ImpastoError } from '../shared/errors';
import { networkSize } from '../shared/picture';
import type { RgbaPicture, Size } from '../shared/picture';
import { StyleNetworks, styleSize } from '../workers/networks/style-networks';
import { startBackend } from '../workers/networks/tf-backend';
import { loadFeatureNetwork } from '../workers/still/load-feature-network';
import { fitLongSide } from '../workers/still/scales';
import { StillRun } from '../workers/still/still-run';
import type { StillProgress } from '../workers/still/still-run';
import { readPicture, writePicture } from './picture-files';
import { readModels } from './read-models';
import type { StillCommand } from './still-command';

/** Styles are read at most this large, px: finer detail than the finest scale's counts for nothing. */
const styleLongSide = 1024;

async function readLossNetwork(path: string): Promise<ArrayBuffer> {
  try {
    return new Uint8Array(await readFile(path)).buffer;
  } catch (cause) {
    throw new ImpastoError('invalid-argument', `--loss-network: there is no ${path}.`, { cause });
  }
}

/** What live mode would show: the same mix and amount. */
async function liveResult(
  { content, styles, settings }: StillCommand,
  networks: StyleNetworks,
): Promise<RgbaPicture> {
  const mix = [];
  for (const { path, weight } of styles) {
    mix.push({ code: await networks.encode(await readPicture(path, styleSize)), weight });
  }
  const picture = await readPicture(content, (own) => networkSize(own, settings.longSide));
  return networks.stylize(picture, { mix, strength: settings.amount });
}

/**
 * @param onProgress after each iteration.
 * @throws ImpastoError when a picture cannot be read or written, or a file is no network.
 */
export async function runStill(
  command: StillCommand,
  onProgress: (progress: StillProgress) => void,
): Promise<void> {
  const { settings, out } = command;
  const fit = (own: Size): Size => fitLongSide(own, settings.longSide, 16);
  const content = await readPicture(command.content, fit);
  const limited = (own: Size): Size =>
    fitLongSide(own, Math.min(styleLongSide, Math.max(own.width, own.height)), 1);
  const styles = [];
  for (const { path, weight } of command.styles) {
    styles.push({ picture: await readPicture(path, limited), weight });
  }
  const models = await readModels();
  const lossNetwork =
    command.lossNetwork === undefined ? models.lossNetwork : await readLossNetwork(command.lossNetwork);
  await startBackend('wasm', { wasmThreads: false });
  let start: RgbaPicture | undefined;
  if (settings.start === 'picture') {
    const networks = new StyleNetworks(models);
    try {
      start = await liveResult(command, networks);
    } finally {
      networks.dispose();
    }
  }
  const network = loadFeatureNetwork(lossNetwork);
  try {
    const run = new StillRun(network, { content, styles, settings, ...(start && { start }) });
    const { picture } = await run.run(onProgress);
    await mkdir(dirname(out), { recursive: true });
    await writePicture(out, picture, picture);
  } finally {
    network.dispose();
  }
}
