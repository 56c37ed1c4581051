/** Which way kernels are built for a GPU. */
import type { PrecisionChoice } from '../../engine.protocol';
import { isSoftwareGpu } from '../../gpu/gpu-device';
import type { SharedGpu } from '../../gpu/gpu-device';
import type { KernelStyle } from './source';

export function kernelStyleFor(gpu: SharedGpu, precision: PrecisionChoice = 'auto'): KernelStyle {
  return {
    precision: precision === 'auto' && gpu.device.features.has('shader-f16') ? 'f16' : 'f32',
    variant: isSoftwareGpu(gpu) ? 'direct' : 'tiled',
  };
}
