/**
 * From capture times to times in the take: 0 at the start, pauses cut out. Pure. All times in µs: capture times since
 * 1970, take times since the start.
 */

interface Pause {
  readonly from: number;
  readonly to: number;
}

export class TakeClock {
  readonly #start: number;
  readonly #pauses: Pause[] = [];
  #pausedAt: number | null = null;

  /** @param start capture time of the first frame */
  constructor(start: number) {
    this.#start = start;
  }

  get paused(): boolean {
    return this.#pausedAt !== null;
  }

  pause(at: number): void {
    this.#pausedAt ??= at;
  }

  resume(at: number): void {
    if (this.#pausedAt === null) return;
    this.#pauses.push({ from: this.#pausedAt, to: Math.max(at, this.#pausedAt) });
    this.#pausedAt = null;
  }

  /** Take time of what was captured `at`; null when that was before the start or in a pause. */
  takeTime(at: number): number | null {
    if (at < this.#start || (this.#pausedAt !== null && at >= this.#pausedAt)) return null;
    if (this.#pauses.some(({ from, to }) => at >= from && at < to)) return null;
    return this.elapsed(at);
  }

  /** Length of the take at the moment `at`; stands still in a pause. */
  elapsed(at: number): number {
    const end = Math.min(at, this.#pausedAt ?? at);
    const cut = this.#pauses.reduce(
      (sum, { from, to }) => sum + Math.max(0, Math.min(to, end) - Math.min(from, end)),
      0,
    );
    return Math.max(0, end - this.#start - cut);
  }
}
