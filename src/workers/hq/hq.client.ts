/** The typed face of the HQ worker. Owns the worker: `destroy()` ends it and rejects what is pending. */

import { throwIfAborted, withinTime } from '../../shared/async/abort';
import { ImpastoError } from '../../shared/errors';
import type { RgbaPicture } from '../../shared/picture';
import type {
  HqCalls,
  FileNote,
  FileType,
  SavedHqRun,
  HqInfo,
  HqOrder,
  HqOutcome,
  HqProgress,
  HqEvent,
} from './hq.protocol';
import { picturesOf } from './order-pictures';
import { WorkerCalls } from '../rpc/worker-calls';
import type { WorkerPort } from '../rpc/worker-port';
import type { BackendChoice, EngineMemory } from '../networks/types';

export type * from './hq.protocol';

export interface HqClientOptions {
  /** Verified safetensors bytes, ours or a VGG-19; copied. */
  readonly lossNetwork: ArrayBuffer;
  /** `auto` takes the first of webgpu, webgl, wasm, cpu that computes right. */
  readonly backend?: BackendChoice;
  readonly signal?: AbortSignal;
  /** Makes the worker; for tests. */
  readonly spawn?: () => WorkerPort;
}

/** How to follow a run, and how to end it. */
export interface HqRunOptions {
  /** Cancels the run; everything it held in the worker is freed. */
  readonly signal?: AbortSignal;
  /** What `saveState` gave for the same job: the run goes on from there. Copied. */
  readonly state?: ArrayBuffer;
  /** After each iteration. */
  readonly onProgress?: (progress: HqProgress) => void;
  /** The picture so far, at the size of the scale at hand but no larger than `previewSide`. */
  readonly onPreview?: (picture: RgbaPicture) => void;
  /** ms between previews; default 1000. */
  readonly previewMs?: number;
}

/** A worker that has not started by then is given up, ms: a phone may take 20 s to try each of the four backends. */
const silentStartMs = 90_000;

function spawnWorker(): Worker {
  return new Worker(new URL('./hq.worker.ts', import.meta.url), { type: 'module', name: 'hq' });
}

/** All methods reject with `ImpastoError`, or with an AbortError when their signal aborts. */
export class HqClient {
  readonly #calls: WorkerCalls<HqCalls, HqEvent>;
  #info: HqInfo | undefined;
  #following: HqRunOptions | undefined;

  private constructor(worker: WorkerPort) {
    this.#calls = new WorkerCalls<HqCalls, HqEvent>(
      worker,
      (event) => {
        if (event.kind === 'progress') this.#following?.onProgress?.(event.progress);
        else this.#following?.onPreview?.(event.picture);
      },
      () => undefined,
      'engine-lost',
    );
  }

  /**
   * Starts the worker, chooses a backend and loads the network.
   * @throws ImpastoError `no-backend`, `model-format`, `engine-lost`, `engine-silent` (no answer within 90 s);
   *   AbortError.
   */
  static async create(options: HqClientOptions): Promise<HqClient> {
    const { lossNetwork, backend = 'auto', signal } = options;
    throwIfAborted(signal);
    const client = new HqClient((options.spawn ?? spawnWorker)());
    const onAbort = (): void => client.destroy();
    signal?.addEventListener('abort', onAbort);
    try {
      client.#info = await withinTime(client.#calls.call('open', { lossNetwork, backend }), silentStartMs);
      return client;
    } catch (error) {
      client.destroy();
      throwIfAborted(signal);
      if (error instanceof DOMException && error.name === 'TimeoutError')
        throw new ImpastoError('engine-silent', `The HQ worker gave ${error.message}.`, { cause: error });
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  get info(): HqInfo {
    if (!this.#info) throw new ImpastoError('destroyed', 'The HQ worker did not start.');
    return this.#info;
  }

  /**
   * Computes a still; one at a time. Takes ownership of the order's bitmaps and frames. With a signal that aborts,
   * rejects once the worker has freed everything.
   * @throws ImpastoError `invalid-argument`, `engine-busy`, `engine-failed`, `engine-lost`, `destroyed`; AbortError.
   */
  async start(order: HqOrder, options: HqRunOptions = {}): Promise<HqOutcome> {
    const { state = null, previewMs = 1000 } = options;
    const bitmaps = picturesOf(order).flatMap((picture) => ('data' in picture ? [] : [picture]));
    try {
      return await this.#follow(options, () =>
        this.#calls.call('start', { order, state, previewMs }, bitmaps),
      );
    } finally {
      // Closing what was transferred does nothing, and what was never sent must not stay open.
      for (const bitmap of bitmaps) bitmap.close();
    }
  }

  /** What a run with `keepAs` left behind when its page was closed; undefined when there is nothing. */
  async saved(): Promise<SavedHqRun | undefined> {
    return (await this.#calls.call('saved', {})) ?? undefined;
  }

  /** Continues the saved run. @param memoryBytes replaces the order's. @throws as `start`; ImpastoError `storage`. */
  async startSaved(
    options: Omit<HqRunOptions, 'state'> & { readonly memoryBytes?: number } = {},
  ): Promise<HqOutcome> {
    const { previewMs = 1000, memoryBytes = null } = options;
    return this.#follow(options, () => this.#calls.call('startSaved', { previewMs, memoryBytes }));
  }

  /**
   * The finished still as a file.
   * @param quality 0..1, for JPEG and WebP.
   * @throws ImpastoError `invalid-argument` when there is none, `storage` when it is too large.
   */
  async encode(
    type: FileType,
    quality: number,
    note: FileNote,
  ): Promise<{ readonly bytes: ArrayBuffer; readonly type: FileType }> {
    return this.#calls.call('encode', { type, quality, note });
  }

  async #follow(options: HqRunOptions, begin: () => Promise<HqOutcome>): Promise<HqOutcome> {
    const { signal } = options;
    throwIfAborted(signal);
    if (this.#following) throw new ImpastoError('engine-busy', 'A still is being computed already.');
    this.#following = options;
    const onAbort = (): void => void this.#calls.call('cancel', {}).catch(() => undefined);
    signal?.addEventListener('abort', onAbort);
    try {
      return await begin();
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#following = undefined;
    }
  }

  /** Stops before the next iteration; without a run, does nothing. */
  async pause(): Promise<void> {
    await this.#calls.call('pause', {});
  }

  async resume(): Promise<void> {
    await this.#calls.call('resume', {});
  }

  /** Ends the run early: `start` resolves with the picture so far, `ending: 'kept'`. */
  async keep(): Promise<void> {
    await this.#calls.call('keep', {});
  }

  /** Ends the run without a result: `start` rejects with an AbortError. Resolves when everything is freed. */
  async cancel(): Promise<void> {
    await this.#calls.call('cancel', {});
  }

  /** The run's state as a file to keep, for `HqRunOptions.state`; undefined when no run has begun. */
  async saveState(): Promise<ArrayBuffer | undefined> {
    return (await this.#calls.call('saveState', {})) ?? undefined;
  }

  /** Tensors and bytes held by the worker. */
  async memory(): Promise<EngineMemory> {
    return this.#calls.call('memory', {});
  }

  /** Ends the worker and frees all it held; pending calls reject with `destroyed`. Idempotent. */
  destroy(): void {
    this.#calls.destroy();
  }
}
