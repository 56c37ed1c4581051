/**
 * WebGL contexts as tfjs wants them. A context belongs to its canvas and ends with it. That of the visible canvas is also
 * the one tfjs computes on, so that a picture is drawn from where it was computed.
 */

import { isSoftwareName } from '../gpu/software-names';

const attributes: WebGLContextAttributes = {
  alpha: false,
  antialias: false,
  depth: false,
  stencil: false,
  premultipliedAlpha: false,
  // The tap copies a frame in the task that draws it: it need not be kept.
  preserveDrawingBuffer: false,
  powerPreference: 'high-performance',
  // Where the processor would draw, wasm is faster.
  failIfMajorPerformanceCaveat: true,
};

/** Null where there is no WebGL 2, or `canvas` has a context of another kind already. */
export function canvasContext(canvas: OffscreenCanvas): WebGL2RenderingContext | null {
  return canvas.getContext('webgl2', attributes);
}

/**
 * True where the browser says that the processor draws for it. `failIfMajorPerformanceCaveat` does not always tell;
 * browsers that hide the name are told by their speed.
 */
export function isSoftwareContext(gl: WebGL2RenderingContext): boolean {
  const named = gl.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER;
  return isSoftwareName(String(gl.getParameter(named)));
}
