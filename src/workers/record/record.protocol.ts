/**
 * Calls and events between `record.client.ts` and `record.worker.ts`, and the types both share. One worker records one
 * take at a time. Ports and buffers are transferred.
 */
import type { Size } from '../../shared/picture';

/** Folder of the origin's private file system that holds takes. */
export const takesFolder = 'takes';

/** Samples from the microphone, sent on the sound port. */
export interface SoundBlock {
  /** One plane a channel, all of one length, −1..1. */
  readonly planes: readonly Float32Array<ArrayBuffer>[];
  /** Number of the block's first sample since the microphone was opened. */
  readonly firstSample: number;
  /** When the block left the audio thread, by `Date.now()` (that thread has no finer clock), ms since 1970. */
  readonly sentAt: number;
}

/** Where sound comes from. */
export interface SoundInput {
  /** Brings `SoundBlock`s. */
  readonly port: MessagePort;
  /** Samples a second. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Age of a sample when its block is sent, µs. */
  readonly latency: number;
}

/** A finished file in the takes folder. */
export type FinishedTake = Size & {
  readonly fileName: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** s */
  readonly duration: number;
  readonly hasSound: boolean;
  /** Frames in the file. */
  readonly frames: number;
  /** Frames that were painted but not recorded because the encoder was behind. */
  readonly dropped: number;
  /** False when there was no room for the seekable copy and the recording itself was kept. */
  readonly seekable: boolean;
};

export interface RecordCalls {
  /** Begins a take; it starts with the first frame that arrives. Resolves when the encoders are there. */
  start: {
    request: {
      /** File name without ending. */
      readonly name: string;
      /** Size of the picture in the file, px, even. Frames of other sizes are scaled to cover it. */
      readonly size: Size;
      /** Port of an engine's tap. */
      readonly frames: MessagePort;
      readonly sound: SoundInput | null;
    };
    result: { readonly fileName: string };
  };
  /** Frames come from another engine from now on. */
  attach: { request: { readonly frames: MessagePort }; result: null };
  /** @param at µs since 1970 */
  pause: { request: { readonly at: number }; result: null };
  resume: { request: { readonly at: number }; result: null };
  /** Ends the take at `at` (µs since 1970) and makes a seekable file of it. */
  stop: { request: { readonly at: number }; result: FinishedTake };
  /** Begins a take whose encoded bytes come from a `MediaRecorder`. */
  startAppending: { request: { readonly fileName: string }; result: null };
  append: { request: { readonly bytes: ArrayBuffer }; result: null };
  stopAppending: { request: object; result: FinishedTake };
  /** Writes a whole file, where the window cannot: older Safari has no `createWritable`. */
  write: { request: { readonly fileName: string; readonly content: Blob }; result: null };
  /** Makes a seekable file of a recording that was cut off. */
  recover: { request: { readonly fileName: string }; result: FinishedTake };
}

export type RecordEvent =
  /** Several times a second while recording. */
  | {
      readonly kind: 'progress';
      /** Length so far, s. */
      readonly duration: number;
      readonly sizeBytes: number;
      readonly dropped: number;
    }
  /** A small JPEG of the first frame. */
  | { readonly kind: 'poster'; readonly poster: Blob }
  /** Share of the seekable copy that is written, 0..1. */
  | { readonly kind: 'saving'; readonly progress: number }
  /** Recording cannot go on; `stop` still saves what there is. */
  | { readonly kind: 'failed'; readonly full: boolean; readonly message: string };

/**
 * Bits a second for a painted picture of `size` at 30 fps: strokes are detail everywhere, so about 0.2 bit a pixel.
 * Sound is included.
 */
export function takeBitrate({ width, height }: Size): number {
  return Math.round(Math.min(24e6, Math.max(1.5e6, width * height * 30 * 0.2))) + 160_000;
}
