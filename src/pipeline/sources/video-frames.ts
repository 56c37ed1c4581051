/**
 * Frames of a `<video>` element, from a camera or a file: announces them by `requestVideoFrameCallback` (HTML spec)
 * and hands them out as `VideoFrame` (WebCodecs), or as `ImageBitmap` where a browser has no `VideoFrame`.
 * Owns the callback, not the element.
 */
import type { FrameSource as Frame } from '../../workers/networks/types';

/** A `<video>` that plays inline, silently and by itself: what iOS asks for before it shows a camera in a page. */
export function makeVideoElement(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.autoplay = true;
  video.disablePictureInPicture = true;
  return video;
}

/** A frame's age is believed up to this, ms; some drivers report nonsense. */
const maxAgeMs = 1000;

/** When a frame was captured, µs since 1970; for files and where the browser does not tell, when it is shown. */
function captureTime(
  now: number,
  { captureTime: captured, expectedDisplayTime }: VideoFrameCallbackMetadata,
): number {
  const at = captured ?? expectedDisplayTime;
  const believed = Math.abs(now - at) <= maxAgeMs ? at : now;
  return Math.round((performance.timeOrigin + believed) * 1000);
}

/**
 * Calls `onFrame` for each new frame until the returned function is called.
 * @param onFrame gets the frame's capture time, µs since 1970
 */
export function watchFrames(video: HTMLVideoElement, onFrame: (capturedAt: number) => void): () => void {
  let handle = 0;
  const next = (): void => {
    handle = video.requestVideoFrameCallback((now, metadata) => {
      next();
      onFrame(captureTime(now, metadata));
    });
  };
  next();
  return () => video.cancelVideoFrameCallback(handle);
}

/**
 * The frame shown right now; the caller closes it. Null while there is none.
 * @param timestamp the frame's capture time, µs since 1970: recordings keep time by it
 */
export async function grabFrame(video: HTMLVideoElement, timestamp: number): Promise<Frame | null> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return null;
  if (typeof VideoFrame === 'undefined') return createImageBitmap(video);
  try {
    return new VideoFrame(video, { timestamp });
  } catch {
    // Some browsers make no frame of a video element, but a bitmap. A stream between two frames (just flipped, just woken)
    // has neither; the next callback brings one.
    return createImageBitmap(video).catch(() => null);
  }
}

/** What a canvas shows; the caller closes it. @param timestamp as for `grabFrame` */
export async function grabCanvas(canvas: HTMLCanvasElement, timestamp: number): Promise<Frame> {
  return typeof VideoFrame === 'undefined'
    ? createImageBitmap(canvas)
    : new VideoFrame(canvas, { timestamp, alpha: 'discard' });
}
