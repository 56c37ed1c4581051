/**
 * What the transformer holds at one size: activations, statistics, pictures, and how its layers are cut into workgroups.
 * Owns all of it; `destroy()` frees it.
 *
 * h × w is the picture; "half" is [h/2, w/2], "quarter" [h/4, w/4].
 */

import type { Size } from '../../../../shared/picture';
import { frameUniformBytes } from '../frame/frame-uniforms';
import { pictureFormat } from '../kernels/picture.wgsl';
import type { KernelStyle } from '../kernels/source';
import { convolutionGrid, pictureGrid, separableGrid } from './dispatch-grid';
import type { Grid } from './dispatch-grid';
import { shapesBytes, writeShapes } from './layer-shapes';
import { convolutions, separables } from './layer-pipelines';
import { normBytes } from './norm-segments';

type Layer = 'c0' | 'c1' | 'block' | 'u' | 'e' | 'picture';
type ShapeName = 'import' | 'c0' | 'c1' | 'block' | 'u' | 'uNorm' | 'e';

/** The second style's share of each place, f32, [h/2, w/2] and [h/4, w/4]. */
export interface StyleShares {
  readonly half: GPUBuffer;
  readonly quarter: GPUBuffer;
}

export class NetworkMemory {
  readonly grids: Readonly<Record<Layer, Grid>>;
  readonly shapes: Readonly<Record<ShapeName, GPUBufferBinding>>;
  /** Uniforms of the frame. */
  readonly frame: GPUBuffer;
  /** γ and β, running means and variances, a and b: one segment per norm each. */
  readonly modulation: GPUBuffer;
  readonly running: GPUBuffer;
  readonly norms: GPUBuffer;
  readonly partials: GPUBuffer;
  /** [h/2, w/2, 12], the camera's picture as the network sees it, and what the held picture was made from. */
  readonly input: GPUBuffer;
  readonly reference: GPUBuffer;
  readonly motion: GPUBuffer;
  readonly c0: GPUBuffer;
  readonly c1: GPUBuffer;
  readonly a: GPUBuffer;
  readonly residuals: readonly [GPUBuffer, GPUBuffer];
  readonly u: GPUBuffer;
  readonly textures: readonly [GPUTexture, GPUTexture];
  readonly views: readonly [GPUTextureView, GPUTextureView];
  readonly #device: GPUDevice;
  readonly size: Size;
  readonly #owned: { destroy(): void }[] = [];
  #shares: StyleShares | undefined;

  constructor(device: GPUDevice, style: KernelStyle, size: Size) {
    this.#device = device;
    this.size = size;
    const quarter = { width: size.width / 4, height: size.height / 4 };
    const half = { width: size.width / 2, height: size.height / 2 };
    const bytesPerNumber = style.precision === 'f16' ? 2 : 4;
    const activation = (label: string, { width, height }: Size, channels: number): GPUBuffer =>
      this.#buffer(label, width * height * channels * bytesPerNumber, GPUBufferUsage.STORAGE);

    const grids = (this.grids = {
      c0: convolutionGrid(convolutions.c0, half, style),
      c1: convolutionGrid(convolutions.c1, quarter, style),
      block: separableGrid(separables.second, quarter, style),
      u: convolutionGrid(convolutions.u, quarter, style),
      e: separableGrid(separables.e, half, style),
      picture: pictureGrid(half, style),
    });
    this.frame = this.#buffer('frame', frameUniformBytes, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    this.modulation = this.#normBuffer('modulation', GPUBufferUsage.COPY_DST);
    this.running = this.#normBuffer('running statistics', GPUBufferUsage.COPY_SRC);
    this.norms = this.#normBuffer('norms', GPUBufferUsage.COPY_DST);
    this.partials = this.#buffer(
      'partial sums',
      Math.max(...Object.values(grids).map(({ partialBytes }) => partialBytes)),
      GPUBufferUsage.STORAGE,
    );
    this.input = activation('input', half, 12);
    this.reference = activation('reference', half, 12);
    this.motion = this.#buffer('motion', (1 + quarter.width * quarter.height) * 4, GPUBufferUsage.STORAGE);
    this.c0 = activation('c0', half, 24);
    this.c1 = activation('c1', quarter, 64);
    this.a = activation('block a', quarter, 64);
    this.residuals = [activation('residual 0', quarter, 64), activation('residual 1', quarter, 64)];
    this.u = activation('u', half, 24);

    const sizes = {
      import: [half, quarter, 0],
      c0: [half, half, grids.c0.rows],
      c1: [half, quarter, grids.c1.rows],
      block: [quarter, quarter, grids.block.rows],
      u: [quarter, quarter, grids.u.rows],
      uNorm: [quarter, half, grids.u.rows],
      e: [half, half, grids.e.rows],
    } as const;
    this.shapes = writeShapes(
      device,
      this.#buffer('shapes', shapesBytes(sizes), GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST),
      sizes,
    );
    this.textures = [this.#picture('picture 0', size), this.#picture('picture 1', size)];
    this.views = [this.textures[0].createView(), this.textures[1].createView()];
  }

  /** The output of a block's second convolution: c1 is read last by the dispatch before it is first written. */
  get b(): GPUBuffer {
    return this.c1;
  }

  /** The last separable convolution's output: c0 is read long before. */
  get e(): GPUBuffer {
    return this.c0;
  }

  /** Filled for looks with two styles; allocated when first asked for. */
  get shares(): StyleShares {
    const { width, height } = this.size;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.#shares ??= {
      half: this.#buffer('shares, half', width * height, usage),
      quarter: this.#buffer('shares, quarter', (width * height) / 4, usage),
    };
    return this.#shares;
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

  #normBuffer(label: string, usage: GPUBufferUsageFlags): GPUBuffer {
    return this.#buffer(label, normBytes, GPUBufferUsage.STORAGE | usage);
  }

  #picture(label: string, size: Size): GPUTexture {
    const texture = this.#device.createTexture({
      label,
      size,
      format: pictureFormat,
      usage: GPUTextureUsage.STORAGE_BINDING | GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_SRC,
    });
    this.#owned.push(texture);
    return texture;
  }
}
