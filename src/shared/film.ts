/** The film of a picture that is being painted: which of the pictures so far are kept, and when each is seen. Pure. */

/** Frames a second. */
export const filmFrameRate = 30;
/** The longest film, s. */
const longest = 10;
/** How long the finished picture is seen at the end, s. */
const held = 2;
/** Usual time from one picture to the next, s. */
const usualStep = 0.25;
/** Most pictures that are kept. */
const mostPictures = 120;

/** What a frame shows: picture `index` with `share` (0..1) of the next one over it. */
export interface FilmFrame {
  readonly index: number;
  readonly share: number;
}

/**
 * Keeps at most 120 pictures, evenly spaced over a run of unknown length: when there are more, every other one goes and
 * only every other new one is taken from then on.
 */
export class FilmPictures<T> {
  #kept: T[] = [];
  #stride = 1;
  #seen = 0;

  /** All that are kept, in order. */
  get all(): readonly T[] {
    return this.#kept;
  }

  /** @param make called only when the picture is kept */
  add(make: () => T): void {
    const wanted = this.#seen % this.#stride === 0;
    this.#seen += 1;
    if (!wanted) return;
    this.#kept.push(make());
    if (this.#kept.length <= mostPictures) return;
    this.#kept = this.#kept.filter((_picture, index) => index % 2 === 0);
    this.#stride *= 2;
  }

  clear(): void {
    this.#kept = [];
    this.#stride = 1;
    this.#seen = 0;
  }
}

/** @param count pictures, the last of which is the finished one; at least 1. @returns every frame of the film, in order */
export function filmFrames(count: number): FilmFrame[] {
  const painting = Math.min(longest - held, (count - 1) * usualStep);
  const moving = Math.round(painting * filmFrameRate);
  const frames = Array.from({ length: moving }, (_value, frame): FilmFrame => {
    // Slows down towards the end: the first steps change most and are seen least long anyway.
    const left = 1 - frame / moving;
    const position = (1 - left * left) * (count - 1);
    const index = Math.min(count - 2, Math.floor(position));
    return { index, share: position - index };
  });
  const last = { index: count - 1, share: 0 };
  return [...frames, ...Array.from({ length: held * filmFrameRate }, () => last)];
}
