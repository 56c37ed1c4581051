/** Pauses a loop: while the gate is closed, `pass` waits; when it opens, everybody who waits goes on. */

import { abortable } from '../../../shared/async/abort';

export class Gate {
  #waiting: { readonly opened: Promise<void>; readonly open: () => void } | undefined;

  get closed(): boolean {
    return this.#waiting !== undefined;
  }

  /** Idempotent. */
  close(): void {
    if (this.#waiting) return;
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    this.#waiting = { opened, open };
  }

  /** Idempotent. */
  open(): void {
    this.#waiting?.open();
    this.#waiting = undefined;
  }

  /** Resolves while it is open; rejects with an AbortError when `signal` aborts. */
  async pass(signal?: AbortSignal): Promise<void> {
    while (this.#waiting) await abortable(this.#waiting.opened, signal);
  }
}
