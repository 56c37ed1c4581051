/**
 * Conditional instance norm with what surrounds it: `y = [relu](γ·(x − mean)/σ + β) [+ residual]`, then one replicated
 * pixel around. Two implementations: on webgl and webgpu composed of tfjs ops; on wasm and cpu, where tfjs's
 * reductions and broadcasts are slow generic loops, two plain passes over the backend's memory, registered as a tfjs
 * kernel. Inputs are not freed here.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { required } from '../../../shared/assert';
import { padBorder } from './padding';
import { normEpsilon } from './norm-epsilon';

/** Scale and shift per channel, [c] each; `folded` when the statistics are in them already (a and b, not γ and β). */
export interface ScaleShift {
  readonly gamma: tf.Tensor1D;
  readonly beta: tf.Tensor1D;
  readonly folded?: boolean;
}

/** An activation: `padded` is [1, h+2, w+2, c], `plain` [1, h, w, c]. One of them may be missing. */
export interface Activation {
  readonly plain?: tf.Tensor4D;
  readonly padded?: tf.Tensor4D;
}

export interface NormOptions {
  readonly relu: boolean;
  /** Added after the norm (and the relu). Must hold what this backend's norm returned before, padded. */
  readonly residual?: Activation;
  /** Whether a 3×3 convolution follows. */
  readonly pad: boolean;
}

export type Norm = (x: tf.Tensor4D, scaleShift: ScaleShift, options: NormOptions) => Activation;

/** Norm out of stock ops, for GPUs. */
const composedNorm: Norm = (x, scaleShift, { relu, residual, pad }) => {
  let y = scaleShift.folded === true ? applied(x, scaleShift) : normed(x, scaleShift);
  if (relu) y = tf.relu(y);
  if (residual) y = tf.add(y, required(residual.plain, 'residual'));
  return pad ? { plain: y, padded: padBorder(y, 'symmetric') } : { plain: y };
};

function applied(x: tf.Tensor4D, { gamma, beta }: ScaleShift): tf.Tensor4D {
  return tf.add<tf.Tensor4D>(tf.mul(x, gamma), beta);
}

function normed(x: tf.Tensor4D, { gamma, beta }: ScaleShift): tf.Tensor4D {
  const { mean, variance } = tf.moments(x, [1, 2], true);
  const scale = tf.mul(tf.rsqrt(tf.add(variance, normEpsilon)), gamma);
  return tf.add<tf.Tensor4D>(tf.mul(x, scale), tf.sub(beta, tf.mul(mean, scale)));
}

const kernelName = 'ImpastoNorm';

/** Norm by the registered kernel, for backends whose tensors lie in main memory. */
const memoryNorm: Norm = (x, { gamma, beta, folded = false }, { relu, residual, pad }) => {
  const inputs = {
    x,
    gamma,
    beta,
    ...(residual && { residual: required(residual.padded, 'padded residual') }),
  };
  const y = tf.engine().runKernel<tf.Tensor4D>(kernelName, inputs, { relu, pad, folded });
  return pad ? { padded: y } : { plain: y };
};

interface Memory {
  readonly read: (tensor: tf.TensorInfo) => Float32Array;
  readonly make: (shape: number[]) => tf.TensorInfo;
}

/** Both passes, or the second alone when the statistics are folded in; they are summed in double precision. */
function normKernel(
  memory: Memory,
  inputs: Partial<Record<string, tf.TensorInfo>>,
  { relu, pad, folded }: { readonly relu: boolean; readonly pad: boolean; readonly folded: boolean },
) {
  const info = required(inputs['x'], 'x');
  const [, rows = 0, columns = 0, channels = 0] = info.shape;
  const border = pad ? 1 : 0;
  const outColumns = columns + 2 * border;
  const outInfo = memory.make([1, rows + 2 * border, outColumns, channels]);
  // Allocating may move wasm's memory: take the views only now.
  const x = memory.read(info);
  const gamma = memory.read(required(inputs['gamma'], 'gamma'));
  const beta = memory.read(required(inputs['beta'], 'beta'));
  const residual = inputs['residual'] ? memory.read(inputs['residual']) : undefined;
  const out = memory.read(outInfo);

  const { scale, shift } = folded ? { scale: gamma, shift: beta } : ownScaleShift(x, gamma, beta);
  const floor = relu ? 0 : -Infinity;
  const rowLength = outColumns * channels;
  let i = 0;
  for (let y = 0; y < rows; y++) {
    const start = (y + border) * rowLength;
    let o = start + border * channels;
    // A residual is padded by one always.
    let r = ((y + 1) * (columns + 2) + 1) * channels;
    for (let column = 0; column < columns; column++) {
      if (residual) {
        for (let c = 0; c < channels; c++, i++, o++, r++) {
          const value = (x[i] as number) * (scale[c] as number) + (shift[c] as number);
          out[o] = (value > floor ? value : floor) + (residual[r] as number);
        }
      } else {
        for (let c = 0; c < channels; c++, i++, o++) {
          const value = (x[i] as number) * (scale[c] as number) + (shift[c] as number);
          out[o] = value > floor ? value : floor;
        }
      }
    }
    if (pad) {
      out.copyWithin(start, start + channels, start + 2 * channels);
      out.copyWithin(
        start + rowLength - channels,
        start + rowLength - 2 * channels,
        start + rowLength - channels,
      );
    }
  }
  if (pad) {
    out.copyWithin(0, rowLength, 2 * rowLength);
    out.copyWithin((rows + 1) * rowLength, rows * rowLength, (rows + 1) * rowLength);
  }
  return outInfo;
}

/** `a = γ/√(σ² + ε)` and `b = β − a·mean` of x's own statistics. */
function ownScaleShift(
  x: Float32Array,
  gamma: Float32Array,
  beta: Float32Array,
): { scale: Float32Array; shift: Float32Array } {
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

type WasmHeap = Pick<BackendWasm, 'typedArrayFromHeap' | 'makeOutput'>;
type CpuHeap = Pick<MathBackendCPU, 'data' | 'makeTensorInfo'>;

function wasmMemory(backend: WasmHeap): Memory {
  return {
    read: (tensor) => backend.typedArrayFromHeap(tensor) as Float32Array,
    make: (shape) => backend.makeOutput(shape, 'float32'),
  };
}

function cpuMemory(backend: CpuHeap): Memory {
  return {
    read: (tensor) => backend.data.get(tensor.dataId).values as Float32Array,
    make: (shape) =>
      backend.makeTensorInfo(
        shape,
        'float32',
        new Float32Array(shape.reduce((product, side) => product * side, 1)),
      ),
  };
}

function register(backendName: 'wasm' | 'cpu'): void {
  if (tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined) return;
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const memory = backendName === 'wasm' ? wasmMemory(backend as WasmHeap) : cpuMemory(backend as CpuHeap);
      const is = (name: string): boolean => attrs?.[name] === true;
      return normKernel(memory, inputs, { relu: is('relu'), pad: is('pad'), folded: is('folded') });
    },
  });
}

/** The norm that suits the current backend. */
export function normForBackend(): Norm {
  const backend = tf.getBackend();
  if (backend !== 'wasm' && backend !== 'cpu') return composedNorm;
  register(backend);
  return memoryNorm;
}
