/**
 * Keeps an engine running: loads the networks once, builds an engine with a canvas of its own, replaces it when the
 * backend is changed (the old one draws until the new one is warm) and when it was lost. Owns the engine and its
 * canvas; `destroy()` frees both.
 */
import { delay, isAbortError } from '../../shared/async/abort';
import { isImpastoError, messageOf } from '../../shared/errors';
import { Latest } from '../../shared/async/latest';
import type { Size } from '../../shared/picture';
import { EngineClient } from '../../workers/engine/engine.client';
import type { WorkerPort } from '../../workers/rpc/worker-port';
import { isOutOfMemory } from '../../shared/out-of-memory';
import { networkHash } from './network-hash';
import { PaintWatch } from './paint-watch';
import type { Watched } from './paint-watch';
import type { EngineProblem, EngineState } from '../api/session-state';
import type { Backend, BackendChoice, ModelFiles } from '../../workers/networks/types';
import { backends } from '../../workers/networks/types';

export interface Progress {
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

export type ModelLoader = (
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
) => Promise<ModelFiles>;

/** Gets the network that HQ stills are optimised through, verified. */
export type PerceptualNetworkLoader = (
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
) => Promise<ArrayBuffer>;

/** Where a session's networks come from. */
export interface NetworkLoaders {
  readonly engine: ModelLoader;
  readonly perceptual: PerceptualNetworkLoader;
}

export interface RunningEngine {
  readonly client: EngineClient;
  readonly canvas: HTMLCanvasElement;
}

export interface EngineSupervisorEvents {
  /** How long the engine may take for a frame, ms; null while none is asked of it. */
  readonly patience: () => number | null;
  /** `state` or `running` changed. */
  readonly onChange: () => void;
  /** The engine on `backend` was lost, or failed on its frames (with this error); a new one is being built. */
  readonly onRestart: (error: unknown, backend?: Backend) => void;
}

/** Losses in a row after which the user is asked instead of trying again. */
const maxRestarts = 3;
/** An engine that took longer to warm up is not waited for when it was lost, ms: wasm draws meanwhile. */
const slowWarmUpMs = 2000;
/** How often the progress of loading is told, ms: files come in hundreds of pieces. */
const progressEveryMs = 100;
/** How often a part of the app that cannot be fetched is tried again before the person is asked, and after how long, ms. */
const fetchAgainMs = [500, 2000];
/** An engine that ran this long counts as healthy again, ms. */
const healthyMs = 30_000;

export class EngineSupervisor {
  readonly #loadModels: ModelLoader;
  readonly #events: EngineSupervisorEvents;
  readonly #spawn: (() => WorkerPort) | undefined;
  #state: EngineState = { kind: 'loading', loadedBytes: 0, totalBytes: 0 };
  #running: RunningEngine | null = null;
  #models: ModelFiles | null = null;
  #network = '';
  /** Aborts the build in progress; also tells a late build that it is not current. */
  readonly #build = new Latest();
  readonly #watch = new PaintWatch(
    () => this.#watched(),
    (error) => this.framesFail(error),
  );
  #restarts = 0;
  /** Backends that failed while they ran: passed over until a person asks for another try. */
  readonly #skipped = new Set<Backend>();
  #onFramesFail: ((error: unknown) => void) | null = null;

  /** @param spawn makes the worker; for tests. */
  constructor(loadModels: ModelLoader, events: EngineSupervisorEvents, spawn?: () => WorkerPort) {
    this.#spawn = spawn;
    this.#loadModels = loadModels;
    this.#events = events;
  }

  get state(): EngineState {
    return this.#state;
  }

  get running(): RunningEngine | null {
    return this.#running;
  }

  /** SHA-256 of the networks that make style codes, hexadecimal; empty until they are loaded, or without a hash. */
  get network(): string {
    return this.#network;
  }

  /**
   * Builds an engine on `backend` and swaps it in. Never rejects: trouble is in `state`.
   * @param warmUpSize asked when the networks are there: by then the source's shape is known, and the size that is
   *   warmed up is the size of the first frame
   */
  async start(backend: BackendChoice, warmUpSize: () => Size): Promise<void> {
    this.#skipped.clear();
    await this.#start(backend, warmUpSize);
  }

  async #start(backend: BackendChoice, warmUpSize: () => Size, again = fetchAgainMs): Promise<void> {
    const signal = this.#build.begin();
    const canvas = document.createElement('canvas');
    let trying: Backend | undefined;
    try {
      this.#models ??= await this.#load(signal);
      signal.throwIfAborted();
      this.#setState({ kind: 'warming' });
      const warmUp = warmUpSize();
      canvas.width = warmUp.width;
      canvas.height = warmUp.height;
      const client = await EngineClient.create({
        canvas: canvas.transferControlToOffscreen(),
        models: this.#models,
        backend,
        skip: [...this.#skipped],
        warmUp,
        onProgress: (progress) => (trying = progress.backend),
        signal,
        ...(this.#spawn && { spawn: this.#spawn }),
      });
      if (signal.aborted) {
        client.destroy();
        return;
      }
      const startedAt = performance.now();
      client.onLost((error) => {
        if (this.#running?.client === client)
          void this.#restart(backend, warmUpSize, error, { startedAt, ...client.info });
      });
      this.#onFramesFail = (error) =>
        void this.#restart(backend, warmUpSize, error, { startedAt, ...client.info });
      const old = this.#running;
      this.#running = { client, canvas };
      const { backend: running, engine, abilities, tried } = client.info;
      this.#setState({ kind: 'ready', backend: running, engine, abilities, refused: tried });
      old?.client.destroy();
    } catch (error) {
      if (signal.aborted || isAbortError(error)) return;
      if (isOutOfMemory(error)) {
        // Once more, with less to do: whoever hears of the restart lowers the detail.
        await this.#restart(backend, warmUpSize, error, neverRan());
        return;
      }
      if (trying && isImpastoError(error, 'engine-silent')) {
        await this.#restart(backend, warmUpSize, error, { ...neverRan(), backend: trying });
        return;
      }
      const [wait, ...later] = again;
      if (isImpastoError(error, 'missing-part') && wait !== undefined) {
        try {
          await delay(wait, signal);
        } catch {
          return;
        }
        // A new worker: this one would be given the same failed part again.
        await this.#start(backend, warmUpSize, later);
        return;
      }
      this.#stop();
      this.#setState({ kind: 'failed', problem: problemOf(error), detail: messageOf(error) });
    }
  }

  /** The running engine keeps failing on frames: a fresh one, on the next backend if need be, is the only way on. */
  framesFail(error: unknown): void {
    this.#onFramesFail?.(error);
  }

  destroy(): void {
    this.#watch.destroy();
    this.#build.cancel();
    this.#stop();
  }

  #watched(): Watched | null {
    const patienceMs = this.#events.patience();
    return patienceMs !== null && this.#running ? { engine: this.#running.client, patienceMs } : null;
  }

  async #load(signal: AbortSignal): Promise<ModelFiles> {
    this.#setState({ kind: 'loading', loadedBytes: 0, totalBytes: 0 });
    let settled = false;
    let toldAt = -Infinity;
    const models = await this.#loadModels((progress) => {
      // When one file failed, the others still come in: they must not hide the failure.
      if (signal.aborted || settled || performance.now() - toldAt < progressEveryMs) return;
      toldAt = performance.now();
      this.#setState({ kind: 'loading', ...progress });
    }, signal).finally(() => (settled = true));
    this.#network = await networkHash(models);
    return models;
  }

  async #restart(
    backend: BackendChoice,
    warmUpSize: () => Size,
    error: unknown,
    { startedAt, warmUpMs, backend: ran }: Ran,
  ): Promise<void> {
    this.#stop();
    this.#restarts = performance.now() - startedAt > healthyMs ? 1 : this.#restarts + 1;
    const silent = isImpastoError(error, 'engine-silent');
    // One that never answers is not asked again; one that fails on frames has a second try.
    if (ran && (silent || (isFrameFault(error) && this.#restarts > 1))) this.#skipped.add(ran);
    const next = this.#skipped.size > 0 ? 'auto' : backend;
    if (this.#restarts > maxRestarts || this.#skipped.size === backends.length) {
      this.#restarts = 0;
      this.#setState({ kind: 'failed', problem: problemOf(error), detail: messageOf(error) });
      return;
    }
    this.#events.onRestart(error, ran);
    if (warmUpMs > slowWarmUpMs && this.#skipped.size === 0) {
      const bridge = this.#start('wasm', warmUpSize);
      const { signal } = this.#build;
      await bridge;
      // Another backend was chosen meanwhile, or everything was closed.
      if (signal.aborted) return;
    }
    await this.#start(next, warmUpSize);
  }

  #stop(): void {
    this.#running?.client.destroy();
    this.#running = null;
    this.#onFramesFail = null;
  }

  #setState(state: EngineState): void {
    this.#state = state;
    this.#events.onChange();
  }
}

/** How an engine did that is replaced. */
interface Ran {
  readonly startedAt: number;
  readonly warmUpMs: number;
  /** Absent when none was begun with. */
  readonly backend?: Backend;
}

function neverRan(): Ran {
  return { startedAt: performance.now(), warmUpMs: 0 };
}

/** Neither a lost device nor short memory: the engine itself computes wrongly. */
function isFrameFault(error: unknown): boolean {
  return !isOutOfMemory(error) && !isImpastoError(error, 'engine-lost');
}

function problemOf(error: unknown): EngineProblem {
  if (isOutOfMemory(error)) return 'out-of-memory';
  if (isImpastoError(error, 'model-download') || isImpastoError(error, 'missing-part'))
    return 'models-unreachable';
  if (isImpastoError(error, 'model-corrupt') || isImpastoError(error, 'model-format'))
    return 'models-damaged';
  if (isImpastoError(error, 'no-backend')) return 'no-backend';
  if (isImpastoError(error, 'engine-lost')) return 'engine-lost';
  return 'engine-failed';
}
