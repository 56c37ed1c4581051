/**
 * The peer: Magenta's separable style transformer, the network inside `@magenta/image`, as a tfjs graph model on the
 * same backend. Read from `../shared/peers`; never part of this repository.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadGraphModel } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { rgbFloats } from '../../src/workers/networks/pixels/pixels';
import type { RgbaPicture } from '../../src/shared/picture';
import { profiledMacs } from './profiled-macs';

/** Where the peers' files lie, where they are there at all. */
export const peersFolder = path.resolve('../shared/peers');
const modelFolder = path.join(peersFolder, 'magenta-tfjs-graph-model/transformer');

export interface Peer {
  /** Styles one picture, from RGBA in memory to floats in memory ([h, w, 3], 0..1). */
  run(picture: RgbaPicture): Promise<Float32Array>;
  /** Multiply-accumulates of a picture of `side`² px. */
  macs(side: number): Promise<number>;
  dispose(): void;
}

/** The peer on the current backend, or null where `../shared/peers` is not there. */
export async function loadMagenta(): Promise<Peer | null> {
  const modelFile = path.join(modelFolder, 'model.json');
  if (!existsSync(modelFile)) return null;
  const json = JSON.parse(readFileSync(modelFile, 'utf8')) as {
    modelTopology: object;
    weightsManifest: { paths: string[]; weights: tf.io.WeightsManifestEntry[] }[];
  };
  const bytes = json.weightsManifest.flatMap(({ paths }) =>
    paths.map((file) => readFileSync(path.join(modelFolder, file))),
  );
  const model = await loadGraphModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest.flatMap(({ weights }) => weights),
      weightData: new Uint8Array(Buffer.concat(bytes)).buffer,
    }),
  );
  const style = tf.tensor4d(magentaStyle(), [1, 1, 1, 100]);
  const names = model.inputs.map(({ name }) => name);
  const styleInput = model.inputs.find(({ shape }) => shape?.at(-1) === 100)?.name ?? names[1] ?? '';
  const pictureInput = names.find((name) => name !== styleInput) ?? '';
  const execute = (content: tf.Tensor4D): tf.Tensor =>
    model.execute({ [pictureInput]: content, [styleInput]: style }) as tf.Tensor;
  return {
    macs: (side) => profiledMacs(() => execute(tf.zeros([1, side, side, 3]))),
    async run(picture) {
      const content = tf.tensor4d(rgbFloats(picture), [1, picture.height, picture.width, 3]);
      const output = execute(content);
      try {
        return Float32Array.from(await output.data());
      } finally {
        tf.dispose([content, output]);
      }
    },
    dispose() {
      style.dispose();
      model.dispose();
    },
  };
}

/** The first of Magenta's style vectors, 100 numbers. */
export function magentaStyle(): number[] {
  const vectors = JSON.parse(readFileSync(path.join(peersFolder, 'magenta-style-vectors.json'), 'utf8')) as
    Record<string, number[]> | number[][];
  const [first] = Object.values(vectors);
  if (first?.length !== 100) throw new Error('magenta-style-vectors.json holds no 100-number style vector.');
  return first;
}
