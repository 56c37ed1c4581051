/** WebGPU for Node: Dawn, which Chromium has inside, by the optional package `webgpu`. */

import { ImpastoError } from '../../shared/errors';

/** Pause between two questions whether the GPU is done, ms. */
const pauseMs = 1;

/** Kept: when this is collected as garbage, Dawn takes the process down with it, devices in use or not. */
let kept: GPU | undefined;

/**
 * Loads Dawn and puts the names of WebGPU (`GPUBuffer`, `GPUBufferUsage` …) into the global scope.
 * @throws ImpastoError `no-backend` when the package is not installed, or does not run on this system.
 */
export async function loadDawn(): Promise<GPU> {
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    pausePolling();
    return (kept ??= create([]));
  } catch (cause) {
    throw new ImpastoError(
      'no-backend',
      'WebGPU needs the package “webgpu”, which is missing or does not run on this system: run “npm install webgpu”.',
      { cause },
    );
  }
}

/**
 * Dawn asks the GPU whether it is done by the global `setImmediate`, again and again without a pause: that takes a whole
 * core from whoever decodes, encodes and, where the GPU is drawn by the processor, paints.
 */
function pausePolling(): void {
  const later = (callback: (...args: unknown[]) => void, ...args: unknown[]): NodeJS.Timeout =>
    setTimeout(callback, pauseMs, ...args);
  Object.assign(globalThis, { setImmediate: later });
}
