/**
 * Direct access to tensors that lie in main memory (wasm, cpu), for kernels whose tfjs version is a slow generic loop.
 * Views into wasm's memory die when it grows: allocate first, then read.
 */

import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';

/** How a kernel reaches its tensors. */
export interface TensorMemory {
  /** A view of the tensor's float32 values, to read or (for one just made) to write. */
  readonly view: (tensor: tf.TensorInfo) => Float32Array;
  /** A new float32 tensor. */
  readonly make: (shape: number[]) => tf.TensorInfo;
}

type Kernel = (
  memory: TensorMemory,
  inputs: Partial<Record<string, tf.TensorInfo>>,
  attributes: Readonly<Record<string, unknown>>,
) => tf.TensorInfo;

function memoryOf(backendName: 'wasm' | 'cpu', backend: unknown): TensorMemory {
  if (backendName === 'wasm') {
    const wasm = backend as Pick<BackendWasm, 'typedArrayFromHeap' | 'makeOutput'>;
    return {
      view: (tensor) => wasm.typedArrayFromHeap(tensor) as Float32Array,
      make: (shape) => wasm.makeOutput(shape, 'float32'),
    };
  }
  const cpu = backend as Pick<MathBackendCPU, 'data' | 'makeTensorInfo'>;
  return {
    view: (tensor) => cpu.data.get(tensor.dataId).values as Float32Array,
    make: (shape) => cpu.makeTensorInfo(shape, 'float32', new Float32Array(tf.util.sizeFromShape(shape))),
  };
}

/**
 * True when the current backend's tensors lie in main memory; `kernel` is then registered under `kernelName` (once)
 * and may be run. False on GPUs: compose stock operations instead.
 */
export function registerMemoryKernel(kernelName: string, kernel: Kernel): boolean {
  const backendName = tf.getBackend();
  if (backendName !== 'wasm' && backendName !== 'cpu') return false;
  // The declared type is wrong: tfjs returns undefined for a kernel it does not know.
  const known = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
  if (known === undefined) {
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => kernel(memoryOf(backendName, backend), inputs, attrs ?? {}),
    });
  }
  return true;
}
