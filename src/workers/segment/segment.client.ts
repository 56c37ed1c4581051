/** The typed face of the segment worker. Owns the worker; `destroy()` ends it. */
import type { ImpastoError } from '../../shared/errors';
import type { SegmentCalls } from './segment.protocol';
import { WorkerCalls } from '../rpc/worker-calls';
import type { WorkerPort } from '../rpc/worker-port';

function spawnWorker(): Worker {
  return new Worker(new URL('./segment.worker.ts', import.meta.url), { type: 'module', name: 'segment' });
}

/** A worker that has not opened by then is given up, ms: it fetches a megabyte, maybe over a slow line. */
const openPatienceMs = 120_000;

export class SegmentClient {
  readonly #calls: WorkerCalls<SegmentCalls, never>;

  /** @param spawn makes the worker; for tests. */
  constructor(onCrash: (error: ImpastoError) => void, spawn: () => WorkerPort = spawnWorker) {
    this.#calls = new WorkerCalls(spawn(), () => undefined, onCrash);
  }

  /**
   * Fetches (about 1 MB, kept for offline use) and starts network and runtime.
   * @throws ImpastoError `model-download`, `model-corrupt`, `unsupported`, `worker-lost`; AbortError.
   */
  async open(signal?: AbortSignal): Promise<void> {
    await this.#calls.call('open', {}, [], signal, openPatienceMs);
  }

  /** Answers the engine at the other end of `port`, which is transferred. */
  connect(port: MessagePort): void {
    this.#calls.call('connect', { port }, [port]).catch(() => undefined);
  }

  /** Idempotent. */
  destroy(): void {
    this.#calls.destroy();
  }
}
