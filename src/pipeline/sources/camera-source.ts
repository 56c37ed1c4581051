/**
 * The camera as a source of frames (W3C Media Capture and Streams). Owns the stream: `destroy()` stops its tracks, so
 * that the camera's light goes out. The caller asks again after `onEnded`; nothing here retries.
 */
import { throwIfAborted } from '../../shared/async/abort';
import { messageOf } from '../../shared/errors';
import type { Size } from '../../shared/picture';
import { SourceError } from './frame-source';
import { facingOfLabel } from './cameras';
import type { OpenSource, SourceEvents } from './frame-source';
import type { CameraDevice, Facing, SourceProblem, SourceState } from '../api/session-state';
import { grabFrame, makeVideoElement, watchFrames } from './video-frames';
import { clockUs } from '../../workers/rpc/tap.protocol';
import type { FrameSource as Frame } from '../../workers/networks/types';

export interface CameraWish {
  /** Exact device, or empty for any. */
  readonly deviceId: string;
  readonly facing: Facing;
  /** Ask for the microphone too, in the same question. */
  readonly sound?: boolean;
}

/** The room as it sounds: what calls need (echo, noise) would eat music and surf. */
const microphone: MediaTrackConstraints = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: true,
};

/** What went wrong by the name of `getUserMedia`'s exception (Media Capture, section 10.2). */
const problems: Readonly<Record<string, SourceProblem>> = {
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotFoundError: 'camera-absent',
  OverconstrainedError: 'camera-absent',
  NotReadableError: 'camera-busy',
  AbortError: 'camera-busy',
};

/** Cameras of this device. Labels are empty until the user allowed one. */
export async function listCameras(): Promise<readonly CameraDevice[]> {
  if (!hasCameraApi()) return [];
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter((device) => device.kind === 'videoinput')
    .map(({ deviceId, label }) => ({ deviceId, label }));
}

/** False on insecure pages and in browsers without cameras, whatever the typings promise. */
function hasCameraApi(): boolean {
  return 'mediaDevices' in navigator;
}

/**
 * Opens a camera near 1280 × 720 at 30 fps and resolves when its first frame is there.
 * @throws SourceError with the problem; AbortError when `signal` aborts (the camera is released).
 */
export async function openCamera(
  wish: CameraWish,
  events: SourceEvents,
  signal?: AbortSignal,
): Promise<OpenSource> {
  if (!hasCameraApi()) {
    throw new SourceError('camera-unsupported', 'This page has no camera access (https is needed).');
  }
  const stream = await requestStream(wish);
  try {
    throwIfAborted(signal);
    const track = stream.getVideoTracks()[0];
    if (!track) throw new SourceError('camera-absent', 'The stream has no video track.');
    const camera = new CameraSource(stream, track, events);
    try {
      await camera.start();
      throwIfAborted(signal);
      return camera;
    } catch (error) {
      camera.destroy();
      throw error;
    }
  } catch (error) {
    stopTracks(stream);
    throw error;
  }
}

async function requestStream(wish: CameraWish): Promise<MediaStream> {
  const quality = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  const any = { ...quality, facingMode: { ideal: wish.facing } };
  const ask = async (video: MediaTrackConstraints): Promise<MediaStream> => {
    if (wish.sound === true) {
      try {
        return await navigator.mediaDevices.getUserMedia({ video, audio: microphone });
      } catch {
        // No microphone, or none allowed, must not cost the picture; a camera problem shows again below.
      }
    }
    return navigator.mediaDevices.getUserMedia({ video, audio: false });
  };
  try {
    if (!wish.deviceId) return await ask(any);
    return await ask({ ...quality, deviceId: { exact: wish.deviceId } }).catch((error: unknown) => {
      // The remembered camera may be unplugged, or its id renewed by the browser: any other one is better than none.
      if (problemOf(error) === 'camera-absent') return ask(any);
      throw error;
    });
  } catch (error) {
    throw new SourceError(problemOf(error), messageOf(error), { cause: error });
  }
}

function problemOf(error: unknown): SourceProblem {
  return (error instanceof Error ? problems[error.name] : undefined) ?? 'camera-failed';
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Desktop cameras and Chromium's fake one tell no facing; a label often does. */
function facingOf(track: MediaStreamTrack): Facing | 'unknown' {
  const { facingMode } = track.getSettings();
  if (facingMode === 'user' || facingMode === 'environment') return facingMode;
  return facingOfLabel(track.label);
}

class CameraSource implements OpenSource {
  readonly preview = makeVideoElement();
  readonly moving = true;
  readonly #stream: MediaStream;
  readonly #track: MediaStreamTrack;
  readonly #events: SourceEvents;
  readonly #listeners = new AbortController();
  #unwatch: (() => void) | undefined;
  #asleep = false;
  #capturedAt = 0;

  constructor(stream: MediaStream, track: MediaStreamTrack, events: SourceEvents) {
    this.#stream = stream;
    this.#track = track;
    this.#events = events;
  }

  get state(): SourceState {
    return {
      kind: 'camera',
      deviceId: this.#track.getSettings().deviceId ?? '',
      label: this.#track.label,
      facing: facingOf(this.#track),
      asleep: this.#asleep || this.#track.muted,
    };
  }

  get size(): Size | null {
    const { videoWidth: width, videoHeight: height } = this.preview;
    return width > 0 ? { width, height } : null;
  }

  get videoTrack(): MediaStreamTrack {
    return this.#track;
  }

  get soundTrack(): MediaStreamTrack | null {
    return this.#stream.getAudioTracks()[0] ?? null;
  }

  async start(): Promise<void> {
    const { signal } = this.#listeners;
    // `ended` fires when the system takes the camera away, never for our own stop().
    this.#track.addEventListener(
      'ended',
      () => this.#events.onEnded('camera-ended', 'The camera was switched off or unplugged.'),
      { signal },
    );
    // iOS mutes the track while the page sleeps or a call rings.
    this.#track.addEventListener('mute', this.#events.onChange, { signal });
    this.#track.addEventListener('unmute', this.#events.onChange, { signal });
    this.preview.addEventListener('resize', this.#events.onChange, { signal });
    this.preview.srcObject = this.#stream;
    this.#unwatch = watchFrames(this.preview, (capturedAt) => {
      this.#capturedAt = capturedAt;
      this.#events.onFrame();
    });
    try {
      await this.preview.play();
    } catch (error) {
      throw new SourceError('camera-failed', messageOf(error), { cause: error });
    }
  }

  grab(): Promise<Frame | null> {
    return grabFrame(this.preview, this.#capturedAt || clockUs());
  }

  sleep(asleep: boolean): void {
    if (this.#asleep === asleep) return;
    this.#asleep = asleep;
    // iOS leaves the element paused after sleep.
    if (!asleep) void this.preview.play().catch(() => undefined);
    this.#events.onChange();
  }

  destroy(): void {
    this.#listeners.abort();
    this.#unwatch?.();
    stopTracks(this.#stream);
    this.preview.srcObject = null;
  }
}
