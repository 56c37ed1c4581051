/**
 * The typed face of the record worker: one take, from `start` to `stop`, or the rescue of one that was cut off. Owns
 * the worker; `destroy()` ends it, and what was written so far stays to be recovered.
 */
import type { ImpastoError } from '../../shared/errors';
import type { FinishedTake, RecordCalls, RecordEvent } from './record.protocol';
import { clockUs } from '../rpc/tap.protocol';
import { WorkerCalls } from '../rpc/worker-calls';
import type { WorkerPort } from '../rpc/worker-port';

export type * from './record.protocol';
export { takeBitrate, takesFolder } from './record.protocol';

/** What a worker tells while it records. */
export interface RecordListener {
  readonly onEvent: (event: RecordEvent) => void;
  /** The worker is gone; the file can be recovered. */
  readonly onCrash: (error: ImpastoError) => void;
}

/** A worker that has not begun a take by then will not, ms: an encoder or a disk hangs. */
const startPatienceMs = 15_000;

function spawnWorker(): Worker {
  return new Worker(new URL('./record.worker.ts', import.meta.url), { type: 'module', name: 'record' });
}

export class RecordClient {
  readonly #calls: WorkerCalls<RecordCalls, RecordEvent>;

  /** @param spawn makes the worker; for tests. */
  constructor({ onEvent, onCrash }: RecordListener, spawn: () => WorkerPort = spawnWorker) {
    this.#calls = new WorkerCalls(spawn(), onEvent, onCrash);
  }

  /**
   * Begins a take.
   * @returns name of the growing file.
   * @throws ImpastoError `unsupported` (no encoder), `storage`, `storage-full`, `missing-part`, `worker-lost` (also
   *   when it does not answer).
   */
  async start(request: RecordCalls['start']['request'], signal?: AbortSignal): Promise<string> {
    const ports = [request.frames, ...(request.sound ? [request.sound.port] : [])];
    return (await this.#calls.call('start', request, ports, signal, startPatienceMs)).fileName;
  }

  /** The engine was replaced: frames come from this tap now. */
  attach(frames: MessagePort): void {
    this.#calls.call('attach', { frames }, [frames]).catch(() => undefined);
  }

  /** The take's clock stands still from now until `resume`. */
  pause(): void {
    this.#calls.call('pause', { at: clockUs() }).catch(() => undefined);
  }

  resume(): void {
    this.#calls.call('resume', { at: clockUs() }).catch(() => undefined);
  }

  /** @throws ImpastoError `unreadable-video` when there was not one frame. */
  async stop(signal?: AbortSignal): Promise<FinishedTake> {
    return this.#calls.call('stop', { at: clockUs() }, [], signal);
  }

  /**
   * Begins a take whose bytes come by `append`. @param fileName ending in `.part.mp4` or `.part.webm` @throws as
   * `start`.
   */
  async startAppending(fileName: string, signal?: AbortSignal): Promise<void> {
    await this.#calls.call('startAppending', { fileName }, [], signal, startPatienceMs);
  }

  /** @param bytes transferred */
  append(bytes: ArrayBuffer): void {
    this.#calls.call('append', { bytes }, [bytes]).catch(() => undefined);
  }

  /** @throws ImpastoError `unreadable-video` when nothing can be played of it, `storage`. */
  async stopAppending(signal?: AbortSignal): Promise<FinishedTake> {
    return this.#calls.call('stopAppending', {}, [], signal);
  }

  /** Writes a whole file into the takes folder. @throws ImpastoError `storage`, `storage-full`. */
  async write(fileName: string, content: Blob, signal?: AbortSignal): Promise<void> {
    await this.#calls.call('write', { fileName, content }, [], signal);
  }

  /** @throws ImpastoError `unreadable-video` when not one frame of it was written. */
  async recover(fileName: string, signal?: AbortSignal): Promise<FinishedTake> {
    return this.#calls.call('recover', { fileName }, [], signal);
  }

  /** Idempotent. */
  destroy(): void {
    this.#calls.destroy();
  }
}

/** False where recording must fall back to `MediaRecorder`. */
export function canEncodeFrames(): boolean {
  return 'VideoEncoder' in globalThis && 'VideoFrame' in globalThis;
}
