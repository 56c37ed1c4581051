/** Keeps the screen on while the camera is live (W3C Screen Wake Lock). Owns the lock; `destroy()` gives it back. */
export class ScreenWake {
  readonly #listeners = new AbortController();
  #wanted = false;
  #lock: WakeLockSentinel | null = null;
  #asking = false;

  constructor() {
    // The system takes the lock away from a hidden page: it is asked for again when the page comes back.
    document.addEventListener('visibilitychange', () => this.renew(), { signal: this.#listeners.signal });
  }

  keep(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) this.renew();
    else this.#release();
  }

  /** Asks again, if the lock is wanted and the system took it away. */
  renew(): void {
    void this.#ask();
  }

  destroy(): void {
    this.#listeners.abort();
    this.keep(false);
  }

  async #ask(): Promise<void> {
    if (!this.#wanted || this.#asking || document.hidden || !('wakeLock' in navigator)) return;
    if (this.#lock?.released === false) return;
    this.#asking = true;
    try {
      this.#lock = await navigator.wakeLock.request('screen');
    } catch {
      // Refused, e.g. with a low battery: the screen dims as it always does.
    } finally {
      this.#asking = false;
    }
    if (!this.#isWanted()) this.#release();
  }

  /** Apart, because it may change while the lock is asked for. */
  #isWanted(): boolean {
    return this.#wanted;
  }

  #release(): void {
    void this.#lock?.release().catch(() => undefined);
    this.#lock = null;
  }
}
