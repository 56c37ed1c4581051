/** The shipped networks and the golden tensors, fetched by a page. */

import type { RgbaPicture } from '../../../src/shared/picture';
import { parseSafetensors } from '../../../src/workers/networks/files/safetensors';
import goldenUrl from '../../fixtures/golden.safetensors?url';
import { goldenFloats, goldenMask, goldenPicture } from './golden-tensors';
import type { ModelFiles, StyleMask } from '../../../src/workers/networks/types';

async function bytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}

export async function fetchModels(): Promise<ModelFiles> {
  const index = (await (await fetch('/models/models.json')).json()) as Record<
    keyof ModelFiles,
    { file: string }
  >;
  const file = (key: keyof ModelFiles): Promise<ArrayBuffer> => bytes(`/models/${index[key].file}`);
  return {
    transformer: await file('transformer'),
    styleHead: await file('styleHead'),
    lossNetwork: await file('lossNetwork'),
  };
}

export interface Golden {
  /** Floats of any shape. */
  readonly floats: (key: string) => Float32Array;
  /** A picture `[h, w, 3]` as RGBA. */
  readonly picture: (key: string) => RgbaPicture;
  readonly mask: (key: string) => StyleMask;
}

export async function fetchGolden(): Promise<Golden> {
  const file = parseSafetensors(await bytes(goldenUrl));
  return {
    floats: (key) => goldenFloats(file, key),
    picture: (key) => goldenPicture(file, key),
    mask: (key) => goldenMask(file, key),
  };
}

/** Smooth colour and fine grain, the same in each run. */
export function testPicture(width: number, height: number, seed = 1): RgbaPicture {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  let state = seed;
  for (let i = 0; i < width * height; i++) {
    state = (state * 1664525 + 1013904223) % 4294967296;
    const grain = (state / 4294967296) * 60;
    const x = i % width;
    const y = Math.floor(i / width);
    data[i * 4] = (x * 190) / width + grain;
    data[i * 4 + 1] = 110 + 80 * Math.sin(x / 5 + seed) * Math.cos(y / 7) + grain / 2;
    data[i * 4 + 2] = (y * 190) / height + grain;
  }
  return { data, width, height };
}
