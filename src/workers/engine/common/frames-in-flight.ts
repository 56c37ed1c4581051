/** Keeps at most two frames on the GPU: one that it computes, one that waits. */

/** Milliseconds a finished frame took. */
interface Finished {
  readonly ms: number;
}

export class FramesInFlight {
  #waiting: Promise<Finished> | undefined;

  /**
   * Takes in a frame that was just submitted. Resolves when the one before it is done, so that a caller who awaits this
   * never has more than two in flight; the very first frame waits for itself.
   * @param done resolves when the GPU has finished the frame. @param start when work on the frame began, as
   *   `performance.now()`. @returns how long the finished frame took, ms
   */
  async add(done: Promise<unknown>, start: number): Promise<Finished> {
    const own = done.then(() => ({ ms: performance.now() - start }));
    const before = this.#waiting ?? own;
    this.#waiting = own;
    return before;
  }

  /** Resolves when nothing is in flight. */
  async drain(): Promise<void> {
    await this.#waiting;
  }
}
