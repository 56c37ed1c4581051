/** Keys that work anywhere on the page, as long as no control wants them. Listens while the host is connected. */
import type { SessionApi } from '../../pipeline/api/session-api';
import { timers } from '../../pipeline/api/session-state';
import type { Timer } from '../../pipeline/api/session-state';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface Shortcuts {
  /** True while a dialog has the keyboard, even when nothing in it has the focus. */
  blocked(): boolean;
  still(): void;
  /** Starts or ends a recording. */
  record(): void;
  flip(): void;
  stats(): void;
  compare(comparing: boolean): void;
  split(): void;
  /** Opens the style browser. */
  browse(): void;
  mix(): void;
  /** Two styles, or one again. */
  two(): void;
  /** Back to the look before. */
  undo(): void;
  grid(): void;
  timer(): void;
  help(): void;
  /** @param scale factor, e.g. 1.25 */
  zoom(scale: number): void;
  /** @param step -1 or 1 */
  style(step: number): void;
}

/** Factor of one press of the zoom keys. */
const zoomStep = 1.2;

/** Controls that use Space, Enter or the arrows themselves. */
const interactive = 'button, a, summary, input, select, textarea, dialog, [role="menu"], [contenteditable]';
/** Controls that take letters. */
const typing =
  'input:not([type="range"], [type="radio"], [type="checkbox"]), select, textarea, dialog, [role="menu"]';

export class ShortcutController implements ReactiveController {
  readonly #shortcuts: Shortcuts;
  /** The key that shows the original is down. */
  #comparing = false;

  constructor(host: ReactiveControllerHost, shortcuts: Shortcuts) {
    this.#shortcuts = shortcuts;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#down);
    window.addEventListener('keyup', this.#up);
    window.addEventListener('blur', this.#stopComparing);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#down);
    window.removeEventListener('keyup', this.#up);
    window.removeEventListener('blur', this.#stopComparing);
    this.#stopComparing();
  }

  readonly #down = (event: KeyboardEvent): void => {
    if (
      this.#shortcuts.blocked() ||
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      inside(event, typing)
    )
      return;
    if (this.#letter(event) || (!inside(event, interactive) && this.#plain(event))) event.preventDefault();
  };

  #letter({ key, repeat }: KeyboardEvent): boolean {
    switch (key.toLowerCase()) {
      case 'f':
        if (!repeat) this.#shortcuts.flip();
        return true;
      case 'r':
        if (!repeat) this.#shortcuts.record();
        return true;
      case 's':
        if (!repeat) this.#shortcuts.stats();
        return true;
      case 'c':
        if (!repeat) {
          this.#comparing = true;
          this.#shortcuts.compare(true);
        }
        return true;
      case 'v':
        if (!repeat) this.#shortcuts.split();
        return true;
      case 'b':
        this.#shortcuts.browse();
        return true;
      case 'm':
        this.#shortcuts.mix();
        return true;
      case '2':
        if (!repeat) this.#shortcuts.two();
        return true;
      case 'u':
        this.#shortcuts.undo();
        return true;
      case 'g':
        if (!repeat) this.#shortcuts.grid();
        return true;
      case 't':
        if (!repeat) this.#shortcuts.timer();
        return true;
      case '+':
      case '=':
        this.#shortcuts.zoom(zoomStep);
        return true;
      case '-':
        this.#shortcuts.zoom(1 / zoomStep);
        return true;
      case '?':
        this.#shortcuts.help();
        return true;
      default:
        return false;
    }
  }

  #plain({ key, repeat }: KeyboardEvent): boolean {
    switch (key) {
      case ' ':
      case 'Enter':
        if (!repeat) this.#shortcuts.still();
        return true;
      case 'ArrowLeft':
        this.#shortcuts.style(-1);
        return true;
      case 'ArrowRight':
        this.#shortcuts.style(1);
        return true;
      default:
        return false;
    }
  }

  readonly #up = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() === 'c') this.#stopComparing();
  };

  /** Also when the window loses the keyboard: it is not told then that the key was released. */
  readonly #stopComparing = (): void => {
    if (!this.#comparing) return;
    this.#comparing = false;
    this.#shortcuts.compare(false);
  };
}

function inside(event: Event, selector: string): boolean {
  return event.composedPath().some((target) => target instanceof Element && target.matches(selector));
}

/** The seconds that come after the present ones, around the end. */
export function nextTimer({ snapshot }: SessionApi): Timer {
  return timers[(timers.indexOf(snapshot.settings.timer) + 1) % timers.length] ?? 0;
}
