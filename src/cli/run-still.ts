/** Computes one HQ still on the wasm backend, from the live network's result by default. Owns the networks. */

import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ImpastoError } from '../shared/errors';
import { artworkLongSide, networkSize } from '../shared/picture';
import type { RgbaPicture, Size } from '../shared/picture';
import { StyleNetworks, styleSize } from '../workers/networks/nets/style-networks';
import { startBackend } from '../workers/networks/backend/tf-backend';
import { loadFeatureNetwork } from '../workers/hq/loss/load-feature-network';
import { fitLongSide } from '../workers/hq/job/scales';
import { HqRun } from '../workers/hq/run/hq-run';
import type { FileNote, HqProgress, HqResult } from '../workers/hq/hq.protocol';
import { xmpPacket } from '../workers/hq/picture/picture-metadata';
import { readArtwork, readPicture, stem, writePicture } from './picture-files';
import { readModels, readPerceptualNetwork } from './read-models';
import type { StillCommand } from './still-command';
import { openMask } from './style-mask';
import type { MaskOf } from './style-mask';
import { requireFfmpeg } from './video/ffmpeg';
import { RunFilm } from './write-film';

/** The live picture is made at most this large, px: live mode itself goes no further, and its memory grows with it. */
const liveLongSide = 1024;

async function readLossNetwork(path: string): Promise<ArrayBuffer> {
  try {
    return new Uint8Array(await readFile(path)).buffer;
  } catch (cause) {
    throw new ImpastoError('invalid-argument', `--loss-network: there is no ${path}.`, { cause });
  }
}

/** What live mode would show: the same styles and amounts. */
async function liveResult(
  { content, styles, second, settings }: StillCommand,
  maskOf: MaskOf | undefined,
  networks: StyleNetworks,
): Promise<RgbaPicture> {
  const read = async (path: string, weight: number) => ({
    code: await networks.encode(await readArtwork(path, styleSize)),
    weight,
  });
  const mix = [];
  for (const { path, weight } of styles) mix.push(await read(path, weight));
  const picture = await readPicture(content, (own) =>
    networkSize(own, Math.min(settings.longSide, liveLongSide)),
  );
  const look = { mix, strength: settings.amount };
  if (!second || !maskOf) return networks.stylize(picture, look);
  const other = { mix: [await read(second.style, 1)], strength: second.strength, mask: maskOf(picture) };
  return networks.stylize(picture, { ...look, second: other });
}

/** The settings, for the file. Names only: paths are nobody's business. */
function noteOf({ content, styles, second, settings }: StillCommand, network: string): FileNote {
  const titles = styles.map(({ path, weight }) => ({ title: stem(path), weight }));
  const other = second && { title: stem(second.style), amount: second.strength };
  const all = [...titles, ...(other ? [other] : [])].map(({ title }) => title);
  return {
    description: `${stem(content)} in the style of ${all.join(', ')}`,
    settings: JSON.stringify({ ...settings, styles: titles, ...(other && { other }), network }),
  };
}

/**
 * @param onProgress after each iteration.
 * @returns the size that was optimised, and whether it is smaller than asked for because of memory.
 * @throws ImpastoError `invalid-argument`, `unreadable-picture`, `model-format`, `model-corrupt`, `storage`,
 *   `unsupported` (no ffmpeg for `--film`).
 */
export async function runStill(
  command: StillCommand,
  onProgress: (progress: HqProgress) => void,
): Promise<Pick<HqResult, 'optimised' | 'limited'>> {
  const { settings, out, fullSize, memoryBytes } = command;
  if (command.film !== undefined) requireFfmpeg();
  const fit = (own: Size): Size => fitLongSide(own, settings.longSide, 16);
  const content = await readPicture(command.content, fit);
  const guide = fullSize ? await readPicture(command.content, (own) => own) : undefined;
  const limited = (own: Size): Size =>
    fitLongSide(own, Math.min(artworkLongSide, Math.max(own.width, own.height)), 1);
  const styles = [];
  for (const { path, weight } of command.styles) {
    styles.push({ picture: await readArtwork(path, limited), weight });
  }
  const maskOf = command.second && (await openMask(command.second.mask));
  const second = command.second &&
    maskOf && {
      styles: [{ picture: await readArtwork(command.second.style, limited), weight: 1 }],
      amount: command.second.strength,
      mask: maskOf(content),
    };
  const lossNetwork =
    command.lossNetwork === undefined
      ? await readPerceptualNetwork()
      : await readLossNetwork(command.lossNetwork);
  await startBackend('wasm', { wasmThreads: false });
  let start: RgbaPicture | undefined;
  if (settings.start === 'picture') {
    const networks = new StyleNetworks(await readModels());
    try {
      start = await liveResult(command, maskOf, networks);
    } finally {
      networks.dispose();
    }
  }
  const network = loadFeatureNetwork(lossNetwork);
  try {
    const job = {
      content,
      styles,
      settings,
      memoryBytes,
      ...(second && { second }),
      ...(start && { start }),
      ...(guide && { guide }),
    };
    const run = new HqRun(network, job);
    const film = command.film === undefined ? null : new RunFilm();
    if (start) film?.watch(() => start);
    const { picture, optimised, limited } = await run.run((progress) => {
      film?.watch(() => run.picture());
      onProgress(progress);
    });
    await mkdir(dirname(out), { recursive: true });
    await writePicture(out, picture, picture, xmpPacket(noteOf(command, network.name)));
    if (command.film !== undefined) await film?.write(command.film, picture);
    return { optimised, limited };
  } finally {
    network.dispose();
  }
}
