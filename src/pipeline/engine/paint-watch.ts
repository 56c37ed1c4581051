/**
 * Finds an engine that says it is ready and then never answers: a hanging driver, a worker that died without an error.
 * Owns a timer; `destroy()` ends it.
 */
import { ImpastoError } from '../../shared/errors';

/** Silence of an engine that counts as its end, ms. A frame of a large video takes its time without a GPU. */
export const patienceMs = { live: 5000, conversion: 60_000 } as const;
/** How often it is looked at, ms. */
const everyMs = 500;

/** What is watched of an engine. */
export interface WatchedEngine {
  /** Number of the call that has waited longest for its answer; null when none waits. */
  readonly oldestCall: number | null;
  readonly info: { readonly warmUpMs: number };
}

/** An engine that frames are asked of, and how long it may take for one, ms. */
export interface Watched {
  readonly engine: WatchedEngine;
  readonly patienceMs: number;
}

export class PaintWatch {
  readonly #watched: () => Watched | null;
  readonly #onSilent: (error: ImpastoError) => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #engine: WatchedEngine | null = null;
  #call: number | null = null;
  #silent = 0;

  /**
   * @param watched null while no frame is asked of an engine
   * @param onSilent with code `engine-silent`, once an engine
   */
  constructor(watched: () => Watched | null, onSilent: (error: ImpastoError) => void) {
    this.#watched = watched;
    this.#onSilent = onSilent;
    this.#timer = setInterval(() => this.#look(), everyMs);
  }

  /** Idempotent. */
  destroy(): void {
    clearInterval(this.#timer);
  }

  /** Counts looks, not the clock: while a phone sleeps the clock goes on and nothing can answer. */
  #look(): void {
    const watched = this.#watched();
    const engine = watched?.engine ?? null;
    const call = engine?.oldestCall ?? null;
    if (engine !== this.#engine || call !== this.#call || !watched || call === null) {
      this.#engine = engine;
      this.#call = call;
      this.#silent = 0;
      return;
    }
    const before = this.#silent;
    this.#silent += everyMs;
    // Slow machines: it made a frame, and compiled all it needs, in the time of its warm-up.
    const limit = Math.max(watched.patienceMs, 2 * watched.engine.info.warmUpMs);
    if (before >= limit || this.#silent < limit) return;
    this.#onSilent(new ImpastoError('engine-silent', `No answer for ${Math.round(limit / 1000)} s.`));
  }
}
