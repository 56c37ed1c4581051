/**
 * Calls and events between `convert.client.ts` and `convert.worker.ts`: a video or a picture that moves in, a painted video out. The worker
 * decodes and encodes; it asks the window to paint each frame (`paint`), and painted frames come back on an
 * engine's tap (`tap.protocol.ts`). One conversion a worker.
 */
import type { Size } from '../../shared/picture';
import type { FinishedTake } from '../record/record.protocol';

/** What a video file is. Sizes are as shown: after rotation, with square pixels. */
export type VideoFacts = Size & {
  /** s */
  readonly duration: number;
  /** Frames a second, on average. */
  readonly frameRate: number;
  readonly hasSound: boolean;
  /** High dynamic range: the painted file has the ordinary one. */
  readonly hdr: boolean;
};

/** Why a file cannot be converted. */
export type VideoProblem =
  /** No container that is known. */
  | 'not-video'
  /** A sound file. */
  | 'no-picture'
  /** Its codec is not known to this browser. */
  | 'unknown-codec'
  /** Its end is missing. */
  | 'cut-off'
  /** This browser can encode nothing that fits. */
  | 'no-encoder';

/** Part of the file, s. */
export interface Trim {
  readonly start: number;
  readonly end: number;
}

/** Kinds of repeating pictures. */
export type LoopFormat = 'gif' | 'webp';

export interface ConvertOrder {
  readonly file: Blob;
  /** File name without ending. */
  readonly name: string;
  /** Painted size, px, multiples of 4. */
  readonly size: Size;
  /** Bits a second of the picture. */
  readonly bitrate: number;
  readonly trim: Trim;
}

export interface ConvertCalls {
  inspect: {
    request: { readonly file: Blob };
    result: { readonly facts: VideoFacts } | { readonly problem: VideoProblem };
  };
  /** Pictures at `count` evenly spaced moments of the part, at most `side` px long; the receiver closes them. */
  sample: {
    request: { readonly file: Blob; readonly trim: Trim; readonly count: number; readonly side: number };
    result: readonly ImageBitmap[];
  };
  convert: {
    request: ConvertOrder;
    result:
      | {
          readonly take: FinishedTake;
          readonly poster: Blob | null;
          /** Sound tracks that this browser can neither copy nor read. */
          readonly lostSounds: number;
        }
      | { readonly problem: VideoProblem };
  };
  /** Makes a repeating picture of up to 6 s from `start` (s) on; `name` is the file's name without ending. */
  loop: {
    request: {
      readonly file: Blob;
      readonly name: string;
      readonly start: number;
      readonly format: LoopFormat;
    };
    result: Size & {
      readonly fileName: string;
      readonly sizeBytes: number;
      /** s */
      readonly duration: number;
      readonly poster: Blob | null;
    };
  };
  /** Makes a film of at most 10 s of pictures, the last of which is the finished one; `name` as above. */
  film: {
    request: { readonly pictures: readonly Blob[]; readonly name: string };
    result: { readonly take: FinishedTake; readonly poster: Blob };
  };
  /** Painted frames come on this port from now on. */
  attach: { request: { readonly frames: MessagePort }; result: null };
  /** A frame could not be painted: the conversion fails with this message. */
  refusePaint: { request: { readonly message: string }; result: null };
}

export type ConvertEvent =
  /** Paint this frame (the receiver closes it); its timestamp, µs, tells it from all others. @see ConvertCalls.attach */
  | { readonly kind: 'paint'; readonly frame: VideoFrame; /** Time in the part, s. */ readonly time: number }
  | { readonly kind: 'progress'; /** 0..1 */ readonly progress: number; readonly frames: number }
  /** Share of the seekable copy that is written, 0..1. */
  | { readonly kind: 'saving'; readonly progress: number };
