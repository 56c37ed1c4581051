/** Answers the still client's requests. Owns the loss network after `open`, the run at hand and the last still. */

import * as tf from '@tensorflow/tfjs-core';
import { delay, isAbortError } from '../../../shared/abort';
import { assertNever, required } from '../../../shared/assert';
import { ImpastoError, isImpastoError, messageOf } from '../../../shared/errors';
import { isMissingPart } from '../../../shared/missing-part';
import type { RgbaPicture } from '../../../shared/picture';
import { wasmPaths } from '../../networks/backend/wasm-paths';
import { previewSide } from '../hq.protocol';
import type {
  SavedHqRun,
  HqCall,
  HqCalls,
  HqInfo,
  HqOutcome,
  HqReply,
  HqRequest,
  HqWireError,
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
import { HqRun } from './hq-run';
import { decodeState, encodeState } from '../store/run-state';
import { HqRunStore } from '../store/run-store';

const patienceMs = 3000;

type Reply = (reply: HqReply, transfer?: Transferable[]) => void;
type Result = HqCalls[HqCall]['result'];

type ActiveRun = {
  readonly run: HqRun;
  readonly abort: AbortController;
  readonly ended: Promise<unknown>;
};

function wireError(error: unknown): HqWireError {
  if (isAbortError(error)) return { code: 'cancelled', message: 'The still was cancelled.' };
  if (isImpastoError(error)) return { code: error.code, message: error.message };
  if (isMissingPart(error)) return { code: 'missing-part', message: messageOf(error) };
  return { code: 'engine-failed', message: `The still could not be computed: ${messageOf(error)}` };
}

function transferables(result: Result): Transferable[] {
  if (result instanceof ArrayBuffer) return [result];
  if (result === null) return [];
  if ('preview' in result) return [result.preview.data.buffer];
  return 'bytes' in result ? [result.bytes] : [];
}

/** A copy of the picture, with its long side at `previewSide` px at most. */
function previewOf(picture: RgbaPicture): RgbaPicture {
  const long = Math.max(picture.width, picture.height);
  if (long <= previewSide) return { ...picture, data: picture.data.slice() };
  return toRgbaPicture(resample(toFloatPicture(picture), fitLongSide(picture, previewSide, 1)));
}

export class HqServer {
  readonly #reply: Reply;
  #network: FeatureNetwork | undefined;
  #active: ActiveRun | undefined;
  #finished: RgbaPicture | undefined;

  constructor(reply: Reply) {
    this.#reply = reply;
  }

  /** Serves one request; never rejects. */
  async serve(request: HqRequest): Promise<void> {
    const { id } = request;
    try {
      const result = await this.#run(request);
      this.#reply({ kind: 'done', id, result }, transferables(result));
    } catch (error) {
      this.#reply({ kind: 'failed', id, error: wireError(error) });
    }
  }

  async #run(request: HqRequest): Promise<Result> {
    switch (request.call) {
      case 'open':
        return this.#open(request);
      case 'start':
        return this.#start(request);
      case 'saved':
        return this.#saved();
      case 'startSaved':
        return this.#startSaved(request);
      case 'discardSaved':
        await withStore((store) => store.clear());
        return null;
      case 'encode': {
        const { type, quality, note } = request;
        if (!this.#finished) throw new ImpastoError('invalid-argument', 'There is no finished still.');
        return encodePicture(this.#finished, type, quality, note);
      }
      case 'pause':
        this.#active?.run.pause();
        return null;
      case 'resume':
        this.#active?.run.resume();
        return null;
      case 'keep':
        this.#active?.run.keep();
        return null;
      case 'cancel':
        this.#active?.abort.abort();
        await this.#active?.ended;
        return null;
      case 'saveState': {
        const state = this.#active?.run.exportState();
        return state ? encodeState(state) : null;
      }
      case 'memory': {
        const { numTensors, numBytes } = tf.memory();
        return { numTensors, numBytes };
      }
      default:
        return assertNever(request);
    }
  }

  async #open({ lossNetwork, backend: choice }: HqCalls['open']['request']): Promise<HqInfo> {
    const { backend, network, tried } = await chooseHqBackend(choice, lossNetwork, { wasmPaths });
    this.#network = network;
    watchDevice(backend, (message) => this.#reply({ kind: 'lost', error: { code: 'engine-lost', message } }));
    return { backend, tried, network: network.name };
  }

  async #start({ order, state, previewMs }: HqCalls['start']['request']): Promise<HqOutcome> {
    this.#refuseSecond();
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
      return this.#follow(run, previewMs, undefined);
    }
    return this.#follow(run, previewMs, store);
  }

  async #startSaved({ previewMs, memoryBytes }: HqCalls['startSaved']['request']): Promise<HqOutcome> {
    this.#refuseSecond();
    const store = await HqRunStore.open();
    const saved = await store?.load();
    if (!store || !saved) {
      store?.close();
      throw new ImpastoError('storage', 'The run that was kept is gone, or open in another tab.');
    }
    const job: HqJob = memoryBytes === null ? saved.job : { ...saved.job, memoryBytes };
    let run: HqRun;
    try {
      run = new HqRun(this.#loaded(), job, saved.state);
    } catch (error) {
      store.close();
      throw error;
    }
    return this.#follow(run, previewMs, store);
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

  #refuseSecond(): void {
    if (this.#active) throw new ImpastoError('engine-busy', 'A still is being computed already.');
  }

  /** Runs to the end, with previews and saved states on the way. Closes the store. */
  async #follow(run: HqRun, previewMs: number, store: HqRunStore | undefined): Promise<HqOutcome> {
    const abort = new AbortController();
    this.#finished = undefined;
    const saver = store && new StateSaver(store);
    let previewedAt = performance.now();
    const finished = run.run((progress) => {
      this.#reply({ kind: 'progress', progress });
      if (performance.now() - previewedAt < previewMs) return;
      previewedAt = performance.now();
      const picture = run.picture();
      if (!picture) return;
      const preview = previewOf(picture);
      this.#reply({ kind: 'preview', picture: preview }, [preview.data.buffer]);
      const state = saver?.ready === true ? run.exportState() : undefined;
      if (state) saver?.save(state);
    }, abort.signal);
    this.#active = { run, abort, ended: finished.catch(() => undefined) };
    try {
      const { picture, ...outcome } = await finished;
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
      this.#active = undefined;
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
