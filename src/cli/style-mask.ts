/** Where the second of two styles is: what `--mask` says, for each picture. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { RgbaPicture } from '../shared/picture';
import { linearMask, radialMask } from '../workers/networks/pixels/mask-shapes';
import { resizePicture } from '../workers/networks/pixels/resize';
import { behindPeople } from '../workers/networks/pixels/styled-area';
import type { StyleMask } from '../workers/networks/types';
import { MaskAverage } from '../workers/segment/mask-average';
import { Segmenter } from '../workers/segment/segmenter';
import { onePicture, readMask } from './picture-files';
import type { MaskName } from './second-option';

/** @param seconds of a frame on its video's clock: masks of moving people are steadied */
export type MaskOf = (picture: RgbaPicture, seconds?: number) => StyleMask;

const shapes: Readonly<Record<Exclude<MaskName, 'people'>, () => StyleMask>> = {
  left: () => linearMask({ x: 0.4, y: 0.5 }, { x: 0.6, y: 0.5 }),
  top: () => linearMask({ x: 0.5, y: 0.4 }, { x: 0.5, y: 0.6 }),
  radial: () => radialMask({ x: 0.5, y: 0.5 }, 0.45, 0.85),
};

/** @throws ImpastoError `invalid-argument`, `unreadable-picture`. */
export async function openMask(mask: MaskName | { readonly file: string }): Promise<MaskOf> {
  if (mask === 'people') return openPeople();
  const fixed = typeof mask === 'string' ? shapes[mask]() : await readFileMask(mask.file);
  return () => fixed;
}

async function readFileMask(path: string): Promise<StyleMask> {
  await onePicture('mask', path);
  return readMask(path);
}

async function openPeople(): Promise<MaskOf> {
  const segmenter = await Segmenter.create(
    await shipped('tflite-simd-1-0-0.wasm'),
    await shipped('selfie_segmentation_landscape.tflite'),
  );
  const average = new MaskAverage();
  return (picture, seconds) => {
    const found = segmenter.run(resizePicture(picture, segmenter.sizeFor(picture.width / picture.height)));
    return behindPeople(seconds === undefined ? found : average.add(found, seconds));
  };
}

/** A file of the package that the app takes network and runtime from. */
async function shipped(name: string): Promise<ArrayBuffer> {
  const path = createRequire(import.meta.url).resolve(`@twilio/video-processors/dist/build/${name}`);
  return new Uint8Array(await readFile(path)).buffer;
}
