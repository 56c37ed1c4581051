/**
 * Messages between `engine.client.ts` and `engine.worker.ts`, and the types both sides share. Every request carries an
 * `id`; the worker answers each with exactly one `done` or `failed`. Bitmaps, frames and buffers are transferred: the
 * receiver owns and closes them.
 */

import type { ImpastoErrorCode } from '../../shared/errors';
import type { PersonMask } from '../segment/segment.protocol';
import type { Rect, RgbaPicture, Size } from '../../shared/picture';

/** Backends from the fastest to the slowest; the automatic choice takes the first that passes the probe. */
export const backends = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type Backend = (typeof backends)[number];
export type BackendChoice = Backend | 'auto';

/** What computes the frames: our own kernels (webgpu only), or tfjs on any backend. */
export type EngineKind = 'wgsl' | 'tfjs';

/** `auto` takes `wgsl` on webgpu when it computes right, else `tfjs`. Forced by tests and the benchmark. */
export type EngineChoice = EngineKind | 'auto';

/** How activations are stored: `auto` is `f16` where the GPU has `shader-f16`. Sums are always f32. */
export type Precision = 'f16' | 'f32';
export type PrecisionChoice = 'auto' | 'f32';

/** A picture's style, 100 numbers (z in GUIDE §2). Codes may be mixed linearly. */
export type StyleCode = Float32Array;

/** Numbers in a style code. */
export const styleCodeLength = 100;

/** One ingredient of a look. Weights are normalised to the sum 1, so only their ratios count; each is ≥ 0. */
export type WeightedStyle = { readonly code: StyleCode; readonly weight: number };

/** Means of all channels of the transformer's norms in order, then their variances. */
export type NormStatistics = Float32Array;

/** Numbers in the statistics of all norms. */
export const normStatisticsLength = 1808;

/** What the picture shall look like: a mix of styles and how strongly it applies (0 = the picture itself, 1 = full). */
export type Look = {
  readonly mix: readonly WeightedStyle[];
  readonly strength: number;
  /**
   * Presented frames are computed with these, whatever is in them and whatever the options say: what changes in one
   * place of the picture is then not seen in another. As `measure` finds them for such frames in this look.
   */
  readonly statistics?: NormStatistics;
};

/** Which part of the picture is styled; `person` and `background` need masks (`segment.protocol.ts`), else it is all. */
export const styledAreas = ['all', 'person', 'background'] as const;
export type StyledArea = (typeof styledAreas)[number];

/**
 * How frames are computed and shown, whatever the look. `stylize` heeds only `keepColours` and, in the look that was
 * set, `area`; `snapshot` only `keepColours`.
 */
export type RenderOptions = {
  /**
   * Where the norms' means and variances come from: `streaming` averages them over past frames (no global flicker, no
   * reduction to wait for), `exact` takes each frame's own. The tfjs engine is always exact.
   */
  readonly statistics: 'streaming' | 'exact';
  /** How firmly the picture holds where the camera's does not move, 0 (not at all)..1. The tfjs engine ignores it. */
  readonly steadiness: number;
  /** Share of the camera's own colours: 0 is the styled picture, 1 its luma with the camera's chroma. */
  readonly keepColours: number;
  /** The wipe: what is left of this part of the canvas' width (0..1) shows the camera; null shows no wipe. */
  readonly split: number | null;
  /**
   * How strongly the camera's luma guides the upsampling from network to canvas size, 0 (plain bilinear)..1. Does
   * nothing when both sizes are the same. Only engines that enlarge heed it.
   */
  readonly sharpness: number;
  /** The rest shows the camera. */
  readonly area: StyledArea;
};

/** Until the first `setOptions`. */
export const defaultRenderOptions: RenderOptions = {
  statistics: 'streaming',
  steadiness: 0.6,
  keepColours: 0,
  split: null,
  sharpness: 0.5,
  area: 'all',
};

/** The three network files, as verified bytes (safetensors). */
export type ModelFiles = {
  readonly transformer: ArrayBuffer;
  readonly styleHead: ArrayBuffer;
  readonly lossNetwork: ArrayBuffer;
};

/** Where a frame goes: network size (px, multiples of 4), mirroring, and the part of the source that is used. */
export type Placement = Size & {
  /** Swap left and right (selfie view). */
  readonly mirror: boolean;
  /** Source rectangle in px, after rotation; without it the largest centred one with the output's aspect ratio. */
  readonly crop?: Rect;
  /** The first frame of another source: nothing remembered of earlier frames counts. */
  readonly cut?: boolean;
  /** Size of the canvas, px, 1..8192; any. Without it, the network size. Only `present` heeds it. */
  readonly canvas?: Size;
  /** Measure this frame's GPU time (`Presented.gpuMs`): costs a read-back of 16 bytes, so ask now and then only. */
  readonly timed?: boolean;
};

/** A backend, or an engine on it, that was tried and not taken. */
export type Refusal = { readonly backend: Backend; readonly engine?: EngineKind; readonly reason: string };

/** What an engine can do beside styling a frame. */
export type EngineAbilities = {
  /** Fills a canvas of any size at next to no cost, and heeds `sharpness` then. Others do the first slowly. */
  readonly enlarges: boolean;
  /** Heeds `steadiness`, and `statistics` where they are `streaming`. */
  readonly steadies: boolean;
};

/** Which backend runs, and why not a faster one. */
export type EngineInfo = {
  readonly backend: Backend;
  readonly engine: EngineKind;
  readonly precision: Precision;
  readonly abilities: EngineAbilities;
  /** True when frames may be `timed`: the GPU writes timestamps. */
  readonly timestamps: boolean;
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

/** One frame is on the canvas, or on its way there (the WGSL engine has two in flight). Its size is the network's. */
export type Presented = Size & {
  /**
   * Milliseconds from the worker's receiving a frame to its being on the canvas, GPU included: of this frame, or, with
   * two in flight, of the latest that is known to be finished.
   */
  readonly ms: number;
  /** Milliseconds the GPU computed at the latest `timed` frame that is finished; once per such frame. */
  readonly gpuMs?: number;
};

/** What the engine holds. Flat over frames, or something leaks. */
export type EngineMemory = { readonly numTensors: number; readonly numBytes: number };

/**
 * What the GPU was asked for since `open` (warm-up included): subtract two readings. Counted by wrapping the device's
 * own methods, tfjs's calls included.
 */
export type EngineCounters = {
  /** Frames presented. */
  readonly frames: number;
  readonly dispatches: number;
  /** Render passes: the WGSL engine presents in one. */
  readonly renderPasses: number;
  readonly submits: number;
  /** Calls of `mapAsync`. */
  readonly readbacks: number;
  readonly buffersCreated: number;
  readonly texturesCreated: number;
  /** Bytes the dispatches bind plus bytes written, copied and read back: what moves if each is touched once. */
  readonly bytes: number;
  /** Multiply-accumulates of the network's convolutions for one frame of the latest size. */
  readonly macsPerFrame: number;
};

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
      /** What `auto` passes over. */
      readonly skip: readonly Backend[];
      readonly engine: EngineChoice;
      readonly precision: PrecisionChoice;
      /** Count GPU calls for `counters`; costs a little on each. */
      readonly metered: boolean;
      /** Network size to warm up for, px. */
      readonly warmUp: Size;
    };
    result: EngineInfo;
  };
  encodeStyle: { request: { readonly picture: PictureSource }; result: StyleCode };
  setLook: { request: { readonly look: Look }; result: null };
  setOptions: { request: { readonly options: RenderOptions }; result: null };
  present: { request: { readonly frame: FrameSource; readonly placement: Placement }; result: Presented };
  stylize: {
    request: {
      readonly picture: PictureSource;
      readonly placement: Placement;
      /** In place of the look that was set, for this picture only. */
      readonly look?: Look;
    };
    result: RgbaPicture;
  };
  snapshot: { request: object; result: RgbaPicture };
  measure: {
    request: { readonly frame: FrameSource; readonly placement: Placement };
    result: NormStatistics;
  };
  /** Sends a copy of each painted frame to `port` (see `tap.protocol.ts`), `credit` without being asked; null ends it. */
  tap: { request: { readonly port: MessagePort | null; readonly credit: number }; result: null };
  /** Masks are asked for on `port` (see `segment.protocol.ts`) while the options want any; null ends it. */
  masks: { request: { readonly port: MessagePort | null }; result: null };
  /** Of a picture by itself; null without a port, or when the network failed. */
  personMask: {
    request: { readonly picture: PictureSource; readonly placement: Placement };
    result: PersonMask | null;
  };
  memory: { request: object; result: EngineMemory };
  /** Null unless opened `metered` and on webgpu. */
  counters: { request: object; result: EngineCounters | null };
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
