/** Waiting for a WebGL context without blocking its thread. */

/** How often a frame that is being drawn is asked for, ms. Browsers make it 4 after a few rounds. */
const pollMs = 1;

/**
 * Resolves when the GPU has done all it was asked for so far; at once when the context is lost, which is reported by
 * its canvas's event.
 */
export async function gpuDone(gl: WebGL2RenderingContext): Promise<void> {
  const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!sync) return;
  // Without it the fence may never be sent to the GPU.
  gl.flush();
  try {
    // Browsers let a fence change between tasks only, so a longer timeout would wait in vain.
    while (!gl.isContextLost() && gl.clientWaitSync(sync, 0, 0) === gl.TIMEOUT_EXPIRED) {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  } finally {
    gl.deleteSync(sync);
  }
}
