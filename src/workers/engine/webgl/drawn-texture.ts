/** A texture that shaders draw into. Owns it and its framebuffer; `destroy()` frees both. Made anew for another size. */

import type { Size } from '../../../shared/picture';
import type { Target } from './full-pass';

/** `half` and `float` need the extensions that tfjs enables. */
export type TexelFormat = 'bytes' | 'half' | 'float';

export class DrawnTexture {
  readonly #gl: WebGL2RenderingContext;
  readonly #format: TexelFormat;
  #kept: { readonly texture: WebGLTexture; readonly target: Target } | undefined;

  /** @param format of its four channels. Bytes are smoothed when sampled. */
  constructor(gl: WebGL2RenderingContext, format: TexelFormat) {
    this.#gl = gl;
    this.#format = format;
  }

  /** The texture and where to draw to fill it; good until it is asked for in another size. px */
  sized({ width, height }: Size): { readonly texture: WebGLTexture; readonly target: Target } {
    const kept = this.#kept;
    if (kept?.target.width === width && kept.target.height === height) return kept;
    this.destroy();
    const gl = this.#gl;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    const formats = { bytes: gl.RGBA8, half: gl.RGBA16F, float: gl.RGBA32F } as const;
    gl.texStorage2D(gl.TEXTURE_2D, 1, formats[this.#format], width, height);
    sampleEdges(gl, this.#format === 'bytes' ? gl.LINEAR : gl.NEAREST);
    gl.bindTexture(gl.TEXTURE_2D, null);
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    this.#kept = { texture, target: { framebuffer, width, height } };
    return this.#kept;
  }

  /** Idempotent. */
  destroy(): void {
    if (!this.#kept) return;
    this.#gl.deleteFramebuffer(this.#kept.target.framebuffer);
    this.#gl.deleteTexture(this.#kept.texture);
    this.#kept = undefined;
  }
}

/** How the bound texture is sampled: one level, its edge pixels repeated. */
export function sampleEdges(gl: WebGL2RenderingContext, filter: GLenum): void {
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
}
