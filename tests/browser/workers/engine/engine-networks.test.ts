/** Encoder and γ/β against PyTorch's numbers on the GPU backends, on the page's own thread. */

import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { rgbFloats } from '../../../../src/workers/networks/pixels/pixels';
import { StyleNetworks } from '../../../../src/workers/networks/nets/style-networks';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';
import { maxError } from '../../../support/networks/golden-tensors';
import { fetchGolden, fetchModels } from '../../../support/networks/network-files';

const [models, { floats, picture }] = await Promise.all([fetchModels(), fetchGolden()]);

describe.each(['webgpu', 'webgl'] as const)('networks on %s', (backend) => {
  it('encode the golden style and free everything', async () => {
    await startBackend(backend);
    const before = tf.memory().numTensors;
    const networks = new StyleNetworks(models);
    const source = picture('style.rgb');
    const rgb = tf.tensor4d(rgbFloats(source), [1, source.height, source.width, 3]);
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
