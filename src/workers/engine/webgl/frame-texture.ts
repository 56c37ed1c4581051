/**
 * The camera's frame as a texture, uploaded by the browser without a detour over main memory. Owns the texture;
 * `destroy()` frees it. Frames stay the caller's.
 */

import { sampleEdges } from './drawn-texture';
import type { FrameSource } from '../../networks/types';

/** `rotation` (degrees) and `flip` of a VideoFrame (WebCodecs), which the DOM types do not have yet. */
type TurnedFrame = VideoFrame & { readonly rotation?: number; readonly flip?: boolean };

export class FrameTexture {
  readonly #gl: WebGL2RenderingContext;
  #texture: WebGLTexture | undefined;
  /** False once this browser has refused a video frame. */
  #takesFrames = true;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
  }

  /** Uploads `frame`; the same texture each time, with row 0 at the top of the picture. */
  async upload(frame: FrameSource): Promise<WebGLTexture> {
    if (this.#takesFrames && !isTurned(frame)) {
      try {
        return this.#fill(frame);
      } catch (error) {
        // Not every browser lists VideoFrame among the sources of a texture.
        if (!(error instanceof TypeError) || !('displayWidth' in frame)) throw error;
        this.#takesFrames = false;
      }
    }
    if (!('displayWidth' in frame)) return this.#fill(frame);
    const bitmap = await createImageBitmap(frame);
    try {
      return this.#fill(bitmap);
    } finally {
      bitmap.close();
    }
  }

  /** Idempotent. */
  destroy(): void {
    if (this.#texture) this.#gl.deleteTexture(this.#texture);
    this.#texture = undefined;
  }

  #fill(frame: FrameSource): WebGLTexture {
    const gl = this.#gl;
    const made = this.#texture === undefined;
    const texture = (this.#texture ??= gl.createTexture());
    gl.bindTexture(gl.TEXTURE_2D, texture);
    if (made) sampleEdges(gl, gl.LINEAR);
    try {
      // A type that does not know VideoFrame. Not texSubImage2D: Chromium copies a frame from GPU to GPU for this call only.
      const source = frame as unknown as ImageBitmap;
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, source);
    } finally {
      gl.bindTexture(gl.TEXTURE_2D, null);
    }
    return texture;
  }
}

/** Whether the browser must turn the frame before its pixels lie as it is shown: uploads leave that out. */
function isTurned(frame: FrameSource): boolean {
  const { rotation = 0, flip = false } = frame as TurnedFrame;
  return rotation !== 0 || flip;
}
