/**
 * The camera's frame as something kernels can read: imported where it is when that is possible, else copied into a
 * texture that is kept. Owns that texture; `destroy()` frees it. Frames stay the caller's.
 */

import type { Size } from '../../../../shared/picture';
import { sourceSize } from '../../../networks/pixels/source-canvas';
import { canImportFrames } from '../network/network-pipelines';
import type { BoundCamera } from '../kernels/camera';
import type { FrameSource } from '../../../networks/types';

export class CameraTexture {
  readonly #device: GPUDevice;
  readonly #sampler: GPUSampler;
  readonly #imports = canImportFrames();
  #copy: { readonly texture: GPUTexture; readonly bound: BoundCamera } | undefined;

  constructor(device: GPUDevice) {
    this.#device = device;
    this.#sampler = device.createSampler({ label: 'camera', magFilter: 'linear', minFilter: 'linear' });
  }

  /**
   * A frame that `bind` takes: `frame` itself, or a bitmap of it (the receiver closes it) where video frames can
   * neither be imported nor copied.
   */
  async prepare(frame: FrameSource): Promise<FrameSource> {
    return isVideoFrame(frame) && !this.#imports ? createImageBitmap(frame) : frame;
  }

  /** Bindable until `frame` is closed (imported) or the next call (copied; the same object while the size stays). */
  bind(frame: FrameSource): BoundCamera {
    if (isVideoFrame(frame) && this.#imports) {
      return {
        kind: 'external',
        texture: this.#device.importExternalTexture({ source: frame }),
        sampler: this.#sampler,
      };
    }
    const size = sourceSize(frame);
    const { texture, bound } = this.#copyOf(size);
    this.#device.queue.copyExternalImageToTexture({ source: frame }, { texture }, size);
    return bound;
  }

  /** Pixels in main memory, RGBA of `size`. As `bind`, copied. */
  upload(data: Uint8ClampedArray<ArrayBuffer>, size: Size): BoundCamera {
    const { texture, bound } = this.#copyOf(size);
    this.#device.queue.writeTexture({ texture }, data, { bytesPerRow: size.width * 4 }, size);
    return bound;
  }

  /** Idempotent. */
  destroy(): void {
    this.#copy?.texture.destroy();
    this.#copy = undefined;
  }

  #copyOf(size: Size): { readonly texture: GPUTexture; readonly bound: BoundCamera } {
    const kept = this.#copy?.texture;
    if (this.#copy && kept?.width === size.width && kept.height === size.height) return this.#copy;
    kept?.destroy();
    const texture = this.#device.createTexture({
      label: 'camera',
      size,
      format: 'rgba8unorm',
      // Copying from an image is a render pass inside.
      usage: GPUTextureUsage.COPY_DST | GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.RENDER_ATTACHMENT,
    });
    const bound = { kind: 'copied', texture: texture.createView(), sampler: this.#sampler } as const;
    this.#copy = { texture, bound };
    return this.#copy;
  }
}

export function isVideoFrame(frame: FrameSource): frame is VideoFrame {
  return 'displayWidth' in frame;
}
