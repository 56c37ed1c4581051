/**
 * The transformer at one size: its activations, statistics and bind groups, and the order of its dispatches. Owns what
 * it allocates; `destroy()` frees it. Allocates nothing per frame but the bind group of the camera's texture.
 *
 * h × w is the picture; "half" is [h/2, w/2], "quarter" [h/4, w/4].
 */

import { required } from '../../../../shared/assert';
import type { Size } from '../../../../shared/picture';
import { normChannels, residualBlocks } from '../../../networks/nets/transformer';
import { frameUniformBytes } from '../frame/frame-uniforms';
import type { BoundCamera, CameraKind } from '../kernels/camera';
import { importWorkgroup } from '../kernels/import.wgsl';
import { pictureFormat } from '../kernels/picture.wgsl';
import { convolutions, separables } from './network-pipelines';
import type { ComputeName, NetworkPipelines } from './network-pipelines';
import type { NetworkWeights } from './network-weights';
import { convolutionGrid, pictureGrid, separableGrid } from './dispatch-grid';
import type { Grid } from './dispatch-grid';
import { shapesBytes, writeShapes } from './layer-shapes';
import { inSegments, normBytes, normSegment, readStatistics } from './norm-segments';
import type { NormStatistics } from '../../../networks/types';

interface Step {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly grid: Grid['workgroups'];
  /** Only in frames that renew the statistics. */
  readonly finalise: boolean;
}

export class NetworkPlan {
  readonly size: Size;
  /** [h/2, w/2, 12], the camera's picture as the network sees it. */
  readonly input: GPUBuffer;
  /** Uniforms of the frame; the engine writes them. */
  readonly frame: GPUBuffer;
  /** Sizes for kernels that run over blocks of the picture. */
  readonly blocks: GPUBufferBinding;
  readonly #device: GPUDevice;
  readonly #pipelines: NetworkPipelines;
  readonly #modulation: GPUBuffer;
  /** Running means and variances, one segment per norm. */
  readonly #running: GPUBuffer;
  readonly #norms: GPUBuffer;
  readonly #reference: GPUBuffer;
  readonly #motion: GPUBuffer;
  readonly #importShape: GPUBufferBinding;
  readonly #steps: readonly Step[];
  readonly #lastSteps: readonly [Step, Step];
  readonly #textures: readonly [GPUTexture, GPUTexture];
  readonly #views: readonly [GPUTextureView, GPUTextureView];
  readonly #owned: { destroy(): void }[] = [];
  /** The picture that is current: the last one that was computed. */
  #current: 0 | 1 = 0;

  constructor(device: GPUDevice, pipelines: NetworkPipelines, weights: NetworkWeights, size: Size) {
    this.#device = device;
    this.#pipelines = pipelines;
    this.size = size;
    const { style } = pipelines;
    const quarter = { width: size.width / 4, height: size.height / 4 };
    const half = { width: size.width / 2, height: size.height / 2 };
    const bytesPerNumber = style.precision === 'f16' ? 2 : 4;
    const activation = (label: string, { width, height }: Size, channels: number): GPUBuffer =>
      this.#buffer(label, width * height * channels * bytesPerNumber, GPUBufferUsage.STORAGE);

    const grids = {
      c0: convolutionGrid(convolutions.c0, half, style),
      c1: convolutionGrid(convolutions.c1, quarter, style),
      block: separableGrid(separables.second, quarter, style),
      u: convolutionGrid(convolutions.u, quarter, style),
      e: separableGrid(separables.e, half, style),
      picture: pictureGrid(half, style),
    };
    this.frame = this.#buffer('frame', frameUniformBytes, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    this.#modulation = this.#normBuffer('modulation', GPUBufferUsage.COPY_DST);
    const running = (this.#running = this.#normBuffer('running statistics', GPUBufferUsage.COPY_SRC));
    const norms = (this.#norms = this.#normBuffer('norms', GPUBufferUsage.COPY_DST));
    const partials = this.#buffer(
      'partial sums',
      Math.max(...Object.values(grids).map(({ partialBytes }) => partialBytes)),
      GPUBufferUsage.STORAGE,
    );
    const input = (this.input = activation('input', half, 12));
    this.#reference = activation('reference', half, 12);
    this.#motion = this.#buffer('motion', (1 + quarter.width * quarter.height) * 4, GPUBufferUsage.STORAGE);
    const c0 = activation('c0', half, 24);
    const c1 = activation('c1', quarter, 64);
    const a = activation('block a', quarter, 64);
    // c1 is read last by the dispatch before b is first written, c0 long before e.
    const b = c1;
    const values = [activation('residual 0', quarter, 64), activation('residual 1', quarter, 64)] as const;
    const u = activation('u', half, 24);
    const e = c0;

    const sizes = {
      import: [half, quarter, 0],
      c0: [half, half, grids.c0.rows],
      c1: [half, quarter, grids.c1.rows],
      block: [quarter, quarter, grids.block.rows],
      u: [quarter, quarter, grids.u.rows],
      uNorm: [quarter, half, grids.u.rows],
      e: [half, half, grids.e.rows],
    } as const;
    const shapes = writeShapes(
      device,
      this.#buffer('shapes', shapesBytes(sizes), GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST),
      sizes,
    );
    this.#importShape = shapes.import;
    this.blocks = shapes.e;
    this.#textures = [this.#picture('picture 0'), this.#picture('picture 1')];
    this.#views = [this.#textures[0].createView(), this.#textures[1].createView()];

    const step = (
      name: ComputeName,
      shape: GPUBufferBinding,
      grid: Grid,
      resources: readonly (GPUBufferBinding | GPUBuffer | GPUTextureView)[],
    ): Step => ({
      pipeline: pipelines[name],
      grid: grid.workgroups,
      group: this.#group(pipelines[name], name, [this.frame, shape, ...resources]),
      finalise: name.startsWith('finalise'),
    });
    const finalise = (norm: string, shape: GPUBufferBinding): Step => {
      const channels = normChannels.find(([name]) => name === norm)?.[1];
      const name = norm === 'n0' ? 'finaliseFirst' : channels === 24 ? 'finalise24' : 'finalise64';
      const one: Grid = { workgroups: [1, 1, 1], rows: 0, partialBytes: 0 };
      return step(name, shape, one, [
        partials,
        normSegment(this.#modulation, norm),
        normSegment(running, norm),
        normSegment(norms, norm),
        this.#motion,
      ]);
    };
    const normOf = (name: string): GPUBufferBinding => normSegment(norms, name);

    const steps = [
      step('c0', shapes.c0, grids.c0, [weights.of('c0'), input, c0, partials]),
      finalise('n0', shapes.c0),
      step('c1', shapes.c1, grids.c1, [weights.of('c1'), c0, normOf('n0'), c1, partials]),
      finalise('n1', shapes.c1),
    ];
    for (let k = 0; k < residualBlocks; k++) {
      const kept = required(values[k % 2], 'residual');
      const base = required(values[(k + 1) % 2], 'residual');
      const loaded = k === 0 ? [c1, normOf('n1')] : [b, normOf(`r.${k - 1}.m`), base];
      const separable = (part: 'a' | 'b'): GPUBufferBinding[] => [
        weights.of(`r.${k}.${part}.d`),
        weights.of(`r.${k}.${part}.w`),
      ];
      steps.push(
        step(k === 0 ? 'enter' : 'first', shapes.block, grids.block, [
          ...separable('a'),
          ...loaded,
          a,
          partials,
          kept,
        ]),
        finalise(`r.${k}.n`, shapes.block),
        step('second', shapes.block, grids.block, [...separable('b'), a, normOf(`r.${k}.n`), b, partials]),
        finalise(`r.${k}.m`, shapes.block),
      );
    }
    const lastValue = required(values[(residualBlocks - 1) % 2], 'residual');
    const lastNorm = normOf(`r.${residualBlocks - 1}.m`);
    steps.push(
      step('u', shapes.u, grids.u, [weights.of('u'), b, lastNorm, lastValue, u, partials]),
      finalise('nu', shapes.uNorm),
      step('e', shapes.e, grids.e, [weights.of('e.d'), weights.of('e.w'), u, normOf('nu'), e, partials]),
      finalise('ne', shapes.e),
    );
    this.#steps = steps;
    const last = (to: 0 | 1): Step =>
      step('picture', shapes.e, grids.picture, [
        weights.of('o'),
        e,
        normOf('ne'),
        u,
        normOf('nu'),
        input,
        this.#reference,
        this.#motion,
        weights.bias,
        this.#views[to === 0 ? 1 : 0],
        this.#views[to],
      ]);
    this.#lastSteps = [last(0), last(1)];
  }

  /** The styled picture, h × w, as the last `encode` makes it. */
  get picture(): GPUTextureView {
    return this.#views[this.#current];
  }

  get pictureTexture(): GPUTexture {
    return this.#textures[this.#current];
  }

  /** @param gammaBeta γ then β of each norm, in the order of `normChannels`. */
  setModulation(gammaBeta: readonly { readonly values: Float32Array }[]): void {
    this.#device.queue.writeBuffer(this.#modulation, 0, inSegments(gammaBeta));
  }

  /** For frames that collect no statistics. @param folded a then b of each norm (`foldedStatistics`), in order. */
  setNorms(folded: readonly { readonly values: Float32Array }[]): void {
    this.#device.queue.writeBuffer(this.#norms, 0, inSegments(folded));
  }

  /**
   * The running means and variances after the latest frame that collected any. Allocates: for measuring, not for the
   * frame path.
   */
  async readStatistics(): Promise<NormStatistics> {
    return readStatistics(this.#device, this.#running);
  }

  /** The bind group that reads from `camera`; for an external texture it lives as long as the frame. */
  bindCamera({ kind, texture, sampler }: BoundCamera): GPUBindGroup {
    return this.#group(required(this.#pipelines.imports[kind], `import ${kind}`), 'import', [
      this.frame,
      this.#importShape,
      texture,
      sampler,
      this.input,
      this.#reference,
      this.#motion,
    ]);
  }

  /**
   * Records import and network: 18 dispatches, with renewed statistics 34.
   * @param collect as in the frame's uniforms.
   */
  encode(pass: GPUComputePassEncoder, kind: CameraKind, camera: GPUBindGroup, collect: boolean): void {
    pass.setPipeline(required(this.#pipelines.imports[kind], `import ${kind}`));
    pass.setBindGroup(0, camera);
    const { width, height } = this.size;
    pass.dispatchWorkgroups(
      Math.ceil(width / 4 / importWorkgroup[0]),
      Math.ceil(height / 4 / importWorkgroup[1]),
    );
    this.#current = this.#current === 0 ? 1 : 0;
    for (const { pipeline, group, grid, finalise } of [...this.#steps, this.#lastSteps[this.#current]]) {
      if (finalise && !collect) continue;
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(...grid);
    }
  }

  /** Idempotent. */
  destroy(): void {
    for (const resource of this.#owned.splice(0).reverse()) resource.destroy();
  }

  #buffer(label: string, size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = this.#device.createBuffer({ label, size: Math.ceil(size / 4) * 4, usage });
    this.#owned.push(buffer);
    return buffer;
  }

  #normBuffer(label: string, usage: GPUBufferUsageFlags = 0): GPUBuffer {
    return this.#buffer(label, normBytes, GPUBufferUsage.STORAGE | usage);
  }

  #picture(label: string): GPUTexture {
    const texture = this.#device.createTexture({
      label,
      size: this.size,
      format: pictureFormat,
      usage: GPUTextureUsage.STORAGE_BINDING | GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_SRC,
    });
    this.#owned.push(texture);
    return texture;
  }

  #group(
    pipeline: GPUComputePipeline,
    label: string,
    resources: readonly (GPUBindingResource | GPUBuffer)[],
  ): GPUBindGroup {
    return this.#device.createBindGroup({
      label,
      layout: pipeline.getBindGroupLayout(0),
      entries: resources.map((resource, binding) => ({
        binding,
        resource: resource instanceof GPUBuffer ? { buffer: resource } : resource,
      })),
    });
  }
}
