/**
 * The style engine on our own WebGPU kernels: a frame is imported, styled and presented in one submission, nothing
 * is read back, and nothing is allocated but the import. Styles are encoded by tfjs on the same device. Owns the
 * networks, its buffers and the canvas's context; `destroy()` frees them. The device is the caller's.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ImpastoError } from '../../../shared/errors';
import type { RgbaPicture, Size } from '../../../shared/picture';
import { Turns } from '../../../shared/async/turns';
import type { Precision, Presented } from '../engine.protocol';
import type { StyleNetworks } from '../../networks/nets/style-networks';
import { lookFor, peopleFor } from '../common/people-look';
import { restoreCamera } from '../../networks/pixels/styled-area';
import { ContentCode } from '../common/content-code';
import { StillInput } from '../common/still-input';
import type { MaskClient } from '../common/mask-client';
import { sourceCrop, sourceSize } from '../../networks/pixels/source-canvas';
import type { OnDrawn, StyleEngine } from '../common/style-engine';
import { CameraTexture, isVideoFrame } from './pictures/camera-texture';
import { CanvasPresenter } from './pictures/canvas-presenter';
import { FrameHistory } from './frame/frame-history';
import { packFrameUniforms, singleFrame } from './frame/frame-uniforms';
import { FramesInFlight } from '../common/frames-in-flight';
import { GpuTimer } from './frame/gpu-timer';
import type { KernelStyle } from './kernels/source';
import { MaskTexture } from './pictures/mask-texture';
import { compilePipelines } from './network/network-pipelines';
import type { NetworkPipelines } from './network/network-pipelines';
import { NetworkPlan } from './network/network-plan';
import type { Step } from './network/network-steps';
import type { BoundCamera } from './kernels/camera';
import { NetworkWeights } from './network/network-weights';
import { readPicture } from './pictures/picture-reader';
import { LookApplier } from './look-applier';
import { paintOnce } from './picture-painter';
import type {
  EngineMemory,
  FrameSource,
  Look,
  NormStatistics,
  PersonMask,
  PictureSource,
  Placement,
  RenderOptions,
  StyleCode,
} from '../../networks/types';
import { defaultRenderOptions } from '../../networks/types';

export interface WgslEngineParts {
  readonly device: GPUDevice;
  /** On tfjs's webgpu backend; taken over. */
  readonly networks: StyleNetworks;
  /** The transformer's safetensors file. */
  readonly transformer: ArrayBuffer;
  /** Not yet used for another kind of context; null for an engine that only does stills. */
  readonly canvas: OffscreenCanvas | null;
  readonly style: KernelStyle;
  readonly onDrawn?: OnDrawn;
}

export class WgslEngine implements StyleEngine {
  readonly abilities = { enlarges: true, steadies: true };
  readonly #device: GPUDevice;
  readonly #networks: StyleNetworks;
  readonly #pipelines: NetworkPipelines;
  readonly #weights: NetworkWeights;
  readonly #presenter: CanvasPresenter | undefined;
  readonly #camera: CameraTexture;
  readonly #people: MaskTexture;
  readonly #timer: GpuTimer | undefined;
  readonly #still: StillInput;
  readonly #look: LookApplier;
  readonly #onDrawn: OnDrawn | undefined;
  readonly #history = new FrameHistory();
  readonly #flight = new FramesInFlight();
  /** From the choice of a plan to its submission nobody else may choose another. */
  readonly #turns = new Turns();
  #plan: NetworkPlan | undefined;
  /** The import for a camera texture that stays. */
  #imported: { readonly camera: BoundCamera; readonly step: Step } | undefined;
  #options: RenderOptions = defaultRenderOptions;
  #masks: MaskClient | null = null;
  #presented = false;
  #gpuError: string | undefined;
  #destroyed = false;

  private constructor(parts: WgslEngineParts, pipelines: NetworkPipelines) {
    const { device, networks, canvas } = parts;
    this.#onDrawn = parts.onDrawn;
    this.#device = device;
    this.#networks = networks;
    this.#pipelines = pipelines;
    this.#weights = new NetworkWeights(device, parts.transformer, pipelines.style.precision);
    this.#presenter = canvas ? new CanvasPresenter(device, pipelines, canvas) : undefined;
    this.#camera = new CameraTexture(device);
    this.#people = new MaskTexture(device);
    this.#timer = device.features.has('timestamp-query') ? new GpuTimer(device) : undefined;
    this.#still = new StillInput(networks);
    const content = new ContentCode(networks, this.#still.canvas);
    this.#look = new LookApplier(networks, content, this.#history, pipelines.two);
    device.addEventListener('uncapturederror', this.#onGpuError);
  }

  /**
   * Compiles all pipelines and uploads the weights.
   * @throws ImpastoError `model-format`, `engine-failed` when the driver refuses a shader; `networks` stays the
   *   caller's then.
   */
  static async create(parts: WgslEngineParts): Promise<WgslEngine> {
    const format = parts.canvas ? navigator.gpu.getPreferredCanvasFormat() : null;
    return new WgslEngine(parts, await compilePipelines(parts.device, parts.style, format));
  }

  get precision(): Precision {
    return this.#pipelines.style.precision;
  }

  get timestamps(): boolean {
    return this.#timer !== undefined;
  }

  async encodeStyle(picture: PictureSource): Promise<StyleCode> {
    return this.#still.encode(picture);
  }

  setLook(look: Look): void {
    this.#look.set(look);
  }

  setOptions(options: RenderOptions): void {
    this.#options = options;
  }

  setMasks(masks: MaskClient | null): void {
    this.#masks = masks;
  }

  async present(frame: FrameSource, placement: Placement): Promise<Presented> {
    const start = performance.now();
    const presenter = this.#presenter;
    if (!presenter) throw new ImpastoError('invalid-argument', 'This engine was made without a canvas.');
    if (this.#gpuError !== undefined) {
      const message = `The GPU refused a command: ${this.#gpuError}`;
      this.#gpuError = undefined;
      throw new ImpastoError('engine-failed', message);
    }
    if (placement.cut === true) this.#look.cut();
    const people = await peopleFor(this.#look.look, this.#options, () =>
      this.#masks?.follow(frame, placement, this.#look.lasting),
    );
    await this.#turns.take(async () => {
      const plan = this.#planFor(placement);
      await this.#look.apply(plan, frame, placement, people);
      const drawable = await this.#camera.prepare(frame);
      try {
        this.#submit(presenter, plan, drawable, placement, this.#options.area === 'all' ? null : people);
        this.#onDrawn?.(frame);
      } finally {
        if (drawable !== frame) drawable.close();
      }
      this.#presented = true;
      this.#look.renew(frame, placement);
    });
    const { ms } = await this.#flight.add(this.#device.queue.onSubmittedWorkDone(), start);
    const gpuMs = this.#timer?.take();
    return { width: placement.width, height: placement.height, ms, ...(gpuMs !== undefined && { gpuMs }) };
  }

  async stylize(picture: PictureSource, placement: Placement, special?: Look): Promise<RgbaPicture> {
    const asked = special ?? this.#look.look;
    const { keepColours } = this.#options;
    const area = special ? 'all' : this.#options.area;
    const people = await peopleFor(asked, { area }, () => this.#masks?.of(picture, placement));
    const look = lookFor(asked, people);
    const input = this.#still.read(picture, placement);
    const styles = await this.#networks.gammaBetasFor(look, () => this.#still.encode(input));
    const parts = { device: this.#device, pipelines: this.#pipelines, weights: this.#weights };
    const styled = await paintOnce(parts, input, { styles, mask: look.second?.mask ?? null, keepColours });
    if (people && area !== 'all') restoreCamera(styled, input, people, area);
    return styled;
  }

  async snapshot(): Promise<RgbaPicture> {
    if (!this.#plan || !this.#presented) throw new ImpastoError('engine-busy', 'There is no frame yet.');
    return readPicture(this.#device, this.#pipelines, this.#plan, this.#options.keepColours);
  }

  measure(frame: FrameSource, placement: Placement): Promise<NormStatistics> {
    return this.#turns.take(() => this.#measure(frame, placement));
  }

  async #measure(frame: FrameSource, placement: Placement): Promise<NormStatistics> {
    this.#look.cut();
    const plan = this.#planFor(placement);
    await this.#look.apply(plan, frame, placement, null, true);
    const drawable = await this.#camera.prepare(frame);
    try {
      const { mirror } = placement;
      const crop = sourceCrop(drawable, placement);
      const uniforms = { ...singleFrame(plan.size), crop, camera: sourceSize(drawable), mirror };
      this.#device.queue.writeBuffer(plan.frame, 0, packFrameUniforms(uniforms));
      const camera = this.#camera.bind(drawable);
      const encoder = this.#device.createCommandEncoder({ label: 'measure' });
      const pass = encoder.beginComputePass();
      plan.encode(pass, camera, this.#importOf(plan, camera), uniforms, true);
      pass.end();
      this.#device.queue.submit([encoder.finish()]);
      this.#history.forget();
      return await plan.readStatistics();
    } finally {
      if (drawable !== frame) drawable.close();
    }
  }

  memory(): EngineMemory {
    const { numTensors, numBytes } = tf.memory();
    return { numTensors, numBytes };
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#device.removeEventListener('uncapturederror', this.#onGpuError);
    this.#look.destroy();
    this.#presenter?.destroy();
    this.#plan?.destroy();
    this.#timer?.destroy();
    this.#camera.destroy();
    this.#people.destroy();
    this.#weights.destroy();
    this.#networks.dispose();
  }

  readonly #onGpuError = ({ error }: GPUUncapturedErrorEvent): void => {
    this.#gpuError = error.message;
  };

  #planFor({ width, height }: Size): NetworkPlan {
    const size = this.#plan?.size;
    if (this.#plan && size?.width === width && size.height === height) return this.#plan;
    this.#plan?.destroy();
    this.#presenter?.reset();
    this.#imported = undefined;
    this.#presented = false;
    this.#history.forget();
    this.#plan = new NetworkPlan(this.#device, this.#pipelines, this.#weights, { width, height });
    return this.#plan;
  }

  /** Imports, styles and presents in one submission. */
  #submit(
    presenter: CanvasPresenter,
    plan: NetworkPlan,
    frame: FrameSource,
    placement: Placement,
    mask: PersonMask | null,
  ): void {
    const { width, height, mirror, canvas = { width, height }, timed } = placement;
    const { keepColours, sharpness, split, area } = this.#options;
    const now = isVideoFrame(frame) ? frame.timestamp / 1e6 : performance.now() / 1e3;
    const memory = this.#history.next(now, this.#options, this.#look.fixedStatistics || plan.measures);
    const scaled = canvas.width !== width || canvas.height !== height;
    const uniforms = {
      ...memory,
      crop: sourceCrop(frame, placement),
      camera: sourceSize(frame),
      mirror,
      size: plan.size,
      keepColours,
      sharpness: scaled ? sharpness : 0,
      split: split ?? 0,
      area: mask ? area : ('all' as const),
    };
    const exact = memory.fresh || this.#options.statistics === 'exact';
    this.#device.queue.writeBuffer(plan.frame, 0, packFrameUniforms(uniforms));
    const camera = this.#camera.bind(frame);
    const times = timed === true ? this.#timer?.begin() : undefined;
    try {
      const encoder = this.#device.createCommandEncoder({ label: 'frame' });
      const pass = encoder.beginComputePass(times && { timestampWrites: times.first });
      plan.encode(pass, camera, this.#importOf(plan, camera), uniforms, exact);
      pass.end();
      presenter.encode(encoder, plan, camera, this.#people.view(mask), canvas, times?.last);
      if (times) this.#timer?.resolve(encoder);
      this.#device.queue.submit([encoder.finish()]);
    } catch (error) {
      if (times) this.#timer?.cancel();
      throw error;
    }
    if (times) void this.#timer?.read();
  }

  #importOf(plan: NetworkPlan, camera: BoundCamera): Step {
    if (this.#imported?.camera === camera) return this.#imported.step;
    const step = plan.importFrom(camera);
    this.#imported = camera.kind === 'copied' ? { camera, step } : undefined;
    return step;
  }
}
