/**
 * Whether somebody can see the page: a hidden one, or a sleeping phone, paints nothing. Owns its listeners; `destroy()`
 * removes them.
 */
import { TypedTarget } from '../../shared/typed-target';

export class PageVisibility extends TypedTarget<{ change: Event }> {
  readonly #listeners = new AbortController();
  #asleep = document.hidden;

  constructor() {
    super();
    const { signal } = this.#listeners;
    const check = (): void => this.#set(document.hidden);
    document.addEventListener('visibilitychange', check, { signal });
    // iOS may bring an installed app back without `visibilitychange`.
    window.addEventListener('focus', check, { signal });
    window.addEventListener('pageshow', check, { signal });
  }

  get asleep(): boolean {
    return this.#asleep;
  }

  /** Idempotent. */
  destroy(): void {
    this.#listeners.abort();
  }

  #set(asleep: boolean): void {
    if (asleep === this.#asleep) return;
    this.#asleep = asleep;
    this.dispatchEvent(new Event('change'));
  }
}
