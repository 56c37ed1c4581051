/** Runs the WGSL network's kernels on one picture and reads the numbers back: what parity is measured on. */

import type { RgbaPicture, Size } from '../../../src/shared/picture';
import type { SharedGpu } from '../../../src/workers/engine/gpu/gpu-device';
import { packFrameUniforms, singleFrame } from '../../../src/workers/engine/wgsl/frame/frame-uniforms';
import type { FrameUniforms } from '../../../src/workers/engine/wgsl/frame/frame-uniforms';
import type { KernelStyle } from '../../../src/workers/engine/wgsl/kernels/source';
import { compilePipelines } from '../../../src/workers/engine/wgsl/network/network-pipelines';
import type { NetworkPipelines } from '../../../src/workers/engine/wgsl/network/network-pipelines';
import { NetworkPlan } from '../../../src/workers/engine/wgsl/network/network-plan';
import { NetworkWeights } from '../../../src/workers/engine/wgsl/network/network-weights';
import type { NormNumbers } from '../../../src/workers/engine/wgsl/network/norm-segments';
import type { StyleMask } from '../../../src/workers/networks/types';
import { halfToFloat } from '../../../src/workers/networks/files/safetensors';

/** Where the second style is. */
interface Second {
  readonly gammaBeta: readonly NormNumbers[];
  readonly mask: StyleMask;
}

export class WgslNetwork {
  readonly #device: GPUDevice;
  readonly #pipelines: NetworkPipelines;
  readonly #weights: NetworkWeights;
  readonly #sampler: GPUSampler;
  #plan: NetworkPlan | undefined;

  private constructor(device: GPUDevice, pipelines: NetworkPipelines, model: ArrayBuffer) {
    this.#device = device;
    this.#pipelines = pipelines;
    this.#weights = new NetworkWeights(device, model, pipelines.style.precision);
    this.#sampler = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  }

  static async create({ device }: SharedGpu, model: ArrayBuffer, style: KernelStyle): Promise<WgslNetwork> {
    return new WgslNetwork(device, await compilePipelines(device, style, null), model);
  }

  /** One frame of a clip, its statistics exact unless `frame` says otherwise. @returns [h, w, 3], 0..1 */
  async run(
    picture: RgbaPicture,
    gammaBeta: readonly NormNumbers[],
    frame: Partial<FrameUniforms> = {},
    second?: Second,
  ): Promise<Float32Array> {
    const { width, height } = picture;
    const size: Size = { width, height };
    const plan = this.#planFor(size);
    if (second) await this.#pipelines.two.compile();
    plan.setModulation(second ? [gammaBeta, second.gammaBeta] : [gammaBeta]);
    plan.setMask(second?.mask ?? null);
    const device = this.#device;
    const texture = device.createTexture({
      size,
      format: 'rgba8unorm',
      usage: GPUTextureUsage.COPY_DST | GPUTextureUsage.TEXTURE_BINDING,
    });
    device.queue.writeTexture({ texture }, picture.data, { bytesPerRow: width * 4 }, size);
    const uniforms: FrameUniforms = { ...singleFrame(size), ...frame };
    device.queue.writeBuffer(plan.frame, 0, packFrameUniforms(uniforms));
    const camera = {
      kind: 'copied' as const,
      texture: texture.createView(),
      sampler: this.#sampler,
    };
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    plan.encode(pass, camera, plan.importFrom(camera), uniforms, true);
    pass.end();
    const bytesPerRow = Math.ceil((width * 8) / 256) * 256;
    const buffer = device.createBuffer({
      size: bytesPerRow * height,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
    encoder.copyTextureToBuffer({ texture: plan.pictureTexture }, { buffer, bytesPerRow }, size);
    device.queue.submit([encoder.finish()]);
    await buffer.mapAsync(GPUMapMode.READ);
    const halves = new Uint16Array(buffer.getMappedRange());
    const floats = new Float32Array(width * height * 3);
    for (let i = 0; i < floats.length; i++) {
      const pixel = Math.floor(i / 3);
      const at = (Math.floor(pixel / width) * bytesPerRow) / 2 + (pixel % width) * 4 + (i % 3);
      floats[i] = halfToFloat(halves[at] ?? 0);
    }
    buffer.destroy();
    texture.destroy();
    return floats;
  }

  destroy(): void {
    this.#plan?.destroy();
    this.#weights.destroy();
  }

  #planFor(size: Size): NetworkPlan {
    const { width, height } = this.#plan?.size ?? size;
    if (this.#plan && width === size.width && height === size.height) return this.#plan;
    this.#plan?.destroy();
    this.#plan = new NetworkPlan(this.#device, this.#pipelines, this.#weights, size);
    return this.#plan;
  }
}
