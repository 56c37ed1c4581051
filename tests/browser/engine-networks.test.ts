/** Encoder and γ/β against PyTorch's numbers on the GPU backends, on the page's own thread. */

import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { ModelFiles } from '../../src/workers/engine.protocol';
import { floatTensor, parseSafetensors } from '../../src/workers/networks/safetensors';
import { StyleNetworks } from '../../src/workers/networks/style-networks';
import { startBackend } from '../../src/workers/networks/tf-backend';
import goldenUrl from '../fixtures/golden.safetensors?url';

const bytes = async (url: string): Promise<ArrayBuffer> => (await fetch(url)).arrayBuffer();
const golden = parseSafetensors(await bytes(goldenUrl));
const index = (await (await fetch('/models/models.json')).json()) as Record<
  keyof ModelFiles,
  { file: string }
>;
const models: ModelFiles = {
  transformer: await bytes(`/models/${index.transformer.file}`),
  styleHead: await bytes(`/models/${index.styleHead.file}`),
  lossNetwork: await bytes(`/models/${index.lossNetwork.file}`),
};
const floats = (key: string): Float32Array => floatTensor(golden, key, golden.tensors.get(key)?.shape ?? []);

function maxError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  return Array.from(a, (x, i) => Math.abs(x - Number(b[i]))).reduce((most, e) => (e <= most ? most : e), 0);
}

describe.each(['webgpu', 'webgl'] as const)('networks on %s', (backend) => {
  it('encode the golden style and free everything', async () => {
    await startBackend(backend);
    const before = tf.memory().numTensors;
    const networks = new StyleNetworks(models);
    const source = golden.tensors.get('style.rgb');
    const rgb = tf.tensor4d(
      Float32Array.from(source?.data ?? [], (x) => x / 255),
      [1, 96, 128, 3],
    );
    const statistics = networks.lossNetwork.statistics(rgb);
    expect(maxError(await statistics.data(), floats('style.stats'))).toBeLessThan(2e-3);
    expect(maxError(await networks.encodeTensor(rgb), floats('style.z'))).toBeLessThan(2e-3);
    const modulation = networks.transformer.modulation(floats('style.z'));
    const { gamma } = modulation.of('n0');
    expect(maxError(await gamma.data(), floats('gamma_beta').slice(0, 24))).toBeLessThan(2e-3);
    tf.dispose([rgb, statistics]);
    modulation.dispose();
    networks.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
