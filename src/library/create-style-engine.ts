/** Starts a `StyleEngine`: gets the networks, starts the worker, chooses a backend and warms it up. */

import { ModelStore } from '../pipeline/engine/model-store';
import type { ModelProgress } from '../pipeline/engine/model-store';
import { throwIfAborted } from '../shared/async/abort';
import { ImpastoError } from '../shared/errors';
import type { Size } from '../shared/picture';
import { EngineClient } from '../workers/engine/engine.client';
import type { WorkerPort } from '../workers/rpc/worker-port';
import type { EngineProgress } from '../workers/engine/engine.protocol';
import { StyleEngine } from './style-engine';
import type { BackendChoice, ModelFiles } from '../workers/networks/types';

/** What `onProgress` tells: bytes of the networks first, then each backend that is tried. */
export type StartProgress = ({ readonly step: 'download' } & ModelProgress) | EngineProgress;

/** Options of {@link createStyleEngine}. */
export interface StyleEngineOptions {
  /**
   * Where `present` paints. It belongs to the worker for good: no other context may be asked of it, and a new engine
   * needs a new canvas. Null for an engine that only paints stills.
   */
  readonly canvas: HTMLCanvasElement | OffscreenCanvas | null;
  /**
   * Folder of `models.json` and the networks, absolute or relative to the page; default `models/`. They are checked by
   * SHA-256 and kept in Cache Storage.
   */
  readonly modelsUrl?: string | URL;
  /** The networks as bytes, when the page loads them itself; copied. `modelsUrl` does not count then. */
  readonly models?: ModelFiles;
  /** `auto` (default) takes the first of webgpu, webgl, wasm, cpu that computes right and fast enough. */
  readonly backend?: BackendChoice;
  /**
   * Size of the first frame, px, both sides multiples of 4 in 16..4096; default 256 × 256. Its shaders are compiled
   * beforehand.
   */
  readonly warmUp?: Size;
  readonly onProgress?: (progress: StartProgress) => void;
  /** Ends the start: it rejects with an AbortError and leaves nothing behind. The finished engine does not heed it. */
  readonly signal?: AbortSignal;
  /**
   * Makes the worker from `engine-worker.js`, where a bundler or another host keeps it elsewhere than beside the entry.
   */
  readonly createWorker?: () => WorkerPort;
}

/**
 * Starts an engine. The caller ends it by `destroy()`.
 * @throws ImpastoError `model-download`, `model-corrupt`, `model-format`, `no-backend`, `engine-lost`, `engine-silent`,
 *   `missing-part` (the worker's file), `invalid-argument` (a canvas that has a context, an illegal size); AbortError.
 */
export async function createStyleEngine(options: StyleEngineOptions): Promise<StyleEngine> {
  const { onProgress, signal, createWorker, backend = 'auto', warmUp } = options;
  throwIfAborted(signal);
  const models = options.models ?? (await loadModels(options.modelsUrl ?? 'models/', onProgress, signal));
  throwIfAborted(signal);
  const client = await EngineClient.create({
    canvas: offscreen(options.canvas),
    models,
    backend,
    ...(warmUp && { warmUp }),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
    ...(createWorker && { spawn: createWorker }),
  });
  return new StyleEngine(client);
}

function loadModels(
  url: string | URL,
  onProgress: StyleEngineOptions['onProgress'],
  signal: AbortSignal | undefined,
): Promise<ModelFiles> {
  return modelStoreAt(url).load({
    ...(onProgress && { onProgress: (progress) => onProgress({ step: 'download', ...progress }) }),
    ...(signal && { signal }),
  });
}

/** @param url folder of `models.json`, with or without a slash at the end. */
export function modelStoreAt(url: string | URL): ModelStore {
  const text = String(url);
  return new ModelStore({ baseUrl: text === '' || text.endsWith('/') ? text : `${text}/` });
}

function offscreen(canvas: StyleEngineOptions['canvas']): OffscreenCanvas | null {
  if (!canvas || !('transferControlToOffscreen' in canvas)) return canvas;
  try {
    return canvas.transferControlToOffscreen();
  } catch (cause) {
    throw new ImpastoError(
      'invalid-argument',
      'The canvas has a context or another engine already: make a new one.',
      { cause },
    );
  }
}
