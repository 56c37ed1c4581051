/**
 * The typed face of the engine worker. Owns the worker: `destroy()` ends it and rejects what is pending. The canvas
 * given to `create` belongs to the worker for good (a placeholder canvas cannot be taken back): to make a new engine
 * after a loss or for another backend, make a new canvas element.
 */

import { abortable, throwIfAborted } from '../../shared/async/abort';
import { Silence } from '../../shared/async/silence';
import { ImpastoError } from '../../shared/errors';
import { checkNetworkSize, checkPicture } from '../../shared/picture';
import type { RgbaPicture } from '../../shared/picture';
import { checkLook } from '../networks/nets/look';
import { checkCanvasSize, checkRenderOptions } from '../networks/pixels/render-options';
import type { EngineCalls, EngineCounters, EngineInfo, EngineProgress, Presented } from './engine.protocol';
import { WorkerCalls } from '../rpc/worker-calls';
import type { EngineOptions } from './engine-options';
import { LostListeners } from './lost-listeners';
import { spawnEngine } from './spawn-engine';
import type {
  EngineMemory,
  FrameSource,
  Look,
  NormStatistics,
  PersonMask,
  PictureSource,
  Placement,
  RenderOptions,
  StyleCode,
} from '../networks/types';

export type * from './engine.protocol';
export type { EngineOptions } from './engine-options';

/** A start without a sign of progress for so long is given up, ms: a slow phone compiles shaders for 20 s. */
const silentStartMs = 45_000;

/** Frames, bitmaps and pixel buffers move to the worker instead of being copied. */
function transferables(source: PictureSource): Transferable[] {
  return 'data' in source ? [source.data.buffer] : [source];
}

/** The look with a mask that can be transferred: the caller's must last, for the next look or another engine. */
function withOwnMask(look: Look): Look {
  const { second } = look;
  if (!second) return look;
  return { ...look, second: { ...second, mask: { ...second.mask, data: second.mask.data.slice() } } };
}

function masksOf({ second }: Look): Transferable[] {
  return second ? [second.mask.data.buffer] : [];
}

/**
 * Runs the networks in a worker. All methods reject with `ImpastoError`, or with an AbortError when their signal
 * aborts (the worker's late result is then thrown away).
 */
export class EngineClient {
  readonly info: EngineInfo;
  readonly #calls: WorkerCalls<EngineCalls, EngineProgress>;
  readonly #lost: LostListeners;
  #presenting = false;

  private constructor(
    calls: WorkerCalls<EngineCalls, EngineProgress>,
    lost: LostListeners,
    info: EngineInfo,
  ) {
    this.#lost = lost;
    this.#calls = calls;
    this.info = info;
  }

  /**
   * Starts the worker, chooses a backend, loads the networks and warms them up.
   * @throws ImpastoError `no-backend` (none passed, or the forced one did not), `model-format`, `engine-lost`,
   *   `engine-silent` (45 s without a sign of progress), `missing-part`, `invalid-argument` (`warmUp`); AbortError.
   */
  static async create(options: EngineOptions): Promise<EngineClient> {
    const { canvas, models, backend = 'auto', engine = 'auto', precision = 'auto', signal } = options;
    const { skip = [], metered = false, warmUp = { width: 256, height: 256 } } = options;
    checkNetworkSize(warmUp);
    throwIfAborted(signal);
    const silence = new Silence(silentStartMs, () =>
      calls.destroy(new ImpastoError('engine-silent', `No sign of a start for ${silentStartMs / 1000} s.`)),
    );
    const lost = new LostListeners();
    const calls = new WorkerCalls<EngineCalls, EngineProgress>(
      (options.spawn ?? spawnEngine)(),
      (progress) => {
        silence.broken();
        options.onProgress?.(progress);
      },
      (error) => lost.tell(error),
      'engine-lost',
    );
    try {
      const request = { canvas, models, backend, skip, engine, precision, metered, warmUp };
      const info = await calls.call('open', request, canvas ? [canvas] : [], signal);
      return new EngineClient(calls, lost, info);
    } catch (error) {
      calls.destroy();
      throw error;
    } finally {
      silence.destroy();
    }
  }

  /**
   * The style code of a picture, [100]. Takes ownership of `picture` (frames and bitmaps are closed, pixel buffers
   * transferred).
   * @throws ImpastoError `invalid-argument`, `engine-failed`, `engine-lost`, `destroyed`; AbortError.
   */
  async encodeStyle(picture: PictureSource, signal?: AbortSignal): Promise<StyleCode> {
    return this.#withSource(picture, signal, () =>
      this.#calls.call('encodeStyle', { picture }, transferables(picture), signal),
    );
  }

  /**
   * Sets the look of all frames and stills from now on. Cheap: a burst (a slider, a brush) may call it as often as it
   * likes, the worker computes only the latest when it next draws. A mask is read before this returns and stays the
   * caller's. The first look with two styles is drawn once its kernels are compiled; until then the one before stays.
   * Reports nothing but illegal arguments.
   * @throws ImpastoError `invalid-argument`.
   */
  setLook(look: Look): void {
    checkLook(look);
    const sent = withOwnMask(look);
    this.#calls.call('setLook', { look: sent }, masksOf(sent)).catch(() => undefined);
  }

  /**
   * Sets how frames are computed and shown from now on; as cheap as `setLook`.
   * @throws ImpastoError `invalid-argument`.
   */
  setOptions(options: RenderOptions): void {
    checkRenderOptions(options);
    this.#calls.call('setOptions', { options }, []).catch(() => undefined);
  }

  /**
   * Stylises one frame onto the canvas (whose size becomes the placement's). Takes ownership of `frame`. One at a time:
   * a second call before the first resolved rejects with `engine-busy`; drop frames at the source.
   * @throws ImpastoError `engine-busy`, `invalid-argument`, `engine-failed`, `engine-lost`, `destroyed`.
   */
  async present(frame: FrameSource, placement: Placement, signal?: AbortSignal): Promise<Presented> {
    return this.#withSource(frame, signal, () => {
      checkNetworkSize(placement);
      checkCanvasSize(placement.canvas);
      return this.#present({ frame, placement }, signal);
    });
  }

  /**
   * Stylises a still with exact statistics. Takes ownership of `picture`.
   * @param look in place of the one that was set, for this picture only.
   * @throws ImpastoError `invalid-argument`, `engine-failed`, `engine-lost`, `destroyed`; AbortError.
   */
  async stylize(
    picture: PictureSource,
    placement: Placement,
    signal?: AbortSignal,
    look?: Look,
  ): Promise<RgbaPicture> {
    return this.#withSource(picture, signal, () => {
      checkNetworkSize(placement);
      if (look) checkLook(look);
      const special = look && withOwnMask(look);
      const request = { picture, placement, ...(special && { look: special }) };
      const moved = [...transferables(picture), ...(special ? masksOf(special) : [])];
      return this.#calls.call('stylize', request, moved, signal);
    });
  }

  /** The last presented frame, drawn again into memory. @throws ImpastoError `engine-busy` before the first frame. */
  async snapshot(signal?: AbortSignal): Promise<RgbaPicture> {
    return this.#calls.call('snapshot', {}, [], signal);
  }

  /**
   * The frame's own statistics in the current look, which must not carry statistics; of two styles in the first alone.
   * Shows nothing. Takes ownership of `frame`.
   * @throws ImpastoError `invalid-argument`, `engine-failed`, `engine-lost`, `destroyed`.
   */
  async measure(frame: FrameSource, placement: Placement, signal?: AbortSignal): Promise<NormStatistics> {
    return this.#withSource(frame, signal, () => {
      checkNetworkSize(placement);
      return this.#calls.call('measure', { frame, placement }, [frame], signal);
    });
  }

  /**
   * From now on a copy of each painted frame goes to the returned port (see `tap.protocol.ts`), until it is closed by
   * `closeTap` or another is opened. Give the port to a worker, and credit to the port.
   * @param credit frames that are sent before the port brings any: credit from elsewhere may come after the next frame
   */
  openTap(credit = 0): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#calls.call('tap', { port: port1, credit }, [port1]).catch(() => undefined);
    return port2;
  }

  closeTap(): void {
    this.#calls.call('tap', { port: null, credit: 0 }, []).catch(() => undefined);
  }

  /** Masks come from the segment worker that gets the returned port, until `closeMasks`. */
  openMasks(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#calls.call('masks', { port: port1 }, [port1]).catch(() => undefined);
    return port2;
  }

  /**
   * Where people are in a picture, by the worker that masks come from; null when there is none, or it failed. Takes
   * ownership of `picture`.
   */
  async personMask(
    picture: PictureSource,
    placement: Placement,
    signal?: AbortSignal,
  ): Promise<PersonMask | null> {
    return this.#withSource(picture, signal, () => {
      checkNetworkSize(placement);
      return this.#calls.call('personMask', { picture, placement }, transferables(picture), signal);
    });
  }

  closeMasks(): void {
    this.#calls.call('masks', { port: null }, []).catch(() => undefined);
  }

  /** Tensors and bytes held by the worker. */
  async memory(signal?: AbortSignal): Promise<EngineMemory> {
    return this.#calls.call('memory', {}, [], signal);
  }

  /** GPU calls since the engine was opened; null unless it was opened `metered` and runs on webgpu. */
  async counters(signal?: AbortSignal): Promise<EngineCounters | null> {
    return this.#calls.call('counters', {}, [], signal);
  }

  /** Number of the call that has waited longest for its answer; null when none waits. */
  get oldestCall(): number | null {
    return this.#calls.oldest;
  }

  /**
   * Calls `listener` once when device, context or worker is lost, even if that was before. @returns a function that
   * removes it.
   */
  onLost(listener: (error: ImpastoError) => void): () => void {
    return this.#lost.listen(listener);
  }

  /** Ends the worker and frees all it held; pending calls reject with `destroyed`. Idempotent. */
  destroy(): void {
    this.#lost.forget();
    this.#calls.destroy(new ImpastoError('destroyed', 'The engine was closed.'));
  }

  /** One at a time, also where the caller does not wait for an aborted one. */
  async #present(
    request: EngineCalls['present']['request'],
    signal: AbortSignal | undefined,
  ): Promise<Presented> {
    if (this.#presenting) throw new ImpastoError('engine-busy', 'A frame is still being drawn.');
    this.#presenting = true;
    const answer = this.#calls.call('present', request, [request.frame]);
    const done = (): void => {
      this.#presenting = false;
    };
    answer.then(done, done);
    return abortable(answer, signal);
  }

  /**
   * Runs `send`, then closes `source`: closing what was transferred does nothing, and what was never sent must not
   * keep a camera buffer.
   */
  async #withSource<T>(
    source: PictureSource,
    signal: AbortSignal | undefined,
    send: () => Promise<T>,
  ): Promise<T> {
    try {
      throwIfAborted(signal);
      if ('data' in source) checkPicture(source);
      return await send();
    } finally {
      if (!('data' in source)) source.close();
    }
  }
}
