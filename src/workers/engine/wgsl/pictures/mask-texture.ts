/** Where people are, as a texture for `present.wgsl.ts`. Owns it; `destroy()` frees it. Made anew when the size changes. */
import type { Size } from '../../../../shared/picture';
import type { PersonMask } from '../../../networks/types';

export class MaskTexture {
  readonly #device: GPUDevice;
  #kept: { readonly texture: GPUTexture; readonly view: GPUTextureView } | undefined;
  #held: PersonMask | null = null;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** The mask's view, uploaded when it is another one than before; of any content without a mask. */
  view(mask: PersonMask | null): GPUTextureView {
    if (!mask) return (this.#kept ?? this.#make({ width: 1, height: 1 })).view;
    const { data, width, height } = mask;
    let kept = this.#kept;
    if (kept?.texture.width !== width || kept.texture.height !== height) kept = this.#make({ width, height });
    if (mask !== this.#held)
      this.#device.queue.writeTexture(
        { texture: kept.texture },
        data,
        { bytesPerRow: width },
        { width, height },
      );
    this.#held = mask;
    return kept.view;
  }

  /** Idempotent. */
  destroy(): void {
    this.#kept?.texture.destroy();
    this.#kept = undefined;
    this.#held = null;
  }

  #make(size: Size): { readonly texture: GPUTexture; readonly view: GPUTextureView } {
    this.destroy();
    const texture = this.#device.createTexture({
      label: 'people',
      size,
      format: 'r8unorm',
      usage: GPUTextureUsage.COPY_DST | GPUTextureUsage.TEXTURE_BINDING,
    });
    this.#kept = { texture, view: texture.createView() };
    return this.#kept;
  }
}
