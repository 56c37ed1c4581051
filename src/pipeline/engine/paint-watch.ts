/**
 * Finds an engine that says it is ready and then never answers: a hanging driver, a worker that died without an error.
 * Owns a timer; `destroy()` ends it.
 */
import { ImpastoError } from '../../shared/errors';

/** Silence of an engine that counts as its end, ms. */
const silentMs = 5000;
/** How often it is looked at, ms. */
const everyMs = 500;

/** What is watched of an engine. */
export interface WatchedEngine {
  /** Number of the call that has waited longest for its answer; null when none waits. */
  readonly oldestCall: number | null;
  readonly info: { readonly warmUpMs: number };
}

export class PaintWatch {
  readonly #watched: () => WatchedEngine | null;
  readonly #onSilent: (error: ImpastoError) => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #engine: WatchedEngine | null = null;
  #call: number | null = null;
  #silent = 0;

  /**
   * @param watched the engine while frames are asked of it and somebody can see them, else null
   * @param onSilent with code `engine-silent`, once an engine
   */
  constructor(watched: () => WatchedEngine | null, onSilent: (error: ImpastoError) => void) {
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
    const engine = this.#watched();
    const call = engine?.oldestCall ?? null;
    if (engine !== this.#engine || call !== this.#call || !engine || call === null) {
      [this.#engine, this.#call, this.#silent] = [engine, call, 0];
      return;
    }
    const before = this.#silent;
    this.#silent += everyMs;
    // Slow machines: it made a frame, and compiled all it needs, in the time of its warm-up.
    const limit = Math.max(silentMs, 2 * engine.info.warmUpMs);
    if (before >= limit || this.#silent < limit) return;
    this.#onSilent(new ImpastoError('engine-silent', `No answer for ${Math.round(limit / 1000)} s.`));
  }
}
