/**
 * A source of frames: camera, video file or picture. Whoever opens a source destroys it; `destroy()` is idempotent,
 * stops the camera or frees the file, and empties the preview element.
 */
import type { Size } from '../../shared/picture';
import type { SourceProblem, SourceState } from '../api/session-state';
import type { FrameSource as Frame } from '../../workers/networks/types';

export interface SourceEvents {
  /** A new frame can be grabbed. */
  readonly onFrame: () => void;
  /** `state` or `preview` changed. */
  readonly onChange: () => void;
  /** The source is gone for good (unplugged, revoked, taken by the system). */
  readonly onEnded: (problem: SourceProblem, detail: string) => void;
}

export interface OpenSource {
  readonly state: SourceState;
  /** Shows the unstyled source. */
  readonly preview: HTMLElement;
  /** Size of the frames, px; null until the first one is there. */
  readonly size: Size | null;
  /** True when frames come by themselves; false for pictures and paused videos. */
  readonly moving: boolean;
  /** The camera itself, if it is one; stopped with the source. */
  readonly videoTrack?: MediaStreamTrack | null;
  /** The microphone that came with the camera, if any; stopped with the source. */
  readonly soundTrack?: MediaStreamTrack | null;
  /** The file, when the frames are smaller than what is in it (pictures). */
  readonly original?: Blob;
  /** The file moves, but this browser shows its first picture only. */
  readonly standsStill?: true;
  /** The file, when it moves: all of it can be converted. */
  readonly video?: File;
  /** The current frame, owned (and closed) by the caller; null when there is none yet. */
  grab(): Promise<Frame | null>;
  /** Plays or pauses what moves; absent on cameras and pictures. */
  togglePlayback?(): void;
  /** Stops or resumes decoding while the page is hidden. */
  sleep(asleep: boolean): void;
  destroy(): void;
}

/** Why a source could not be opened; `problem` selects the sentence and the way on. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly problem: SourceProblem;

  constructor(problem: SourceProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}
