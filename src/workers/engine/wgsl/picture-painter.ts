/**
 * Pictures in main memory at one size, one after the other, beside any live frames: each with statistics of its own.
 * Owns its activations and the input's texture; `destroy()` frees them.
 */

import { ImpastoError } from '../../../shared/errors';
import type { RgbaPicture, Size } from '../../../shared/picture';
import { CameraTexture } from './pictures/camera-texture';
import { packFrameUniforms, singleFrame } from './frame/frame-uniforms';
import type { NetworkPipelines } from './network/network-pipelines';
import { NetworkPlan } from './network/network-plan';
import type { NetworkWeights } from './network/network-weights';
import type { NormNumbers } from './network/norm-segments';
import type { StyleMask } from '../../networks/types';
import { readPicture } from './pictures/picture-reader';

export interface PainterParts {
  readonly device: GPUDevice;
  readonly pipelines: NetworkPipelines;
  readonly weights: NetworkWeights;
}

/** How a picture shall look. */
export interface PaintedLook {
  /** As in `NetworkPlan.setModulation`. */
  readonly styles: readonly (readonly NormNumbers[])[];
  /** Where the second of two styles is; null for one. */
  readonly mask: StyleMask | null;
  /** Share of the camera's colours, 0..1. */
  readonly keepColours: number;
}

export class PicturePainter {
  readonly #parts: PainterParts;
  readonly #plan: NetworkPlan;
  readonly #camera: CameraTexture;

  private constructor(parts: PainterParts, plan: NetworkPlan) {
    this.#parts = parts;
    this.#plan = plan;
    this.#camera = new CameraTexture(parts.device);
  }

  /** @throws ImpastoError `engine-failed` when the GPU's memory does not suffice. */
  static async create(parts: PainterParts, { width, height }: Size): Promise<PicturePainter> {
    const { device, pipelines, weights } = parts;
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    const plan = new NetworkPlan(device, pipelines, weights, { width, height });
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
    } catch (error) {
      plan.destroy();
      throw error;
    }
    return new PicturePainter(parts, plan);
  }

  get size(): Size {
    return this.#plan.size;
  }

  /** One at a time. @param input of the size it was created for */
  async paint(input: RgbaPicture, { styles, mask, keepColours }: PaintedLook): Promise<RgbaPicture> {
    const { device, pipelines } = this.#parts;
    const plan = this.#plan;
    if (mask) await pipelines.two.compile();
    plan.setModulation(styles);
    plan.setMask(mask);
    const camera = this.#camera.upload(input.data, plan.size);
    const frame = { ...singleFrame(plan.size), keepColours };
    device.queue.writeBuffer(plan.frame, 0, packFrameUniforms(frame));
    const encoder = device.createCommandEncoder({ label: 'picture' });
    const pass = encoder.beginComputePass();
    plan.encode(pass, camera, plan.importFrom(camera), frame, true);
    pass.end();
    device.queue.submit([encoder.finish()]);
    return readPicture(device, pipelines, plan, keepColours);
  }

  destroy(): void {
    this.#plan.destroy();
    this.#camera.destroy();
  }
}

/** One picture beside the live frames: everything it allocates is freed before it returns. @throws as `create`. */
export async function paintOnce(
  parts: PainterParts,
  input: RgbaPicture,
  look: PaintedLook,
): Promise<RgbaPicture> {
  const painter = await PicturePainter.create(parts, input);
  try {
    return await painter.paint(input, look);
  } finally {
    painter.destroy();
  }
}
