/** Puts the chosen theme on the app, and the app's ground on the browser's own bars (`<meta name="theme-color">`). */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Theme } from '../../pipeline/api/session-state';

export class ThemeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #theme: () => Theme;
  /** The system's theme: `system` follows it. */
  readonly #light = matchMedia('(prefers-color-scheme: light)');

  /** @param theme asked after each update */
  constructor(host: ReactiveControllerHost & HTMLElement, theme: () => Theme) {
    this.#host = host;
    this.#theme = theme;
    host.addController(this);
  }

  hostConnected(): void {
    this.#light.addEventListener('change', this.#paintBars);
  }

  hostDisconnected(): void {
    this.#light.removeEventListener('change', this.#paintBars);
  }

  hostUpdated(): void {
    const theme = this.#theme();
    // Reading a computed colour makes the browser lay out: not with every change of the session.
    if (this.#host.getAttribute('theme') === theme) return;
    this.#host.setAttribute('theme', theme);
    this.#paintBars();
  }

  readonly #paintBars = (): void => {
    const meta = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]');
    if (meta) meta.content = getComputedStyle(this.#host).backgroundColor;
  };
}
