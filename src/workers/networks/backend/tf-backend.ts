/**
 * Loads one tfjs backend on demand and makes it current. Owns the global tfjs state: nothing else calls `setBackend`.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ImpastoError } from '../../../shared/errors';
import type { Backend } from '../types';

/** Where a browser finds the three files of the wasm backend; Node finds them by itself. */
export type WasmPaths = Readonly<
  Record<
    'tfjs-backend-wasm.wasm' | 'tfjs-backend-wasm-simd.wasm' | 'tfjs-backend-wasm-threaded-simd.wasm',
    string
  >
>;

export interface BackendOptions {
  readonly wasmPaths?: WasmPaths;
  /**
   * `false` keeps the wasm backend to one thread; Node has no other way. Default: several, where starting them is safe.
   */
  readonly wasmThreads?: boolean;
  /** The device that the webgpu backend shares; without it the backend opens one of its own. */
  readonly gpu?: { readonly device: GPUDevice; readonly info: GPUAdapterInfo };
  /**
   * The context that the webgl backend runs on, in place of the one before; without it the backend makes one of its own.
   * All tensors on the one before must be disposed of.
   */
  readonly gl?: WebGL2RenderingContext;
}

/**
 * Downloads and starts `backend`. Each is imported dynamically so that only the one that runs is fetched.
 * @throws ImpastoError `no-backend` when it cannot start here.
 */
export async function startBackend(backend: Backend, options: BackendOptions = {}): Promise<void> {
  switch (backend) {
    case 'webgpu': {
      const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
      const { gpu } = options;
      if (gpu) {
        tf.removeBackend('webgpu');
        tf.registerBackend('webgpu', () => new WebGPUBackend(gpu.device, gpu.info));
      }
      break;
    }
    case 'webgl':
      await startWebgl(options.gl);
      break;
    case 'wasm': {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      if (options.wasmPaths) setWasmPaths(options.wasmPaths);
      if (!(options.wasmThreads ?? startsThreads())) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      break;
    }
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      break;
  }
  if (!(await tf.setBackend(backend)))
    throw new ImpastoError('no-backend', `${backend} does not start here.`);
  await tf.ready();
}

/**
 * Firefox (seen in 153) often never returns from a worker's `new Worker`, which tfjs calls eight times for its threads:
 * the worker hangs for good, and nothing in it can notice.
 */
function startsThreads(): boolean {
  // Node 20 has no navigator.
  return typeof navigator === 'undefined' || !navigator.userAgent.includes('Firefox/');
}

async function startWebgl(gl: WebGL2RenderingContext | undefined): Promise<void> {
  const { MathBackendWebGL, setWebGLContext } = await import('@tensorflow/tfjs-backend-webgl');
  // One program for all sizes instead of one a size: the first picture, and each other detail, come sooner.
  tf.env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
  if (!gl) return;
  // First of all: tfjs tries on it what WebGL can do. In Safari's workers it could make none of its own.
  // Its type is WebGL 1's, whichever version it is told.
  setWebGLContext(2, gl as unknown as WebGLRenderingContext);
  tf.removeBackend('webgl');
  tf.registerBackend('webgl', () => new MathBackendWebGL(gl.canvas));
}
