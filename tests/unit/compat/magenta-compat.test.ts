import type { ArbitraryStyleTransferNetwork as Original } from '@magenta/image';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { ArbitraryStyleTransferNetwork } from '../../../src/compat/magenta-compat';
import { startBackend } from '../../../src/workers/networks/backend/tf-backend';
import { golden } from '../../support/networks/golden';
import { modelFiles } from '../../../tools/networks/shipped-networks';
import { goldenFloats, goldenPicture, maxError } from '../../support/networks/golden-tensors';

/** Node has no ImageData; this is what the class uses of it. */
class NodeImageData {
  readonly colorSpace = 'srgb';
  constructor(
    readonly data: Uint8ClampedArray<ArrayBuffer>,
    readonly width: number,
    readonly height: number,
  ) {}
}

const file = golden();
const imageData = (key: string): ImageData => {
  const { data, width, height } = goldenPicture(file, key);
  return new NodeImageData(data, width, height);
};
const make = (): ArbitraryStyleTransferNetwork =>
  new ArbitraryStyleTransferNetwork('unused/', { loadModels: () => Promise.resolve(modelFiles()) });

beforeAll(async () => {
  Object.assign(globalThis, { ImageData: NodeImageData });
  await startBackend('wasm', { wasmThreads: false });
});
afterAll(() => {
  Reflect.deleteProperty(globalThis, 'ImageData');
});

describe('ArbitraryStyleTransferNetwork', () => {
  it('has the public methods of the package’s own typings', () => {
    type Methods = Pick<Original, keyof Original>;
    expectTypeOf<ArbitraryStyleTransferNetwork>().toExtend<Methods>();
    const named: (keyof ArbitraryStyleTransferNetwork)[] = ['predictStyleParameters', 'produceStylized'];
    expect(named.every((name) => typeof make()[name] === 'function')).toBe(true);
  });

  it('stylises at the content’s own size, also when it is no multiple of 4', async () => {
    const network = make();
    await network.initialize();
    expect(network.isInitialized()).toBe(true);
    const { data } = imageData('content.a.rgb');
    const odd = new NodeImageData(
      new Uint8ClampedArray(data.slice(0, 64 * 51 * 4)),
      51,
      64,
    ) as unknown as ImageData;
    for (const strength of [1, 0.3, undefined]) {
      const styled = await network.stylize(odd, imageData('style.rgb'), strength);
      expect([styled.width, styled.height]).toEqual([51, 64]);
      expect(maxError(styled.data, odd.data)).toBeGreaterThan(20);
    }
    network.dispose();
  });

  it('gives PyTorch’s picture for PyTorch’s style code', async () => {
    const network = make();
    await network.initialize();
    const bottleneck = tf.tensor4d(goldenFloats(file, 'style.z'), [1, 1, 1, 100]);
    const styled = await network.produceStylized(imageData('content.b.rgb'), bottleneck);
    expect(styled.shape).toEqual([56, 96, 3]);
    expect(maxError(await styled.data(), goldenFloats(file, 'output.b'))).toBeLessThan(2e-3 + 0.5 / 255);
    tf.dispose([bottleneck, styled]);
    network.dispose();
  });

  it('frees everything, also after errors and when called twice', async () => {
    const before = tf.memory().numTensors;
    const network = make();
    await Promise.all([network.initialize(), network.initialize()]);
    const bottleneck = await network.predictStyleParameters(imageData('style.rgb'));
    expect(bottleneck.shape).toEqual([1, 1, 1, 100]);
    const wrong = tf.zeros<tf.Rank.R4>([1, 1, 1, 7]);
    await expect(network.produceStylized(imageData('content.a.rgb'), wrong)).rejects.toThrow(/100 numbers/);
    await network.stylize(imageData('content.a.rgb'), imageData('style.rgb'), 0.5);
    tf.dispose([bottleneck, wrong]);
    network.dispose();
    network.dispose();
    expect(network.isInitialized()).toBe(false);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('rejects instead of hanging', async () => {
    const content = imageData('content.a.rgb');
    await expect(make().stylize(content, content)).rejects.toMatchObject({ code: 'destroyed' });
    await expect(make().stylize(content, content, 2)).rejects.toMatchObject({ code: 'invalid-argument' });
    const unreachable = new ArbitraryStyleTransferNetwork('x/', {
      loadModels: () => Promise.reject(new Error('404')),
    });
    await expect(unreachable.initialize()).rejects.toThrow('404');
    await expect(unreachable.initialize()).rejects.toThrow('404');
  });

  it('stays disposed when disposed while loading', async () => {
    const before = tf.memory().numTensors;
    const network = make();
    const loading = network.initialize();
    network.dispose();
    await expect(loading).rejects.toMatchObject({ code: 'destroyed' });
    expect(network.isInitialized()).toBe(false);
    expect(tf.memory().numTensors).toBe(before);
  });
});
