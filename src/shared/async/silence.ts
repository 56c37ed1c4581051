/**
 * Notices that nothing was heard for a while. Counts ticks, not the clock: while a phone sleeps the clock goes on and
 * nothing can answer. Owns a timer; `destroy()` ends it.
 */

/** How often it listens, ms. */
const everyMs = 500;

export class Silence {
  readonly #timer: ReturnType<typeof setInterval>;
  #lasted = 0;

  /**
   * @param limitMs silence that is too long, ms
   * @param onTooLong called once a silence
   */
  constructor(limitMs: number, onTooLong: () => void) {
    this.#timer = setInterval(() => {
      const before = this.#lasted;
      this.#lasted += everyMs;
      if (before < limitMs && this.#lasted >= limitMs) onTooLong();
    }, everyMs);
  }

  /** Something was heard: the count starts again. */
  broken(): void {
    this.#lasted = 0;
  }

  /** Idempotent. */
  destroy(): void {
    clearInterval(this.#timer);
  }
}
