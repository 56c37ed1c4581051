/** One picture with statistics of its own, beside the live frames: everything it allocates is freed before it returns. */

import { ImpastoError } from '../../../shared/errors';
import type { RgbaPicture } from '../../../shared/picture';
import { CameraTexture } from './pictures/camera-texture';
import { packFrameUniforms, singleFrame } from './frame/frame-uniforms';
import type { NetworkPipelines } from './network/network-pipelines';
import { NetworkPlan } from './network/network-plan';
import type { NetworkWeights } from './network/network-weights';
import type { NormNumbers } from './network/norm-segments';
import type { StyleMask } from '../../networks/types';
import { readPicture } from './pictures/picture-reader';

export interface StillParts {
  readonly device: GPUDevice;
  readonly pipelines: NetworkPipelines;
  readonly weights: NetworkWeights;
}

/** How the picture shall look. */
export interface StillLook {
  /** As in `NetworkPlan.setModulation`. */
  readonly styles: readonly (readonly NormNumbers[])[];
  /** Where the second of two styles is; null for one. */
  readonly mask: StyleMask | null;
  /** Share of the camera's colours, 0..1. */
  readonly keepColours: number;
}

/**
 * @param input at network size.
 * @throws ImpastoError `engine-failed` when the GPU's memory does not suffice.
 */
export async function renderStill(
  { device, pipelines, weights }: StillParts,
  input: RgbaPicture,
  { styles, mask, keepColours }: StillLook,
): Promise<RgbaPicture> {
  const { width, height } = input;
  const size = { width, height };
  if (mask) await pipelines.two.compile();
  const camera = new CameraTexture(device);
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  const plan = new NetworkPlan(device, pipelines, weights, size);
  // Both pops are asked for now: scopes of other work must not come between.
  const refused = Promise.all([device.popErrorScope(), device.popErrorScope()]);
  try {
    const [validation, memory] = await refused;
    const refusal = validation ?? memory;
    if (refusal) {
      throw new ImpastoError(
        'engine-failed',
        `A picture of ${width} × ${height} px is too large for this GPU: choose a smaller one. (${refusal.message})`,
      );
    }
    plan.setModulation(styles);
    plan.setMask(mask);
    const bound = camera.upload(input.data, size);
    const frame = { ...singleFrame(size), keepColours };
    device.queue.writeBuffer(plan.frame, 0, packFrameUniforms(frame));
    const encoder = device.createCommandEncoder({ label: 'still' });
    const pass = encoder.beginComputePass();
    plan.encode(pass, bound, plan.importFrom(bound), frame, true);
    pass.end();
    device.queue.submit([encoder.finish()]);
    return await readPicture(device, pipelines, plan, keepColours);
  } finally {
    plan.destroy();
    camera.destroy();
  }
}
