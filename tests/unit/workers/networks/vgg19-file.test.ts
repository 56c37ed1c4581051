/** Bringing one's own VGG-19: recognised by shapes, cut to size, used; refused with a clear message when wrong. */

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { trimVgg19, vgg19Keys, vgg19Stages } from '../../../../src/workers/networks/files/vgg19-file';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';
import { writeSafetensors } from '../../../../src/workers/networks/files/write-safetensors';
import type { WritableTensor } from '../../../../src/workers/networks/files/write-safetensors';
import { loadFeatureNetwork } from '../../../../src/workers/hq/loss/load-feature-network';
import { pictureTensor } from '../../../../src/workers/hq/loss/measure';
import { perceptualNetwork } from '../../../../tools/networks/shipped-networks';
import { waves } from '../../../support/networks/hq-pictures';

/** A VGG-19 of small constant weights under torchvision's names, with layers behind conv4_1 as a whole one has. */
function vgg19(
  change: (tensors: Map<string, WritableTensor>) => void = () => undefined,
  metadata: Record<string, string> = {},
): ArrayBuffer {
  // features.0, .2, (pool), .5, .7, (pool), .10, …: torchvision numbers ReLU and pooling too.
  const tensors = new Map<string, WritableTensor>();
  let [inputs, index] = [3, 0];
  const add = (outputs: number): void => {
    const weight = new Float32Array(outputs * inputs * 9).fill(1 / (inputs * 9));
    tensors.set(`features.${index}.weight`, { shape: [outputs, inputs, 3, 3], data: weight });
    tensors.set(`features.${index}.bias`, { shape: [outputs], data: new Float32Array(outputs).fill(0.5) });
    inputs = outputs;
    index += 2;
  };
  for (const stage of vgg19Stages) {
    stage.forEach(add);
    index++;
  }
  index--;
  add(512);
  tensors.set('classifier.6.weight', { shape: [10, 512], data: new Float32Array(5120) });
  change(tensors);
  // Sorted by name, as many writers do: features.10 comes before features.2.
  return writeSafetensors(
    [...tensors].sort(([a], [b]) => (a < b ? -1 : 1)),
    metadata,
  );
}

beforeAll(() => startBackend('wasm', { wasmThreads: false }));

describe('a VGG-19 of one’s own', () => {
  it('is recognised by the shapes of its first nine convolutions, in numeric order', () => {
    const shapes = vgg19Stages.flat().map((outputs, i, all) => {
      const shape = [outputs, all[i - 1] ?? 3, 3, 3];
      return [`features.${i * 3}.weight`, shape] as const;
    });
    expect(vgg19Keys([...shapes].reverse())?.[4]).toBe('features.12');
    expect(vgg19Keys(shapes.slice(0, 8))).toBeUndefined();
    expect(vgg19Keys([])).toBeUndefined();
  });

  it('is cut to what the losses reach and computes four taps of VGG’s channels', async () => {
    const whole = vgg19();
    const file = await trimVgg19(new Blob([whole]));
    expect(file.byteLength).toBeLessThan(14.2e6);
    expect(whole.byteLength - file.byteLength).toBeGreaterThan(512 * 512 * 9 * 4);
    const before = tf.memory().numTensors;
    const network = loadFeatureNetwork(file);
    expect([network.name, network.taps]).toEqual(['vgg-19', 4]);
    tf.tidy(() => {
      const { taps } = network.forward(pictureTensor(waves(16, 16, 0)));
      expect(taps.map(({ shape }) => shape)).toEqual([
        [1, 16, 16, 64],
        [1, 8, 8, 128],
        [1, 4, 4, 256],
        [1, 2, 2, 512],
      ]);
    });
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gets its input as its metadata says: mid grey is near 0 for torchvision’s norm, not for Caffe’s', () => {
    const grey = { data: new Float32Array(16 * 16 * 3).fill(0.45), width: 16, height: 16 };
    const first = (metadata: Record<string, string>): number => {
      const network = loadFeatureNetwork(vgg19(undefined, metadata));
      const value = tf.tidy(() => {
        const [tap] = network.forward(pictureTensor(grey)).taps;
        return Number(tap?.dataSync()[0]);
      });
      network.dispose();
      return value;
    };
    // Weights average the normalised input, the bias adds 0.5.
    const torchvision = (0.45 - 0.485) / 0.229 + (0.45 - 0.456) / 0.224 + (0.45 - 0.406) / 0.225;
    expect(first({})).toBeCloseTo(torchvision / 3 + 0.5, 4);
    expect(first({ input: 'caffe' })).toBeCloseTo((0.45 * 255 * 3 - 103.939 - 116.779 - 123.68) / 3 + 0.5, 2);
  });

  it.each([
    ['an unknown input', vgg19(undefined, { input: 'bgr' }), 'must be torchvision or caffe, not bgr'],
    [
      'a layer too thin',
      vgg19((tensors) =>
        tensors.set('features.5.weight', { shape: [64, 64, 3, 3], data: new Float32Array(64 * 64 * 9) }),
      ),
      'neither ours nor a VGG-19',
    ],
    ['a missing bias', vgg19((tensors) => tensors.delete('features.7.bias')), 'features.7.bias'],
  ])('is refused with %s; nothing stays allocated', (_what, file, message) => {
    const before = tf.memory().numTensors;
    expect(() => loadFeatureNetwork(file)).toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is refused when it is no safetensors file, or lacks what it needs', async () => {
    await expect(trimVgg19(new Blob(['no network at all']))).rejects.toMatchObject({ code: 'model-format' });
    await expect(trimVgg19(new Blob([]))).rejects.toMatchObject({ code: 'model-format' });
    const broken = vgg19((tensors) => tensors.delete('features.7.bias'));
    await expect(trimVgg19(new Blob([broken]))).rejects.toMatchObject({ code: 'model-format' });
  });

  it('leaves our own network as it is', async () => {
    const own = perceptualNetwork();
    expect((await trimVgg19(new Blob([own]))).byteLength).toBe(own.byteLength);
  });
});
