/** The first dispatch of a frame: from the camera to the network's input. */
import { required } from '../../../../shared/assert';
import type { BoundCamera } from '../kernels/camera';
import { importWorkgroup } from '../kernels/import.wgsl';
import { bindGroup } from './bind-group';
import type { NetworkMemory } from './network-memory';
import type { NetworkPipelines } from './network-pipelines';
import type { Step } from './network-steps';

/** For an external texture it lives as long as the frame. */
export function importStep(
  device: GPUDevice,
  { imports }: NetworkPipelines,
  { frame, shapes, input, reference, motion, size }: NetworkMemory,
  { kind, texture, sampler }: BoundCamera,
): Step {
  const pipeline = required(imports[kind], `import ${kind}`);
  const resources = [frame, shapes.import, texture, sampler, input, reference, motion];
  return {
    pipeline,
    group: bindGroup(device, pipeline, 'import', resources),
    grid: [
      Math.ceil(size.width / 4 / importWorkgroup[0]),
      Math.ceil(size.height / 4 / importWorkgroup[1]),
      1,
    ],
    finalise: false,
  };
}
