/** The shipped networks and the golden tensors, fetched by a page. */

import type { RgbaPicture } from '../../src/shared/picture';
import type { ModelFiles } from '../../src/workers/engine.protocol';
import { floatTensor, parseSafetensors } from '../../src/workers/networks/safetensors';
import goldenUrl from '../fixtures/golden.safetensors?url';

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

export type Golden = {
  /** Floats of any shape. */
  readonly floats: (key: string) => Float32Array;
  /** A picture `[h, w, 3]` as RGBA. */
  readonly picture: (key: string) => RgbaPicture;
};

export async function fetchGolden(): Promise<Golden> {
  const file = parseSafetensors(await bytes(goldenUrl));
  return {
    floats: (key) => floatTensor(file, key, file.tensors.get(key)?.shape ?? []),
    picture: (key) => {
      const tensor = file.tensors.get(key);
      const [height = 0, width = 0] = tensor?.shape ?? [];
      const data = new Uint8ClampedArray(width * height * 4).fill(255);
      for (let i = 0; i < width * height; i++) {
        data.set(tensor?.data.subarray(i * 3, i * 3 + 3) ?? [], i * 4);
      }
      return { data, width, height };
    },
  };
}

/** Largest absolute difference; Infinity when the lengths differ or a number is missing. */
export function maxError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) return Infinity;
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const error = Math.abs(Number(a[i]) - Number(b[i]));
    if (!(error <= most)) most = Number.isNaN(error) ? Infinity : error;
  }
  return most;
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
