/**
 * Frames of a `<video>` element, from a camera or a file: announces them by `requestVideoFrameCallback` (HTML spec)
 * and hands them out as `VideoFrame` (WebCodecs), or as `ImageBitmap` where a browser has no `VideoFrame`.
 * Owns the callback, not the element.
 */
import type { FrameSource as Frame } from '../workers/engine.protocol';

/** A `<video>` that plays inline, silently and by itself: what iOS asks for before it shows a camera in a page. */
export function makeVideoElement(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.autoplay = true;
  video.disablePictureInPicture = true;
  return video;
}

/** Calls `onFrame` for each new frame until the returned function is called. */
export function watchFrames(video: HTMLVideoElement, onFrame: () => void): () => void {
  let handle = 0;
  const next = (): void => {
    handle = video.requestVideoFrameCallback(() => {
      next();
      onFrame();
    });
  };
  next();
  return () => video.cancelVideoFrameCallback(handle);
}

/** The frame shown right now; the caller closes it. Null while there is none. */
export async function grabFrame(video: HTMLVideoElement): Promise<Frame | null> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return null;
  if (typeof VideoFrame === 'undefined') return createImageBitmap(video);
  try {
    return new VideoFrame(video);
  } catch {
    // A stream between two frames (just flipped, just woken) has no frame to give; the next callback brings one.
    return null;
  }
}
