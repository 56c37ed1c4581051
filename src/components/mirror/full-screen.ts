/** The whole screen for the page (WHATWG Fullscreen), where the browser has it and lets us. Gives back what it took. */

/** False on iPhones, in frames that may not, and where a policy forbids it. */
export function hasFullScreen(): boolean {
  return document.fullscreenEnabled;
}

export class FullScreen {
  #ours = false;

  /** Call it in answer to a press. What the browser refuses stays as it was. */
  async enter(): Promise<void> {
    if (!hasFullScreen() || document.fullscreenElement) return;
    this.#ours = true;
    await document.documentElement.requestFullscreen({ navigationUI: 'hide' }).catch(() => {
      this.#ours = false;
    });
  }

  async toggle(): Promise<void> {
    if (!document.fullscreenElement) await this.enter();
    else await document.exitFullscreen().catch(() => undefined);
  }

  /** Idempotent. */
  leave(): void {
    if (this.#ours && document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    this.#ours = false;
  }
}
