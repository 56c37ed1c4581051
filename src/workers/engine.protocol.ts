/**
 * Messages between `engine.client.ts` and `engine.worker.ts`, and the types both sides share. Every request carries an
 * `id`; the worker answers each with exactly one `done` or `failed`. Bitmaps, frames and buffers are transferred: the
 * receiver owns and closes them.
 */

import type { ImpastoErrorCode } from '../shared/errors';
import type { Rect, RgbaPicture, Size } from '../shared/picture';

/** Backends from the fastest to the slowest; the automatic choice takes the first that passes the probe. */
export const backends = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type Backend = (typeof backends)[number];
export type BackendChoice = Backend | 'auto';

/** A picture's style, 100 numbers (z in GUIDE §2). Codes may be mixed linearly. */
export type StyleCode = Float32Array;

/** Numbers in a style code. */
export const styleCodeLength = 100;

/** One ingredient of a look. Weights are normalised to the sum 1, so only their ratios count; each is ≥ 0. */
export type WeightedStyle = { readonly code: StyleCode; readonly weight: number };

/** What the picture shall look like: a mix of styles and how strongly it applies (0 = the picture itself, 1 = full). */
export type Look = { readonly mix: readonly WeightedStyle[]; readonly strength: number };

/** The three network files, as verified bytes (safetensors). */
export type ModelFiles = {
  readonly transformer: ArrayBuffer;
  readonly styleHead: ArrayBuffer;
  readonly lossNetwork: ArrayBuffer;
};

/** Where a frame goes: output size (px, multiples of 4), mirroring, and the part of the source that is used. */
export type Placement = Size & {
  /** Swap left and right (selfie view). */
  readonly mirror: boolean;
  /** Source rectangle in px, after rotation; without it the largest centred one with the output's aspect ratio. */
  readonly crop?: Rect;
  /** The first frame of another source: nothing remembered of earlier frames counts. */
  readonly cut?: boolean;
};

/** A backend that was tried and not taken. */
export type Refusal = { readonly backend: Backend; readonly reason: string };

/** Which backend runs, and why not a faster one. */
export type EngineInfo = {
  readonly backend: Backend;
  /** Name of the GPU, where the browser tells. */
  readonly adapter?: string;
  /** Threads of the wasm backend. */
  readonly threads?: number;
  readonly tried: readonly Refusal[];
  /** Milliseconds: probing and compiling, in all. */
  readonly warmUpMs: number;
};

/** Steps of creating an engine, in order; `probe` and `warm-up` repeat for each backend that is tried. */
export type EngineProgress = { readonly step: 'probe' | 'warm-up' | 'ready'; readonly backend: Backend };

/** One frame is on the canvas. */
export type Presented = Size & {
  /** Milliseconds from the worker's receiving the frame to its being on the canvas, GPU included. */
  readonly ms: number;
};

/** What the engine holds. Flat over frames, or something leaks. */
export type EngineMemory = { readonly numTensors: number; readonly numBytes: number };

/** A camera or video frame; the worker closes it. A VideoFrame's timestamp is its capture time, µs since 1970. */
export type FrameSource = VideoFrame | ImageBitmap;

/** What can be encoded as a style, or styled as a still. */
export type PictureSource = FrameSource | RgbaPicture;

/** Requests by kind, with what each resolves to. */
export type EngineCalls = {
  open: {
    request: {
      readonly canvas: OffscreenCanvas | null;
      readonly models: ModelFiles;
      readonly backend: BackendChoice;
      /** Network size to warm up for, px. */
      readonly warmUp: Size;
    };
    result: EngineInfo;
  };
  encodeStyle: { request: { readonly picture: PictureSource }; result: StyleCode };
  setLook: { request: { readonly look: Look }; result: null };
  present: { request: { readonly frame: FrameSource; readonly placement: Placement }; result: Presented };
  stylize: {
    request: { readonly picture: PictureSource; readonly placement: Placement };
    result: RgbaPicture;
  };
  snapshot: { request: object; result: RgbaPicture };
  /** Sends a copy of each painted frame to `port` (see `tap.protocol.ts`); null ends it. */
  tap: { request: { readonly port: MessagePort | null }; result: null };
  memory: { request: object; result: EngineMemory };
  close: { request: object; result: null };
};

export type EngineCall = keyof EngineCalls;

/** A request on the wire. */
export type EngineRequest = {
  [K in EngineCall]: { readonly id: number; readonly call: K } & EngineCalls[K]['request'];
}[EngineCall];

/** An error on the wire: classes do not survive `postMessage`. */
export type WireError = { readonly code: ImpastoErrorCode; readonly message: string };

/** An answer, or news, on the wire. */
export type EngineReply =
  | { readonly kind: 'done'; readonly id: number; readonly result: EngineCalls[EngineCall]['result'] }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'progress'; readonly progress: EngineProgress }
  | { readonly kind: 'lost'; readonly error: WireError };
