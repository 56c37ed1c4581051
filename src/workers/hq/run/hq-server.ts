/** Answers the HQ client's calls. Owns the loss network after `open`, the run at hand and the last still. */

import * as tf from '@tensorflow/tfjs-core';
import { delay, isAbortError } from '../../../shared/async/abort';
import { required } from '../../../shared/assert';
import { ImpastoError, messageOf } from '../../../shared/errors';
import type { RgbaPicture } from '../../../shared/picture';
import { wasmPaths } from '../../networks/backend/wasm-paths';
import { previewSide } from '../hq.protocol';
import type {
  SavedHqRun,
  HqCalls,
  HqEvent,
  HqInfo,
  HqOutcome,
  HqProgress,
  HqReply,
  HqRequest,
} from '../hq.protocol';
import { watchDevice } from '../../networks/backend/watch-device';
import { chooseHqBackend } from './choose-hq-backend';
import { encodePicture } from '../picture/encode-picture';
import type { FeatureNetwork } from '../loss/feature-network';
import { toFloatPicture, toRgbaPicture } from '../picture/float-picture';
import { readOrder } from '../job/read-order';
import { resample } from '../picture/resample';
import { fitLongSide } from '../job/scales';
import { StateSaver } from '../store/state-saver';
import type { HqJob } from '../job/hq-job';
import { ActiveRun } from './active-run';
import { HqRun } from './hq-run';
import { decodeState, encodeState } from '../store/run-state';
import { HqRunStore } from '../store/run-store';
import type { StartServer } from '../../rpc/forward-messages';
import { serveCalls, Transferred } from '../../rpc/worker-calls';
import type { Handlers } from '../../rpc/worker-calls';

/** How long a finished still waits for the disk, ms. */
const patienceMs = 3000;

interface Prepared {
  readonly run: HqRun;
  /** Where it is kept for the next visit, if anywhere; closed at its end. */
  readonly store?: HqRunStore;
}

/** A copy of the picture, with its long side at `previewSide` px at most. */
function previewOf(picture: RgbaPicture): RgbaPicture {
  const long = Math.max(picture.width, picture.height);
  if (long <= previewSide) return { ...picture, data: picture.data.slice() };
  return toRgbaPicture(resample(toFloatPicture(picture), fitLongSide(picture, previewSide, 1)));
}

/** What the server says without being asked. */
export interface HqNews {
  readonly onEvent: (event: HqEvent, transfer?: Transferable[]) => void;
  /** The GPU is gone; nothing works any more. */
  readonly onLost: (message: string) => void;
}

export class HqServer {
  readonly #news: HqNews;
  #network: FeatureNetwork | undefined;
  #active: ActiveRun | undefined;
  #finished: RgbaPicture | undefined;

  constructor(news: HqNews) {
    this.#news = news;
  }

  /** How each call is answered. */
  readonly handlers: Handlers<HqCalls> = {
    open: (request) => this.#open(request),
    start: async (request) =>
      handedOver(await this.#compute(() => this.#prepare(request), request.previewMs)),
    saved: () => this.#saved(),
    startSaved: async (request) =>
      handedOver(await this.#compute(() => this.#prepareSaved(request), request.previewMs)),
    encode: async ({ type, quality, note }) => {
      if (!this.#finished) throw new ImpastoError('invalid-argument', 'There is no finished still.');
      const file = await encodePicture(this.#finished, type, quality, note);
      return new Transferred(file, [file.bytes]);
    },
    pause: () => {
      this.#active?.pause();
      return null;
    },
    resume: () => {
      this.#active?.resume();
      return null;
    },
    keep: () => {
      this.#active?.keep();
      return null;
    },
    cancel: async () => {
      this.#active?.cancel();
      await this.#active?.ended;
      return null;
    },
    saveState: () => {
      const state = this.#active?.run?.exportState();
      if (!state) return null;
      const bytes = encodeState(state);
      return new Transferred(bytes, [bytes]);
    },
    memory: () => {
      const { numTensors, numBytes } = tf.memory();
      return { numTensors, numBytes };
    },
  };

  async #open({ lossNetwork, backend: choice }: HqCalls['open']['request']): Promise<HqInfo> {
    const { backend, network, tried } = await chooseHqBackend(choice, lossNetwork, { wasmPaths });
    this.#network = network;
    watchDevice(backend, (message) => this.#news.onLost(message));
    return { backend, tried, network: network.name };
  }

  async #prepare({ order, state }: HqCalls['start']['request']): Promise<Prepared> {
    const job = readOrder(order);
    const { keepAs } = order;
    // The job is checked before anything older is overwritten.
    const run = new HqRun(this.#loaded(), job, state ? decodeState(state) : undefined);
    const store = keepAs === undefined ? undefined : await HqRunStore.open();
    try {
      if (store && keepAs !== undefined) await store.saveJob({ job, note: keepAs });
    } catch {
      // A full disk costs the reload, not the still.
      store?.close();
      return { run };
    }
    return store ? { run, store } : { run };
  }

  async #prepareSaved({ memoryBytes }: HqCalls['startSaved']['request']): Promise<Prepared> {
    const store = await HqRunStore.open();
    const saved = await store?.load();
    if (!store || !saved) {
      store?.close();
      throw new ImpastoError('storage', 'The run that was kept is gone, or open in another tab.');
    }
    const job: HqJob = memoryBytes === null ? saved.job : { ...saved.job, memoryBytes };
    try {
      return { run: new HqRun(this.#loaded(), job, saved.state), store };
    } catch (error) {
      store.close();
      throw error;
    }
  }

  async #saved(): Promise<SavedHqRun | null> {
    return withStore(async (store) => {
      const saved = await store.load();
      if (!saved) return null;
      return { note: saved.note, settings: saved.job.settings, preview: previewOf(saved.job.content) };
    });
  }

  #loaded(): FeatureNetwork {
    return required(this.#network, 'loss network');
  }

  /**
   * One at a time, from its order to its end. @throws ImpastoError `engine-busy`, and what preparing and running throw.
   */
  async #compute(prepared: () => Promise<Prepared>, previewMs: number): Promise<HqOutcome> {
    if (this.#active) throw new ImpastoError('engine-busy', 'A still is being computed already.');
    const active = (this.#active = new ActiveRun());
    try {
      return await this.#follow(active, await prepared(), previewMs);
    } finally {
      this.#active = undefined;
      active.end();
    }
  }

  /** Runs to the end, with previews and saved states on the way. Closes the store. */
  async #follow(active: ActiveRun, { run, store }: Prepared, previewMs: number): Promise<HqOutcome> {
    this.#finished = undefined;
    active.begin(run);
    const saver = store && new StateSaver(store);
    let previewedAt = performance.now();
    const onProgress = (progress: HqProgress): void => {
      this.#news.onEvent({ kind: 'progress', progress });
      if (performance.now() - previewedAt < previewMs) return;
      previewedAt = performance.now();
      const picture = run.picture();
      if (!picture) return;
      const preview = previewOf(picture);
      this.#news.onEvent({ kind: 'preview', picture: preview }, [preview.data.buffer]);
      const state = saver?.ready === true ? run.exportState() : undefined;
      if (state) saver?.save(state);
    };
    try {
      const { picture, ...outcome } = await run.run(onProgress, active.signal);
      this.#finished = picture;
      await withPatience(async () => {
        await saver?.idle();
        await store?.clear();
      });
      return { ...outcome, width: picture.width, height: picture.height, preview: previewOf(picture) };
    } catch (error) {
      await saver?.idle();
      // What was cancelled is not wanted any more; what failed may go on another time.
      if (isAbortError(error)) await store?.clear();
      throw error;
    } finally {
      store?.close();
    }
  }
}

/** A disk that stalls must not hold a finished picture back: after a while the work goes on by itself. */
async function withPatience(work: () => Promise<void>): Promise<void> {
  const patience = new AbortController();
  await Promise.race([work(), delay(patienceMs, patience.signal).catch(() => undefined)]);
  patience.abort();
}

async function withStore<T>(work: (store: HqRunStore) => Promise<T>): Promise<T | null> {
  const store = await HqRunStore.open();
  if (!store) return null;
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

function handedOver(outcome: HqOutcome): Transferred<HqOutcome> {
  return new Transferred(outcome, [outcome.preview.data.buffer]);
}

/** Answers on the wire. @param send to the window */
export const startHqServer: StartServer<HqRequest, HqReply> = (send) => {
  const server = new HqServer({
    onEvent: (event, transfer) => send({ kind: 'event', event }, transfer),
    onLost: (message) => send({ kind: 'lost', error: { code: 'engine-lost', message } }),
  });
  return serveCalls<HqCalls>(send, server.handlers, (error) => ({
    code: 'engine-failed',
    message: `The still could not be computed: ${messageOf(error)}`,
  }));
};
