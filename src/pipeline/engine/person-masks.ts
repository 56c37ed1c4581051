/**
 * Keeps a segment worker connected to the running engine while people are told from what is behind them.
 * Owns the worker; `destroy()` ends it. Loaded when it is first needed.
 */
import { isAbortError } from '../../shared/async/abort';
import { assertNever } from '../../shared/assert';
import type { EngineClient } from '../../workers/engine/engine.client';
import { SegmentClient } from '../../workers/segment/segment.client';
import type { WorkerPort } from '../../workers/rpc/worker-port';

export interface PersonMaskEvents {
  /** Masks come from now on: what is shown should be drawn again. */
  readonly onReady: () => void;
  /** There will be none: the network could not be loaded, or its worker crashed. */
  readonly onTrouble: () => void;
}

type State =
  | { readonly kind: 'off' }
  | { readonly kind: 'opening'; readonly worker: SegmentClient; readonly stop: AbortController }
  | { readonly kind: 'on'; readonly worker: SegmentClient; readonly engine: EngineClient | null };

export class PersonMasks {
  readonly #events: PersonMaskEvents;
  readonly #spawn: (() => WorkerPort) | undefined;
  #state: State = { kind: 'off' };
  #engine: EngineClient | null = null;
  #opened = Promise.resolve();

  /** @param spawn makes the worker; for tests. */
  constructor(events: PersonMaskEvents, spawn?: () => WorkerPort) {
    this.#events = events;
    this.#spawn = spawn;
  }

  /** Cheap when nothing changed. @param engine whose frames are shown, if any. */
  use(engine: EngineClient | null, wanted: boolean): void {
    this.#engine = engine;
    if (!wanted) {
      this.#close();
      return;
    }
    switch (this.#state.kind) {
      case 'off':
        this.#opened = this.#open();
        return;
      case 'opening':
        return;
      case 'on':
        this.#connect(this.#state.worker, this.#state.engine);
        return;
      default:
        assertNever(this.#state);
    }
  }

  /** Resolves when what was asked for last gives masks, or never will; at once where none are wanted. */
  get opened(): Promise<void> {
    return this.#opened;
  }

  /** Idempotent. */
  destroy(): void {
    this.#close();
  }

  async #open(): Promise<void> {
    const stop = new AbortController();
    const worker = new SegmentClient(() => this.#fail(worker), this.#spawn);
    this.#state = { kind: 'opening', worker, stop };
    try {
      await worker.open(stop.signal);
      if (!stop.signal.aborted) this.#connect(worker, null);
    } catch (error) {
      if (!isAbortError(error)) this.#fail(worker);
    }
  }

  #connect(worker: SegmentClient, connected: EngineClient | null): void {
    const engine = this.#engine;
    this.#state = { kind: 'on', worker, engine };
    if (engine === connected) return;
    // One that was closed meanwhile takes no harm.
    connected?.closeMasks();
    if (!engine) return;
    worker.connect(engine.openMasks());
    this.#events.onReady();
  }

  /** A worker that was given up already has nothing to report. */
  #fail(worker: SegmentClient): void {
    if (this.#state.kind === 'off' || this.#state.worker !== worker) return;
    this.#close();
    this.#events.onTrouble();
  }

  #close(): void {
    const state = this.#state;
    if (state.kind === 'off') return;
    this.#state = { kind: 'off' };
    if (state.kind === 'opening') state.stop.abort();
    else state.engine?.closeMasks();
    state.worker.destroy();
  }
}
