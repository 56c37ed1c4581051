import * as tf from '@tensorflow/tfjs-core';

/** The device behind tfjs's webgpu backend, which must be running. It belongs to whoever opened it. */
export function tfjsDevice(): GPUDevice {
  return (tf.backend() as tf.KernelBackend & { device: GPUDevice }).device;
}
