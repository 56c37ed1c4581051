/**
 * The typed face of the convert worker. Owns the worker; `destroy()` ends it, which is how a conversion is cancelled.
 */
import type { ImpastoError } from '../../shared/errors';
import type { ConvertCalls, ConvertEvent, ConvertOrder, LoopFormat, Trim } from './convert.protocol';
import { WorkerCalls } from '../rpc/worker-calls';
import type { WorkerPort } from '../rpc/worker-port';

export type * from './convert.protocol';

function spawnWorker(): Worker {
  return new Worker(new URL('./convert.worker.ts', import.meta.url), { type: 'module', name: 'convert' });
}

export class ConvertClient {
  readonly #calls: WorkerCalls<ConvertCalls, ConvertEvent>;

  /** @param spawn makes the worker; for tests. */
  constructor(
    onEvent: (event: ConvertEvent) => void,
    onCrash: (error: ImpastoError) => void,
    spawn: () => WorkerPort = spawnWorker,
  ) {
    this.#calls = new WorkerCalls(spawn(), onEvent, onCrash);
  }

  /** What the file is, or why it cannot be converted. */
  async inspect(file: Blob, signal?: AbortSignal): Promise<ConvertCalls['inspect']['result']> {
    return this.#calls.call('inspect', { file }, [], signal);
  }

  /** Pictures at `count` evenly spaced moments, at most `side` px long; the caller closes them. */
  async sample(
    file: Blob,
    trim: Trim,
    count: number,
    side: number,
    signal?: AbortSignal,
  ): Promise<readonly ImageBitmap[]> {
    return this.#calls.call('sample', { file, trim, count, side }, [], signal);
  }

  /**
   * Converts; `attach` must have been called. Asks for each frame by a `paint` event.
   * @throws ImpastoError `unsupported`, `unreadable-video`, `storage-full`, `storage`, `engine-failed`,
   *   `worker-failed`.
   */
  async convert(order: ConvertOrder, signal?: AbortSignal): Promise<ConvertCalls['convert']['result']> {
    return this.#calls.call('convert', order, [], signal);
  }

  /**
   * Makes a repeating picture of up to 6 s from `start` (s) on. @param name file name without ending
   * @throws ImpastoError `unreadable-video`, `unsupported`, `storage`, `storage-full`.
   */
  async loop(
    file: Blob,
    name: string,
    start: number,
    format: LoopFormat,
    signal?: AbortSignal,
  ): Promise<ConvertCalls['loop']['result']> {
    return this.#calls.call('loop', { file, name, start, format }, [], signal);
  }

  /**
   * Makes a film of at most 10 s of pictures, the last of which is the finished one. @param name file name without
   * ending
   * @throws ImpastoError `unsupported`, `storage`, `storage-full`, `worker-failed` (a damaged picture).
   */
  async film(
    pictures: readonly Blob[],
    name: string,
    signal?: AbortSignal,
  ): Promise<ConvertCalls['film']['result']> {
    return this.#calls.call('film', { pictures, name }, [], signal);
  }

  /** Painted frames come from this tap from now on. */
  attach(frames: MessagePort): void {
    this.#calls.call('attach', { frames }, [frames]).catch(() => undefined);
  }

  /** Ends the conversion, because a frame could not be painted. */
  refusePaint(message: string): void {
    this.#calls.call('refusePaint', { message }).catch(() => undefined);
  }

  /** Idempotent. */
  destroy(): void {
    this.#calls.destroy();
  }
}
