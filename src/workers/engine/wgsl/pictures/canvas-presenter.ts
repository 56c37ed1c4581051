/**
 * Draws the styled picture on the visible canvas in a render pass. Owns the canvas's context, which is configured at the
 * first frame (until then the canvas is free for another engine).
 */

import { required } from '../../../../shared/assert';
import { ImpastoError } from '../../../../shared/errors';
import type { Size } from '../../../../shared/picture';
import type { NetworkPipelines } from '../network/network-pipelines';
import type { BoundCamera } from '../kernels/camera';
import type { NetworkPlan } from '../network/network-plan';

export class CanvasPresenter {
  readonly #device: GPUDevice;
  readonly #pipelines: NetworkPipelines;
  readonly #canvas: OffscreenCanvas;
  #context: GPUCanvasContext | undefined;
  /** Bind groups of a camera texture that stays, one for each of the plan's pictures. */
  #kept = new Map<
    GPUTextureView,
    { readonly camera: BoundCamera; readonly people: GPUTextureView; readonly group: GPUBindGroup }
  >();

  constructor(device: GPUDevice, pipelines: NetworkPipelines, canvas: OffscreenCanvas) {
    this.#device = device;
    this.#pipelines = pipelines;
    this.#canvas = canvas;
  }

  /** Forgets what belongs to a plan that is destroyed. */
  reset(): void {
    this.#kept.clear();
  }

  /** Records the pass. @param people of `MaskTexture`. @param size of the canvas, px. */
  encode(
    encoder: GPUCommandEncoder,
    plan: NetworkPlan,
    camera: BoundCamera,
    people: GPUTextureView,
    size: Size,
    timestamps?: GPURenderPassTimestampWrites,
  ): void {
    const context = this.#configured();
    if (this.#canvas.width !== size.width || this.#canvas.height !== size.height) {
      this.#canvas.width = size.width;
      this.#canvas.height = size.height;
    }
    const pipeline = required(this.#pipelines.presents[camera.kind], `present ${camera.kind}`);
    const pass = encoder.beginRenderPass({
      colorAttachments: [
        {
          view: context.getCurrentTexture().createView(),
          loadOp: 'clear',
          storeOp: 'store',
        },
      ],
      ...(timestamps && { timestampWrites: timestamps }),
    });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.#group(pipeline, plan, camera, people));
    pass.draw(3);
    pass.end();
  }

  destroy(): void {
    this.#context?.unconfigure();
    this.#context = undefined;
    this.reset();
  }

  #configured(): GPUCanvasContext {
    if (this.#context) return this.#context;
    const context = this.#canvas.getContext('webgpu');
    if (!context) throw new ImpastoError('unsupported', 'The canvas gives no WebGPU context.');
    context.configure({
      device: this.#device,
      format: navigator.gpu.getPreferredCanvasFormat(),
      alphaMode: 'opaque',
    });
    this.#context = context;
    return context;
  }

  #group(
    pipeline: GPURenderPipeline,
    plan: NetworkPlan,
    camera: BoundCamera,
    people: GPUTextureView,
  ): GPUBindGroup {
    const kept = this.#kept.get(plan.picture);
    if (kept?.camera === camera && kept.people === people) return kept.group;
    const resources = [{ buffer: plan.frame }, camera.texture, camera.sampler, plan.picture, people];
    const group = this.#device.createBindGroup({
      label: 'present',
      layout: pipeline.getBindGroupLayout(0),
      entries: resources.map((resource, binding) => ({ binding, resource })),
    });
    if (camera.kind === 'copied') this.#kept.set(plan.picture, { camera, people, group });
    return group;
  }
}
