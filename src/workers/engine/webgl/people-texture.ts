/** Where people are, as a texture for `shaders/present.glsl.ts`. Owns it; `destroy()` frees it. */

import { sampleEdges } from './drawn-texture';
import type { PersonMask } from '../../networks/types';

export class PeopleTexture {
  readonly #gl: WebGL2RenderingContext;
  #texture: WebGLTexture | undefined;
  #held: PersonMask | null = null;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
  }

  /** Uploaded when it is another mask than before; of any content without one. Red is the likelihood, 0..1. */
  of(mask: PersonMask | null): WebGLTexture {
    const gl = this.#gl;
    const made = this.#texture === undefined;
    const texture = (this.#texture ??= gl.createTexture());
    if (!made && (mask === null || mask === this.#held)) return texture;
    const { data, width, height } = mask ?? { data: new Uint8Array(1), width: 1, height: 1 };
    gl.bindTexture(gl.TEXTURE_2D, texture);
    if (made) sampleEdges(gl, gl.LINEAR);
    // Rows of bytes follow each other without a gap; tfjs counts on the default.
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, width, height, 0, gl.RED, gl.UNSIGNED_BYTE, data);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
    gl.bindTexture(gl.TEXTURE_2D, null);
    this.#held = mask;
    return texture;
  }

  /** Idempotent. */
  destroy(): void {
    if (this.#texture) this.#gl.deleteTexture(this.#texture);
    this.#texture = undefined;
    this.#held = null;
  }
}
