/**
 * Work that must not be interrupted (a take, an HQ still), in this tab and in all others: a shared Web Lock is held for
 * each. Updates wait for it. `updateBlocker` is the one instance of the page.
 *
 *     const done = updateBlocker.begin();
 *     try { await record(); } finally { done(); }
 */

import { abortable } from '../../shared/async/abort';

const lockName = 'impasto-work';

export class UpdateBlocker {
  readonly #locks: LockManager | null;
  #count = 0;
  /** Called when this tab's last piece of work has ended. */
  #waiting: (() => void)[] = [];

  /** @param locks null where the browser has none: then only this tab's work counts */
  constructor(locks: LockManager | null) {
    this.#locks = locks;
  }

  /** True while this tab has work in hand. */
  get busy(): boolean {
    return this.#count > 0;
  }

  /** Marks the beginning of a piece of work. Call what it returns at its end; idempotent. */
  begin(): () => void {
    let finish: (() => void) | undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    this.#count += 1;
    this.#locks?.request(lockName, { mode: 'shared' }, () => finished).catch(() => undefined);
    return () => {
      if (!finish) return;
      this.#count -= 1;
      finish();
      finish = undefined;
      if (this.busy) return;
      for (const go of this.#waiting.splice(0)) go();
    };
  }

  /** True when no tab has work in hand. */
  async isIdle(): Promise<boolean> {
    if (this.busy || !this.#locks) return !this.busy;
    return this.#locks.request(lockName, { mode: 'exclusive', ifAvailable: true }, (lock) => lock !== null);
  }

  /** Resolves when no tab has work in hand; rejects with an AbortError when `signal` aborts. */
  async idle(signal?: AbortSignal): Promise<void> {
    // Locks are first come, first served: work that begins while this waits for one stands behind it, unheld.
    while (!(await this.isIdle())) {
      const free = new Promise<void>((resolve) => this.#waiting.push(resolve));
      await abortable(this.busy ? free : this.#othersAreIdle(signal), signal);
    }
  }

  async #othersAreIdle(signal?: AbortSignal): Promise<void> {
    await this.#locks?.request(lockName, { mode: 'exclusive', ...(signal && { signal }) }, () => undefined);
  }
}

export const updateBlocker = new UpdateBlocker(
  typeof navigator !== 'undefined' && 'locks' in navigator ? navigator.locks : null,
);
