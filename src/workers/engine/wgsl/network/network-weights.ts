/**
 * The transformer's convolutions in the kernels' layouts, in one GPU buffer. Owns the buffer; `destroy()` frees it.
 * Shapes are those of `networks/nets/transformer.ts`; nothing depends on the values.
 */

import { required } from '../../../../shared/assert';
import type { Precision } from '../../engine.protocol';
import { floatTensor, parseSafetensors } from '../../../networks/files/safetensors';
import type { TensorFile } from '../../../networks/files/safetensors';
import { residualBlocks } from '../../../networks/nets/transformer';
import { alignedBytes } from '../kernels/source';
import { blockOrder } from '../../../networks/files/weights';
import { floatsToHalves } from './half';

interface Order {
  readonly input?: readonly number[];
  readonly output?: readonly number[];
}

/**
 * `[out, in, k, k]` as `[in/4, k, k, out/4]` of 4 × 4 matrices, each four columns (input channels) of four outputs.
 */
export function packConvolution(
  file: TensorFile,
  key: string,
  [outputs, inputs, side]: readonly [outputs: number, inputs: number, side: number],
  order: Order = {},
): Float32Array {
  const source = floatTensor(file, key, [outputs, inputs, side, side]);
  const area = side * side;
  const packed = new Float32Array(source.length);
  let at = 0;
  for (let input = 0; input < inputs; input += 4) {
    for (let tap = 0; tap < area; tap++) {
      for (let output = 0; output < outputs; output += 4) {
        for (let column = input; column < input + 4; column++) {
          const from = order.input?.[column] ?? column;
          for (let row = output; row < output + 4; row++) {
            const to = order.output?.[row] ?? row;
            packed[at++] = Number(source[(to * inputs + from) * area + tap]);
          }
        }
      }
    }
  }
  return packed;
}

/** `[channels, 1, 3, 3]` as `[channels/4, 9, 4]`. */
export function packDepthwise(file: TensorFile, key: string, channels: number): Float32Array {
  const source = floatTensor(file, key, [channels, 1, 3, 3]);
  return Float32Array.from(source, (_, at) => {
    const channel = Math.floor(at / 36) * 4 + (at % 4);
    return Number(source[channel * 9 + (Math.floor(at / 4) % 9)]);
  });
}

function packAll(file: TensorFile): Map<string, Float32Array> {
  const packed = new Map<string, Float32Array>();
  const separable = (key: string, channels: number): void => {
    packed.set(`${key}.d`, packDepthwise(file, `${key}.d.weight`, channels));
    packed.set(`${key}.w`, packConvolution(file, `${key}.w.weight`, [channels, channels, 1]));
  };
  packed.set('c0', packConvolution(file, 'c0.weight', [24, 12, 3], { input: blockOrder(3) }));
  packed.set('c1', packConvolution(file, 'c1.weight', [64, 24, 3]));
  for (let block = 0; block < residualBlocks; block++) {
    separable(`r.${block}.a`, 64);
    separable(`r.${block}.b`, 64);
  }
  packed.set('u', packConvolution(file, 'u.weight', [96, 64, 1], { output: blockOrder(24) }));
  separable('e', 24);
  packed.set('o', packConvolution(file, 'o.weight', [12, 24, 3], { output: blockOrder(3) }));
  return packed;
}

export class NetworkWeights {
  readonly #buffer: GPUBuffer;
  readonly #bias: GPUBuffer;
  readonly #slices = new Map<string, { readonly offset: number; readonly size: number }>();

  /** @param model the transformer's safetensors file. @throws ImpastoError `model-format`. */
  constructor(device: GPUDevice, model: ArrayBuffer, precision: Precision) {
    const file = parseSafetensors(model, 'The transformer');
    const packed = [...packAll(file)].map(
      ([key, values]) => [key, precision === 'f16' ? floatsToHalves(values) : values] as const,
    );
    let end = 0;
    for (const [key, { byteLength: size }] of packed) {
      this.#slices.set(key, { offset: end, size });
      end += alignedBytes(size);
    }
    const bias = floatTensor(file, 'o.bias', [12]);
    this.#buffer = filledBuffer(device, 'weights', end, GPUBufferUsage.STORAGE, (bytes) => {
      for (const [key, { buffer, byteLength, byteOffset }] of packed)
        bytes.set(new Uint8Array(buffer, byteOffset, byteLength), this.#slices.get(key)?.offset);
    });
    this.#bias = filledBuffer(device, 'bias', 48, GPUBufferUsage.UNIFORM, (bytes) => {
      const ordered = Float32Array.from(blockOrder(3), (channel) => Number(bias[channel]));
      bytes.set(new Uint8Array(ordered.buffer));
    });
  }

  /** A layer's weights as a buffer binding. */
  of(key: string): GPUBufferBinding {
    return { buffer: this.#buffer, ...required(this.#slices.get(key), `weights ${key}`) };
  }

  /** A separable convolution's depthwise weights and, aligned behind them, its pointwise ones. */
  ofSeparable(key: string): GPUBufferBinding {
    const depthwise = required(this.#slices.get(`${key}.d`), `weights ${key}.d`);
    const pointwise = required(this.#slices.get(`${key}.w`), `weights ${key}.w`);
    const { offset } = depthwise;
    return { buffer: this.#buffer, offset, size: pointwise.offset + pointwise.size - offset };
  }

  /** The last layer's bias in block order: 12 f32. */
  get bias(): GPUBufferBinding {
    return { buffer: this.#bias };
  }

  destroy(): void {
    this.#buffer.destroy();
    this.#bias.destroy();
  }
}

function filledBuffer(
  device: GPUDevice,
  label: string,
  size: number,
  usage: GPUBufferUsageFlags,
  fill: (bytes: Uint8Array) => void,
): GPUBuffer {
  const buffer = device.createBuffer({ label, size, usage, mappedAtCreation: true });
  fill(new Uint8Array(buffer.getMappedRange()));
  buffer.unmap();
  return buffer;
}
