/**
 * Finds the statistics that each of two styles has alone, by running the network of one style beside the frames: a few
 * dispatches a frame, the first style's and then the second's, so that every frame takes as long as the next. What it
 * finds goes into the norms that the frames are drawn with. Owns activations of its own; `destroy()` frees them.
 */
import { required } from '../../../../shared/assert';
import { packFrameUniforms } from '../frame/frame-uniforms';
import type { FrameUniforms } from '../frame/frame-uniforms';
import type { BoundCamera } from '../kernels/camera';
import { importStep } from './import-step';
import { NetworkMemory } from './network-memory';
import type { NetworkPipelines } from './network-pipelines';
import { networkSteps, record } from './network-steps';
import type { Step } from './network-steps';
import type { NetworkWeights } from './network-weights';

/** Dispatches in a frame: each style is measured anew in seven frames. */
const stepsPerFrame = 5;

/** Share of a new measurement in the running statistics, one of the same style being some 14 frames old. */
const measuredShare = 0.5;

export class StyleMeasurer {
  readonly #device: GPUDevice;
  readonly #pipelines: NetworkPipelines;
  readonly #memory: NetworkMemory;
  /** Of each style alone. */
  readonly #styles: readonly [readonly Step[], readonly Step[]];
  #style: 0 | 1 = 0;
  /** Steps of `#style` that are done; the first of all is the import. */
  #done = 0;

  /** @param shown whose norms are filled; it stays the caller's. */
  constructor(device: GPUDevice, pipelines: NetworkPipelines, weights: NetworkWeights, shown: NetworkMemory) {
    this.#device = device;
    this.#pipelines = pipelines;
    const memory = (this.#memory = new NetworkMemory(device, pipelines.style, shown.size));
    const layers = (style: 0 | 1): readonly Step[] =>
      networkSteps(device, pipelines.layers, weights, memory, { norms: shown, style }).layers;
    this.#styles = [layers(0), layers(1)];
  }

  /** Records the next few dispatches; `whole` measures both styles in this very frame, whatever was known. */
  encode(pass: GPUComputePassEncoder, camera: BoundCamera, frame: FrameUniforms, whole: boolean): void {
    if (!whole) {
      this.#advance(pass, camera, frame, stepsPerFrame);
      return;
    }
    this.#begin(pass, camera, { ...frame, fresh: true, share: 1 });
    for (const steps of this.#styles) for (const step of steps) record(pass, step);
    this.#style = 0;
    this.#done = 0;
  }

  /** Idempotent. */
  destroy(): void {
    this.#memory.destroy();
  }

  #advance(pass: GPUComputePassEncoder, camera: BoundCamera, frame: FrameUniforms, count: number): void {
    const steps = this.#styles[this.#style];
    for (let left = count; left > 0 && this.#done <= steps.length; left--, this.#done++) {
      if (this.#done === 0) this.#begin(pass, camera, { ...frame, fresh: false, share: measuredShare });
      else record(pass, required(steps[this.#done - 1], 'a step'));
    }
    if (this.#done <= steps.length) return;
    this.#style = this.#style === 0 ? 1 : 0;
    this.#done = 0;
  }

  #begin(pass: GPUComputePassEncoder, camera: BoundCamera, frame: FrameUniforms): void {
    const uniforms = packFrameUniforms({ ...frame, collect: true });
    this.#device.queue.writeBuffer(this.#memory.frame, 0, uniforms);
    record(pass, importStep(this.#device, this.#pipelines, this.#memory, camera));
  }
}
