/**
 * The loop from source to screen: the latest frame wins, one in flight, nothing while the page is hidden. `render` is
 * called again and again while frames are announced; what comes in between is dropped at the source, never queued.
 * Owns the page-visibility listeners; `destroy()` removes them.
 */
export interface FrameLoopOptions {
  /** Draws one frame; its errors are the caller's to report and must not leave this promise. */
  readonly render: () => Promise<void>;
  /** The page went to sleep or woke up. */
  readonly onSleep: (asleep: boolean) => void;
}

type State = 'idle' | 'rendering' | 'rendering-stale' | 'destroyed';

export class FrameLoop {
  readonly #options: FrameLoopOptions;
  readonly #listeners = new AbortController();
  #state: State = 'idle';
  #asleep = document.hidden;
  /** A frame was announced while asleep. */
  #missed = false;

  constructor(options: FrameLoopOptions) {
    this.#options = options;
    const { signal } = this.#listeners;
    const check = (): void => this.#setAsleep(document.hidden);
    document.addEventListener('visibilitychange', check, { signal });
    // iOS may bring an installed app back without `visibilitychange` (kody-video #97).
    window.addEventListener('focus', check, { signal });
    window.addEventListener('pageshow', check, { signal });
  }

  get asleep(): boolean {
    return this.#asleep;
  }

  /** Something new can be drawn: a frame came, or the look changed. */
  invalidate(): void {
    if (this.#asleep) this.#missed = true;
    else if (this.#state === 'idle') void this.#run();
    else if (this.#state === 'rendering') this.#state = 'rendering-stale';
  }

  destroy(): void {
    this.#state = 'destroyed';
    this.#listeners.abort();
  }

  async #run(): Promise<void> {
    this.#state = 'rendering';
    await this.#options.render();
    this.#finish();
  }

  /** Goes on at once when something was announced meanwhile. */
  #finish(): void {
    const state = this.#state;
    if (state === 'destroyed') return;
    this.#state = 'idle';
    if (state === 'rendering-stale') this.invalidate();
  }

  #setAsleep(asleep: boolean): void {
    if (asleep !== this.#asleep) {
      this.#asleep = asleep;
      this.#options.onSleep(asleep);
    }
    if (!asleep && this.#missed) {
      this.#missed = false;
      this.invalidate();
    }
  }
}
