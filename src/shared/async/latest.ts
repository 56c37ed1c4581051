/** Of works of one kind only the newest is wanted: `begin` aborts the one before. */
export class Latest {
  #newest = new AbortController();

  /** Of the work that began last; aborted when it was called off. Never aborted before the first. */
  get signal(): AbortSignal {
    return this.#newest.signal;
  }

  /** Calls off what runs. @returns the signal of the work that begins now, which asks it after every `await` */
  begin(): AbortSignal {
    this.cancel();
    this.#newest = new AbortController();
    return this.#newest.signal;
  }

  /** Calls off what runs; nothing begins. Idempotent. */
  cancel(): void {
    this.#newest.abort();
  }
}
