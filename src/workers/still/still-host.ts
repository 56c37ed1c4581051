/** Answers the still client's requests. Owns the loss network after `open` and the run at hand. */

import * as tf from '@tensorflow/tfjs-core';
import { isAbortError } from '../../shared/abort';
import { assertNever, required } from '../../shared/assert';
import { ImpastoError, isImpastoError, messageOf } from '../../shared/errors';
import { wasmPaths } from '../engine/wasm-paths';
import type {
  StillCall,
  StillCalls,
  StillInfo,
  StillReply,
  StillRequest,
  StillResult,
  StillWireError,
} from '../still.protocol';
import { chooseStillBackend } from './choose-still-backend';
import type { FeatureNetwork } from './feature-network';
import { StillRun } from './still-run';
import { decodeState, encodeState } from './still-state';

type Reply = (reply: StillReply, transfer?: Transferable[]) => void;
type Result = StillCalls[StillCall]['result'];

type ActiveRun = {
  readonly run: StillRun;
  readonly abort: AbortController;
  readonly ended: Promise<unknown>;
};

function wireError(error: unknown): StillWireError {
  if (isAbortError(error)) return { code: 'cancelled', message: 'The still was cancelled.' };
  if (isImpastoError(error)) return { code: error.code, message: error.message };
  return { code: 'engine-failed', message: `The still could not be computed: ${messageOf(error)}` };
}

function transferables(result: Result): Transferable[] {
  if (result instanceof ArrayBuffer) return [result];
  return result !== null && 'picture' in result ? [result.picture.data.buffer] : [];
}

export class StillHost {
  readonly #reply: Reply;
  #network: FeatureNetwork | undefined;
  #active: ActiveRun | undefined;

  constructor(reply: Reply) {
    this.#reply = reply;
  }

  /** Serves one request; never rejects. */
  async serve(request: StillRequest): Promise<void> {
    const { id } = request;
    try {
      const result = await this.#run(request);
      this.#reply({ kind: 'done', id, result }, transferables(result));
    } catch (error) {
      this.#reply({ kind: 'failed', id, error: wireError(error) });
    }
  }

  async #run(request: StillRequest): Promise<Result> {
    switch (request.call) {
      case 'open':
        return this.#open(request);
      case 'start':
        return this.#start(request);
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

  async #open({ lossNetwork, backend: choice }: StillCalls['open']['request']): Promise<StillInfo> {
    const { backend, network, tried } = await chooseStillBackend(choice, lossNetwork, { wasmPaths });
    this.#network = network;
    return { backend, tried, network: network.name };
  }

  async #start({ job, state, previewMs }: StillCalls['start']['request']): Promise<StillResult> {
    if (this.#active) throw new ImpastoError('engine-busy', 'A still is being computed already.');
    const network = required(this.#network, 'loss network');
    const run = new StillRun(network, job, state ? decodeState(state) : undefined);
    const abort = new AbortController();
    let previewedAt = performance.now();
    const finished = run.run((progress) => {
      this.#reply({ kind: 'progress', progress });
      if (performance.now() - previewedAt < previewMs) return;
      previewedAt = performance.now();
      const picture = run.picture();
      if (picture) this.#reply({ kind: 'preview', picture }, [picture.data.buffer]);
    }, abort.signal);
    this.#active = { run, abort, ended: finished.catch(() => undefined) };
    try {
      return await finished;
    } finally {
      this.#active = undefined;
    }
  }
}
