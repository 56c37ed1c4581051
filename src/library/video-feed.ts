/** A video at an address as a feed: streamed, looping, muted. Owns its `<video>` element, which is never in the page. */

import { grabFrame, makeVideoElement, watchFrames } from '../pipeline/sources/video-frames';
import { abortable } from '../shared/async/abort';
import { ImpastoError } from '../shared/errors';
import { clockUs } from '../workers/rpc/tap.protocol';
import type { FeedEvents, FrameFeed } from './frame-feed';
import type { FrameSource } from '../workers/networks/types';

export class VideoFeed implements FrameFeed {
  readonly moving = true;
  readonly #video = makeVideoElement();
  readonly #listeners = new AbortController();
  readonly #events: FeedEvents;
  #unwatch: (() => void) | undefined;

  private constructor(events: FeedEvents) {
    this.#events = events;
  }

  /** Resolves when the first frame can be shown. @throws ImpastoError `unreadable-video`; AbortError. */
  static async open(src: string, events: FeedEvents, signal: AbortSignal): Promise<VideoFeed> {
    const feed = new VideoFeed(events);
    try {
      await abortable(feed.#start(src), signal);
      return feed;
    } catch (error) {
      feed.destroy();
      throw error;
    }
  }

  grab(): Promise<FrameSource | null> {
    return grabFrame(this.#video, clockUs());
  }

  setPaused(paused: boolean): void {
    if (paused) this.#video.pause();
    else void this.#video.play().catch(() => undefined);
  }

  destroy(): void {
    this.#listeners.abort();
    this.#unwatch?.();
    this.#video.pause();
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  async #start(src: string): Promise<void> {
    const { signal } = this.#listeners;
    const video = this.#video;
    const unreadable = (): ImpastoError =>
      new ImpastoError('unreadable-video', `${src} holds no video that this browser can play.`);
    const loaded = new Promise<void>((resolve, reject) => {
      video.addEventListener('error', () => reject(unreadable()), { signal });
      video.addEventListener('loadeddata', () => resolve(), { signal });
    });
    video.loop = true;
    // Playing is `setPaused`'s: a paused element shows the first frame.
    video.autoplay = false;
    // Frames of another site can be read only when it says so.
    video.crossOrigin = 'anonymous';
    video.src = src;
    await loaded;
    // A file with sound only decodes well and has no picture.
    if (video.videoWidth === 0) throw unreadable();
    video.addEventListener('seeked', this.#events.onFrame, { signal });
    this.#unwatch = watchFrames(video, this.#events.onFrame);
  }
}
