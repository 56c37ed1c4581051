/** A video file as a source of frames: loops, muted, inline. Owns its object URL. */
import { abortable, abortError } from '../../shared/async/abort';
import type { Size } from '../../shared/picture';
import { SourceError } from './frame-source';
import type { OpenSource, SourceEvents } from './frame-source';
import type { SourceState } from '../api/session-state';
import { Playback } from './playback';
import { grabFrame, makeVideoElement, watchFrames } from './video-frames';
import { clockUs } from '../../workers/rpc/tap.protocol';
import type { FrameSource as Frame } from '../../workers/networks/types';

/**
 * Opens `file` and resolves when its first frame can be shown.
 * @throws SourceError `video-unreadable` when the browser cannot decode it; AbortError when `signal` aborts.
 */
export async function openVideo(
  file: File,
  events: SourceEvents,
  signal?: AbortSignal,
): Promise<VideoSource> {
  const source = new VideoSource(file, events);
  try {
    await abortable(source.start(), signal);
    if (signal?.aborted === true) throw abortError(signal);
    return source;
  } catch (error) {
    source.destroy();
    throw error;
  }
}

export class VideoSource implements OpenSource {
  readonly preview = makeVideoElement();
  readonly video: File;
  readonly #url: string;
  readonly #events: SourceEvents;
  readonly #playback: Playback;
  readonly #listeners = new AbortController();
  #unwatch: (() => void) | undefined;
  #shownAt = 0;

  constructor(file: File, events: SourceEvents) {
    this.video = file;
    this.#url = URL.createObjectURL(file);
    this.#events = events;
    this.#playback = new Playback(file.name, () => this.#apply());
  }

  get state(): SourceState {
    return this.#playback.state;
  }

  get moving(): boolean {
    return this.#playback.playing;
  }

  get size(): Size | null {
    const { videoWidth: width, videoHeight: height } = this.preview;
    return width > 0 ? { width, height } : null;
  }

  async start(): Promise<void> {
    const { signal } = this.#listeners;
    const unreadable = (): SourceError =>
      new SourceError('video-unreadable', this.preview.error?.message ?? 'It holds no picture.');
    this.preview.loop = true;
    const ready = new Promise<void>((resolve, reject) => {
      this.preview.addEventListener('error', () => reject(unreadable()), { signal });
      this.preview.addEventListener('loadeddata', () => resolve(), { signal });
    });
    this.preview.src = this.#url;
    await ready;
    // A file with sound only decodes well and has no picture.
    if (!this.size) throw unreadable();
    this.preview.addEventListener('seeked', this.#events.onFrame, { signal });
    this.#unwatch = watchFrames(this.preview, (shownAt) => {
      this.#shownAt = shownAt;
      this.#events.onFrame();
    });
    await this.preview.play().catch(() => this.#playback.refused());
    this.#events.onFrame();
  }

  togglePlayback(): void {
    this.#playback.toggle();
  }

  grab(): Promise<Frame | null> {
    // A paused picture is drawn anew when the look changes: each drawing is a frame of its own.
    return grabFrame(this.preview, this.moving && this.#shownAt > 0 ? this.#shownAt : clockUs());
  }

  sleep(asleep: boolean): void {
    this.#playback.sleep(asleep);
  }

  destroy(): void {
    this.#listeners.abort();
    this.#unwatch?.();
    this.preview.pause();
    this.preview.removeAttribute('src');
    this.preview.load();
    URL.revokeObjectURL(this.#url);
  }

  #apply(): void {
    if (this.#playback.runs) void this.preview.play().catch(() => undefined);
    else this.preview.pause();
    this.#events.onChange();
  }
}
