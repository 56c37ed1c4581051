/** A brush that is moved by arrow keys, and paints while the space bar or Enter is held. */

/** Shares of the picture's width and height, from the top left. */
interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface BrushKeysEvents {
  readonly begin: (spot: Spot) => void;
  readonly to: (spot: Spot) => void;
  readonly end: () => void;
  /** The brush is there now, and is to be seen. */
  readonly moved: (spot: Spot) => void;
}

/** One press of an arrow key, as a share of a side; with Shift more. */
const step = 0.02;
const wideStep = 0.1;

const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class BrushKeys {
  readonly #events: BrushKeysEvents;
  #spot: Spot = { x: 0.5, y: 0.5 };
  #pressed = false;

  constructor(events: BrushKeysEvents) {
    this.#events = events;
  }

  /** A pointer put the brush there. */
  place(spot: Spot): void {
    this.#spot = spot;
  }

  readonly down = (event: KeyboardEvent): void => {
    const arrow = arrows[event.key];
    if (arrow) this.#move(arrow, event.shiftKey ? wideStep : step);
    else if (event.key === ' ' || event.key === 'Enter') this.#press();
    else return;
    // Neither the page nor the app's own keys.
    event.preventDefault();
    event.stopPropagation();
  };

  readonly up = (event: KeyboardEvent): void => {
    if (event.key === ' ' || event.key === 'Enter') this.left();
  };

  /** The focus is elsewhere: nothing is held any more. */
  readonly left = (): void => {
    if (!this.#pressed) return;
    this.#pressed = false;
    this.#events.end();
  };

  #move([x, y]: readonly [number, number], by: number): void {
    const inside = (share: number): number => Math.min(1, Math.max(0, share));
    this.#spot = { x: inside(this.#spot.x + x * by), y: inside(this.#spot.y + y * by) };
    this.#events.moved(this.#spot);
    if (this.#pressed) this.#events.to(this.#spot);
  }

  /** Held keys repeat: a stroke begins once. */
  #press(): void {
    this.#events.moved(this.#spot);
    if (this.#pressed) return;
    this.#pressed = true;
    this.#events.begin(this.#spot);
  }
}
