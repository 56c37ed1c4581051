/**
 * Where the element's frames come from: a camera, or a video or picture at an address. Whoever opens a feed destroys it;
 * `destroy()` is idempotent, switches the camera off and ends the download.
 */

import { openCamera } from '../pipeline/sources/camera-source';
import { decodePicture } from '../pipeline/sources/decode-picture';
import { SourceError } from '../pipeline/sources/frame-source';
import type { SourceProblem } from '../pipeline/api/session-state';
import { throwIfAborted } from '../shared/async/abort';
import { ImpastoError } from '../shared/errors';
import type { ImpastoErrorCode } from '../shared/errors';
import { fetchMedia } from './fetch-media';
import { VideoFeed } from './video-feed';
import type { FrameSource } from '../workers/networks/types';

export interface FeedEvents {
  /** A new frame can be grabbed. */
  readonly onFrame: () => void;
  /** The feed is gone for good: the camera was switched off or taken by another program. */
  readonly onEnded: (error: ImpastoError) => void;
}

export interface FrameFeed {
  /** False for a picture: it has one frame. */
  readonly moving: boolean;
  /** The current frame, the caller's; null while there is none. */
  grab(): Promise<FrameSource | null>;
  /** A paused feed announces no frames and gives the one it stopped at. */
  setPaused(paused: boolean): void;
  destroy(): void;
}

export type Facing = 'user' | 'environment';

/** Long side kept of a picture, px. */
const maxPictureSide = 2048;

const cameraProblems: Readonly<Partial<Record<SourceProblem, readonly [ImpastoErrorCode, string]>>> = {
  'camera-denied': [
    'camera-denied',
    'The camera is not allowed: allow it in the browser’s settings for this site.',
  ],
  'camera-absent': ['camera-absent', 'No camera was found: connect one and set src="camera" again.'],
  'camera-busy': ['camera-busy', 'The camera is in use elsewhere: close the other program.'],
  'camera-unsupported': ['unsupported', 'This page has no camera access: serve it over https.'],
};

/**
 * @param src `camera`, or the address of a video or picture (absolute, or relative to the page).
 * @throws ImpastoError `camera-…`, `unsupported`, `unreachable-picture`, `unreadable-picture`, `unreadable-video`;
 *   AbortError.
 */
export async function openFeed(
  src: string,
  facing: Facing,
  events: FeedEvents,
  signal: AbortSignal,
): Promise<FrameFeed> {
  if (src === 'camera') return openCameraFeed(facing, events, signal);
  const media = await fetchMedia(src, signal);
  if (media.kind === 'picture') return openPictureFeed(media.file, signal);
  return VideoFeed.open(src, events, signal);
}

async function openCameraFeed(facing: Facing, events: FeedEvents, signal: AbortSignal): Promise<FrameFeed> {
  let paused = false;
  try {
    const camera = await openCamera(
      { deviceId: '', facing },
      {
        onFrame: () => {
          if (!paused) events.onFrame();
        },
        onChange: () => undefined,
        onEnded: () =>
          events.onEnded(
            new ImpastoError('camera-ended', 'The camera was switched off: set src="camera" again to go on.'),
          ),
      },
      signal,
    );
    return {
      moving: true,
      grab: () => camera.grab(),
      setPaused: (value) => {
        paused = value;
        if (!(camera.preview instanceof HTMLVideoElement)) return;
        if (value) camera.preview.pause();
        else void camera.preview.play().catch(() => undefined);
      },
      destroy: () => camera.destroy(),
    };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const [code, sentence] = cameraProblems[error.problem] ?? [
      'camera-absent',
      `The camera does not start: ${error.message}`,
    ];
    throw new ImpastoError(code, sentence, { cause: error });
  }
}

async function openPictureFeed(file: Blob, signal: AbortSignal): Promise<FrameFeed> {
  const bitmap = await decodePicture(file, maxPictureSide, signal);
  if (signal.aborted) bitmap.close();
  throwIfAborted(signal);
  return {
    moving: false,
    grab: () => createImageBitmap(bitmap),
    setPaused: () => undefined,
    destroy: () => bitmap.close(),
  };
}
