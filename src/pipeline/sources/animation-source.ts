/** A moving picture (GIF, WebP, APNG, AVIF) as a source of frames: it loops like a video. Owns its decoder and timer. */
import { Animation, drawOnWhite } from '../../shared/pictures/animation';
import { isAnimated } from '../../shared/pictures/is-animated';
import { ImpastoError } from '../../shared/errors';
import { shrunkSize } from '../../shared/picture';
import type { Size } from '../../shared/picture';
import { clockUs } from '../../workers/rpc/tap.protocol';
import type { FrameSource as Frame } from '../../workers/networks/types';
import type { SourceState } from '../api/session-state';
import type { OpenSource, SourceEvents } from './frame-source';
import { Playback } from './playback';
import { grabCanvas } from './video-frames';

/** Largest long side kept of a frame, px: more than any live detail needs. */
const maxSide = 2048;

/**
 * @returns null when the file does not move, or this browser can show its first picture only.
 * @throws AbortError when `signal` aborts.
 */
export async function openAnimation(
  file: File,
  events: SourceEvents,
  signal?: AbortSignal,
): Promise<OpenSource | null> {
  const animation = await Animation.open(file, signal);
  if (!animation) return null;
  const source = new AnimationSource(file, animation, events);
  try {
    await source.start();
    signal?.throwIfAborted();
    return source;
  } catch (error) {
    source.destroy();
    signal?.throwIfAborted();
    if (error instanceof ImpastoError) throw error;
    // Its first frame is damaged: the reader of pictures says so.
    return null;
  }
}

/** True for a picture that moves elsewhere: this browser has no decoder that gives more than its first frame. */
export async function standsStillHere(file: Blob): Promise<boolean> {
  return !(await Animation.isSupported(file)) && isAnimated(file);
}

class AnimationSource implements OpenSource {
  readonly preview = document.createElement('canvas');
  readonly video: File;
  readonly #animation: Animation;
  readonly #events: SourceEvents;
  readonly #playback: Playback;
  /** Frame that comes next. */
  #next = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shownAt = 0;
  #destroyed = false;

  constructor(file: File, animation: Animation, events: SourceEvents) {
    this.video = file;
    this.#animation = animation;
    this.#events = events;
    this.#playback = new Playback(file.name, () => this.#apply());
  }

  get state(): SourceState {
    return this.#playback.state;
  }

  get moving(): boolean {
    return this.#playback.playing;
  }

  get size(): Size {
    const { width, height } = this.preview;
    return { width, height };
  }

  /** Shows the first frame. @throws DOMException when it is damaged; ImpastoError `unsupported`. */
  async start(): Promise<void> {
    const { frame, length } = await this.#animation.frame(0);
    const { displayWidth: width, displayHeight: height } = frame;
    Object.assign(this.preview, shrunkSize({ width, height }, maxSide));
    this.#show(frame);
    this.#next = 1;
    this.#waitFor(length);
  }

  togglePlayback(): void {
    this.#playback.toggle();
  }

  sleep(asleep: boolean): void {
    this.#playback.sleep(asleep);
  }

  grab(): Promise<Frame | null> {
    // A paused picture is drawn anew when the look changes: each drawing is a frame of its own.
    return grabCanvas(this.preview, this.moving ? this.#shownAt : clockUs());
  }

  destroy(): void {
    this.#destroyed = true;
    clearTimeout(this.#timer);
    this.#animation.close();
    this.preview.width = this.preview.height = 0;
  }

  #apply(): void {
    clearTimeout(this.#timer);
    if (this.#playback.runs) this.#waitFor(0);
    this.#events.onChange();
  }

  /** @param length s */
  #waitFor(length: number): void {
    this.#timer = setTimeout(() => void this.#advance(), length * 1000);
  }

  async #advance(): Promise<void> {
    const began = performance.now();
    const shown = await this.#animation.frame(this.#next).catch(() => null);
    if (this.#destroyed || !this.#playback.runs) {
      shown?.frame.close();
      return;
    }
    // The end of the file, or of what is whole of it: from the beginning.
    this.#next = shown ? (this.#next + 1) % this.#animation.count : 0;
    if (shown) this.#show(shown.frame);
    this.#waitFor(Math.max(0, (shown?.length ?? 0) - (performance.now() - began) / 1000));
  }

  #show(frame: VideoFrame): void {
    drawOnWhite(frame, this.preview);
    this.#shownAt = clockUs();
    this.#events.onFrame();
  }
}
