/**
 * A gamepad as remote (W3C Gamepad, standard mapping): pad or shoulders for the styles, the lower button for a countdown,
 * the left one for a photo, the right one to hold, Start for the way out. It is read with the screen's frames while one is
 * plugged in and the host is connected: gamepads send no events of their buttons.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Remote } from './remote';

type Action = (remote: Remote) => void;

/** By the button's index in the standard mapping. */
const actions: Readonly<Record<number, Action>> = {
  0: (remote) => remote.countDown(),
  1: (remote) => remote.toggleHold(),
  2: (remote) => remote.photo(),
  4: (remote) => remote.step(-1),
  5: (remote) => remote.step(1),
  9: (remote) => remote.wayOut(),
  14: (remote) => remote.step(-1),
  15: (remote) => remote.step(1),
};

export class GamepadRemote implements ReactiveController {
  readonly #remote: Remote;
  #frame = 0;
  /** Buttons that are down, as `<gamepad>:<button>`. */
  #down: ReadonlySet<string> = new Set();

  constructor(host: ReactiveControllerHost, remote: Remote) {
    this.#remote = remote;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('gamepadconnected', this.#start);
    // One that was used on this page before is there without an event. What is down already was pressed for something else.
    this.#down = this.#pressed();
    this.#start();
  }

  hostDisconnected(): void {
    window.removeEventListener('gamepadconnected', this.#start);
    cancelAnimationFrame(this.#frame);
  }

  readonly #start = (): void => {
    cancelAnimationFrame(this.#frame);
    if (connected().length > 0) this.#frame = requestAnimationFrame(this.#read);
  };

  readonly #read = (): void => {
    const down = this.#pressed();
    const fresh = [...down].filter((button) => !this.#down.has(button));
    this.#down = down;
    this.#start();
    for (const button of fresh) actions[Number(button.split(':')[1])]?.(this.#remote);
  };

  #pressed(): ReadonlySet<string> {
    return new Set(
      connected().flatMap(({ index, buttons }) =>
        buttons.flatMap(({ pressed }, button) => (pressed ? [`${index}:${button}`] : [])),
      ),
    );
  }
}

/** Empty on insecure pages and where a policy forbids it. */
function connected(): readonly Gamepad[] {
  try {
    return navigator.getGamepads().filter((gamepad) => gamepad !== null);
  } catch {
    return [];
  }
}
