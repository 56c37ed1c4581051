/**
 * The transformer at one size: its memory and the dispatches over it. Owns both; `destroy()` frees them. Allocates
 * nothing per frame but the bind group of the camera's texture.
 */

import { required } from '../../../../shared/assert';
import type { Size } from '../../../../shared/picture';
import type { FrameUniforms } from '../frame/frame-uniforms';
import type { BoundCamera } from '../kernels/camera';
import { importStep } from './import-step';
import { NetworkMemory } from './network-memory';
import type { NetworkPipelines } from './network-pipelines';
import { networkSteps, record } from './network-steps';
import type { NetworkSteps, Step } from './network-steps';
import { StyleMeasurer } from './style-measurer';
import type { NetworkWeights } from './network-weights';
import { inSegments, readStatistics } from './norm-segments';
import type { NormNumbers } from './norm-segments';
import { secondShares } from '../../../networks/pixels/mask-shares';
import type { NormStatistics, StyleMask } from '../../../networks/types';

export class NetworkPlan {
  readonly size: Size;
  readonly #device: GPUDevice;
  readonly #pipelines: NetworkPipelines;
  readonly #memory: NetworkMemory;
  readonly #weights: NetworkWeights;
  readonly #one: NetworkSteps;
  #two: NetworkSteps | undefined;
  #measurer: StyleMeasurer | undefined;
  /** The norms were set, not measured. */
  #given = false;
  #steps: NetworkSteps;
  /** The picture that is current: the last one that was computed. */
  #current: 0 | 1 = 0;

  constructor(device: GPUDevice, pipelines: NetworkPipelines, weights: NetworkWeights, size: Size) {
    this.#device = device;
    this.#pipelines = pipelines;
    this.size = size;
    this.#memory = new NetworkMemory(device, pipelines.style, size);
    this.#weights = weights;
    this.#one = networkSteps(device, pipelines.layers, weights, this.#memory, {
      norms: this.#memory,
      style: 0,
    });
    this.#steps = this.#one;
  }

  /** [h/2, w/2, 12], the camera's picture as the network sees it. */
  get input(): GPUBuffer {
    return this.#memory.input;
  }

  /** Uniforms of the frame; the engine writes them. */
  get frame(): GPUBuffer {
    return this.#memory.frame;
  }

  /** Sizes for kernels that run over blocks of the picture. */
  get blocks(): GPUBufferBinding {
    return this.#memory.shapes.e;
  }

  /** The styled picture, h × w, as the last `encode` makes it. */
  get picture(): GPUTextureView {
    return this.#memory.views[this.#current];
  }

  get pictureTexture(): GPUTexture {
    return this.#memory.textures[this.#current];
  }

  /** @param styles of each style, γ then β of each norm, in the order of `normChannels`. */
  setModulation(styles: readonly (readonly NormNumbers[])[]): void {
    this.#device.queue.writeBuffer(this.#memory.modulation, 0, inSegments(styles));
    this.#given = false;
  }

  /**
   * For frames that collect no statistics.
   * @param styles of each style, a then b of each norm (`foldedStatistics`), in order.
   */
  setNorms(styles: readonly (readonly NormNumbers[])[]): void {
    this.#device.queue.writeBuffer(this.#memory.norms, 0, inSegments(styles));
    this.#given = true;
  }

  /**
   * Where the second of two styles is, from now on; null for one style. The first mask at this size allocates.
   * @param mask only once the pipelines of two styles are ready.
   */
  setMask(mask: StyleMask | null): void {
    if (!mask) {
      this.#steps = this.#one;
      return;
    }
    const { shares } = this.#memory;
    const { width, height } = this.size;
    const { queue } = this.#device;
    queue.writeBuffer(shares.half, 0, secondShares(mask, { width: width / 2, height: height / 2 }));
    queue.writeBuffer(shares.quarter, 0, secondShares(mask, { width: width / 4, height: height / 4 }));
    const blending = required(this.#pipelines.two.ready, 'pipelines of two styles');
    const layers = { ...this.#pipelines.layers, ...blending };
    this.#two ??= networkSteps(this.#device, layers, this.#weights, this.#memory, { shares });
    this.#measurer ??= new StyleMeasurer(this.#device, this.#pipelines, this.#weights, this.#memory);
    this.#steps = this.#two;
  }

  /**
   * The running means and variances after the latest frame that collected any, of two styles those of the first. Allocates:
   * for measuring, not for the frame path.
   */
  async readStatistics(): Promise<NormStatistics> {
    return readStatistics(this.#device, this.#memory.running);
  }

  /** The dispatch that reads from `camera`; for an external texture it lives as long as the frame. */
  importFrom(camera: BoundCamera): Step {
    return importStep(this.#device, this.#pipelines, this.#memory, camera);
  }

  /** The frames have two styles, and statistics of each that are measured beside them. */
  get measures(): boolean {
    return this.#measurer !== undefined && this.#steps === this.#two && !this.#given;
  }

  /**
   * Records import and network: 18 dispatches, with renewed statistics 34. With two styles 23, of which 5 measure one of
   * them; 84 where all is measured in this frame.
   * @param from `importFrom(camera)`. @param frame what its uniforms say. @param exact this frame's own statistics
   */
  encode(
    pass: GPUComputePassEncoder,
    camera: BoundCamera,
    from: Step,
    frame: FrameUniforms,
    exact: boolean,
  ): void {
    if (this.measures) this.#measurer?.encode(pass, camera, frame, exact);
    this.#current = this.#current === 0 ? 1 : 0;
    const { layers, last } = this.#steps;
    for (const step of [from, ...layers, last[this.#current]]) {
      if (!step.finalise || frame.collect) record(pass, step);
    }
  }

  /** Idempotent. */
  destroy(): void {
    this.#measurer?.destroy();
    this.#memory.destroy();
  }
}
