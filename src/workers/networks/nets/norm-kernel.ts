/**
 * The norm's two passes over a backend's memory, as a tfjs kernel for wasm and cpu, where tfjs's reductions and broadcasts
 * are slow generic loops.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import { registerMemoryKernel } from '../backend/tensor-memory';
import type { TensorMemory } from '../backend/tensor-memory';
import { normEpsilon } from './norm-epsilon';

export const normKernelName = 'ImpastoNorm';

/** Scale and shift of a norm, [c] each, or of two styles one after the other. */
interface Affine {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

/** Both passes, or the second alone when the statistics are folded in; they are summed in double precision. */
function normKernel(
  memory: TensorMemory,
  inputs: Partial<Record<string, tf.TensorInfo>>,
  { relu, pad, folded }: Readonly<Record<string, unknown>>,
) {
  const info = required(inputs['x'], 'x');
  const [, rows = 0, columns = 0, channels = 0] = info.shape;
  const border = pad === true ? 1 : 0;
  const outColumns = columns + 2 * border;
  const outInfo = memory.make([1, rows + 2 * border, outColumns, channels]);
  // Allocating may move wasm's memory: take the views only now.
  const x = memory.view(info);
  const gamma = memory.view(required(inputs['gamma'], 'gamma'));
  const beta = memory.view(required(inputs['beta'], 'beta'));
  const residual = inputs['residual'] ? memory.view(inputs['residual']) : undefined;
  const shares = inputs['shares'] ? memory.view(inputs['shares']) : undefined;
  const out = memory.view(outInfo);

  const affine = folded === true ? { scale: gamma, shift: beta } : ownAffine(x, gamma, beta);
  const between = { scale: new Float32Array(channels), shift: new Float32Array(channels) };
  const floor = relu === true ? 0 : -Infinity;
  const rowLength = outColumns * channels;
  let i = 0;
  for (let y = 0; y < rows; y++) {
    const start = (y + border) * rowLength;
    let o = start + border * channels;
    // A residual is padded by one always.
    let r = ((y + 1) * (columns + 2) + 1) * channels;
    for (let column = 0; column < columns; column++) {
      // Whole areas have one style alone, which costs nothing more and is exactly what it would be everywhere.
      const second = shares ? (shares[2 * (y * columns + column) + 1] as number) : 0;
      const mixed = second > 0 && second < 1;
      if (mixed) blend(affine, second, between);
      const { scale, shift } = mixed ? between : affine;
      let k = second === 1 ? channels : 0;
      const end = k + channels;
      if (residual) {
        for (; k < end; k++, i++, o++, r++) {
          const value = (x[i] as number) * (scale[k] as number) + (shift[k] as number);
          out[o] = (value > floor ? value : floor) + (residual[r] as number);
        }
      } else {
        for (; k < end; k++, i++, o++) {
          const value = (x[i] as number) * (scale[k] as number) + (shift[k] as number);
          out[o] = value > floor ? value : floor;
        }
      }
    }
    if (pad === true) {
      out.copyWithin(start, start + channels, start + 2 * channels);
      out.copyWithin(
        start + rowLength - channels,
        start + rowLength - 2 * channels,
        start + rowLength - channels,
      );
    }
  }
  if (pad === true) {
    out.copyWithin(0, rowLength, 2 * rowLength);
    out.copyWithin((rows + 1) * rowLength, rows * rowLength, (rows + 1) * rowLength);
  }
  return outInfo;
}
/** Writes what lies between two styles to `out`: `share` of the second, 0..1. */
function blend({ scale, shift }: Affine, share: number, out: Affine): void {
  const channels = out.scale.length;
  for (let c = 0; c < channels; c++) {
    out.scale[c] = (1 - share) * (scale[c] as number) + share * (scale[channels + c] as number);
    out.shift[c] = (1 - share) * (shift[c] as number) + share * (shift[channels + c] as number);
  }
}

/** `a = γ/√(σ² + ε)` and `b = β − a·mean` of x's own statistics. */
function ownAffine(x: Float32Array, gamma: Float32Array, beta: Float32Array): Affine {
  const channels = gamma.length;
  const sum = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let i = 0; i < x.length;) {
    for (let c = 0; c < channels; c++, i++) {
      const value = x[i] as number;
      (sum[c] as number) += value;
      (squares[c] as number) += value * value;
    }
  }
  const scale = new Float32Array(channels);
  const shift = new Float32Array(channels);
  const pixels = x.length / channels;
  for (let c = 0; c < channels; c++) {
    const mean = (sum[c] as number) / pixels;
    const variance = Math.max(0, (squares[c] as number) / pixels - mean * mean);
    const a = (gamma[c] as number) / Math.sqrt(variance + normEpsilon);
    scale[c] = a;
    shift[c] = (beta[c] as number) - mean * a;
  }
  return { scale, shift };
}

/** Makes the kernel known to the current backend. @returns false on GPUs, which have none */
export function registerNormKernel(): boolean {
  return registerMemoryKernel(normKernelName, normKernel);
}
