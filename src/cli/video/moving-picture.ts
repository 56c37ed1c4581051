/** A content with many frames: a video, or a picture that moves. */
import type { RgbaPicture, Size } from '../../shared/picture';

/** A sound track. */
export interface SoundTrack {
  /** As ffmpeg names it, such as `aac`. */
  readonly codec: string;
}

export interface MovingPicture {
  /** As shown: upright, pixels square; px. */
  readonly own: Size;
  /** When each frame is shown, s from the beginning of the file, rising. */
  readonly times: readonly number[];
  /** s */
  readonly duration: number;
  readonly sound: readonly SoundTrack[];
  /** All frames in order, scaled to `size`. @throws ImpastoError `unreadable-video`. */
  frames(size: Size): AsyncIterable<RgbaPicture>;
  /** The frame that is shown at `time`, s; undefined when there is none. @throws as `frames`. */
  frameAt(time: number, size: Size): Promise<RgbaPicture | undefined>;
}
