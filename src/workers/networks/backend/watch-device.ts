/** Tells when the GPU is lost, which tfjs itself never recovers from; running out of GPU memory often ends so. */

import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../types';

/** Watches the current tfjs backend, which must be `backend`; for the life of the worker. */
export function watchDevice(backend: Backend, onLost: (message: string) => void): void {
  if (backend === 'webgpu') {
    const { device } = tf.backend() as tf.KernelBackend & { readonly device: GPUDevice };
    void device.lost.then(({ message }) => onLost(`The GPU was lost. ${message}`));
    device.addEventListener('uncapturederror', ({ error }) => {
      if (error instanceof GPUOutOfMemoryError) onLost(`Out of memory on the GPU. ${error.message}`);
    });
  } else if (backend === 'webgl') {
    const { gpgpu } = tf.backend() as tf.KernelBackend & { gpgpu: { gl: WebGL2RenderingContext } };
    gpgpu.gl.canvas.addEventListener('webglcontextlost', () => onLost('The graphics context was lost.'));
  }
}
