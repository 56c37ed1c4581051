/**
 * The keyboard as remote, and what sends its keys: presenters (Page Up and Down), shutters (Enter), keyboards with media
 * keys where no player has them. Listens while its host is connected.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Remote } from './remote';

/** Controls that use these keys themselves. */
const pressed = new Set([' ', 'Enter']);

export class KeyRemote implements ReactiveController {
  readonly #remote: Remote;

  constructor(host: ReactiveControllerHost, remote: Remote) {
    this.#remote = remote;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#down);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#down);
  }

  readonly #down = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const onButton = event.composedPath().some((target) => target instanceof HTMLButtonElement);
    if (onButton && pressed.has(event.key)) return;
    const act = this.#action(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  };

  #action(key: string): (() => void) | null {
    const remote = this.#remote;
    switch (key.toLowerCase()) {
      case 'arrowright':
      case 'pagedown':
      case 'mediatracknext':
        return () => remote.step(1);
      case 'arrowleft':
      case 'pageup':
      case 'mediatrackprevious':
        return () => remote.step(-1);
      case 'h':
      case 'pause':
      case 'mediaplaypause':
        return () => remote.toggleHold();
      case ' ':
      case 'enter':
        return () => remote.photo();
      case 't':
        return () => remote.countDown();
      case 'f':
        return () => remote.toggleFullScreen();
      case 'escape':
        return () => remote.wayOut();
      default:
        return null;
    }
  }
}
