/**
 * The loop from source to screen: the latest frame wins, one in flight, nothing while the page is hidden. `render` is
 * called again and again while frames are announced; what comes in between is dropped at the source, never queued.
 * `destroy()` ends it.
 */
import type { PageVisibility } from '../state/page-visibility';

type State = 'idle' | 'rendering' | 'rendering-stale' | 'destroyed';

export class FrameLoop {
  readonly #render: () => Promise<void>;
  readonly #visibility: PageVisibility;
  readonly #listeners = new AbortController();
  #state: State = 'idle';
  /** A frame was announced while asleep. */
  #missed = false;

  /** @param render draws one frame; its errors are the caller's to report and must not leave this promise. */
  constructor(render: () => Promise<void>, visibility: PageVisibility) {
    this.#render = render;
    this.#visibility = visibility;
    visibility.addEventListener('change', () => this.#wakeUp(), { signal: this.#listeners.signal });
  }

  /** Something new can be drawn: a frame came, or the look changed. */
  invalidate(): void {
    if (this.#visibility.asleep) this.#missed = true;
    else if (this.#state === 'idle') void this.#run();
    else if (this.#state === 'rendering') this.#state = 'rendering-stale';
  }

  destroy(): void {
    this.#state = 'destroyed';
    this.#listeners.abort();
  }

  async #run(): Promise<void> {
    this.#state = 'rendering';
    await this.#render();
    this.#finish();
  }

  /** Goes on at once when something was announced meanwhile. */
  #finish(): void {
    const state = this.#state;
    if (state === 'destroyed') return;
    this.#state = 'idle';
    if (state === 'rendering-stale') this.invalidate();
  }

  #wakeUp(): void {
    if (this.#visibility.asleep || !this.#missed) return;
    this.#missed = false;
    this.invalidate();
  }
}
