/**
 * Calls of `engine.client.ts` to `engine.worker.ts`, and the types both sides share. Bitmaps, frames and buffers are
 * transferred: the receiver owns and closes them.
 */

import type { RgbaPicture, Size } from '../../shared/picture';
import type { CallReply, CallRequest } from '../rpc/worker-calls';
import type {
  Backend,
  BackendChoice,
  EngineKind,
  EngineMemory,
  FrameSource,
  Look,
  ModelFiles,
  NormStatistics,
  PersonMask,
  PictureSource,
  Placement,
  Refusal,
  RenderOptions,
  StyleCode,
} from '../networks/types';

/** `auto` takes `wgsl` on webgpu when it computes right, else `tfjs`. Forced by tests and the benchmark. */
export type EngineChoice = EngineKind | 'auto';

/** How activations are stored: `auto` is `f16` where the GPU has `shader-f16`. Sums are always f32. */
export type Precision = 'f16' | 'f32';
export type PrecisionChoice = 'auto' | 'f32';

/** What an engine can do beside styling a frame. */
export interface EngineAbilities {
  /** Fills a canvas of any size at next to no cost, and heeds `sharpness` then. Others do the first slowly. */
  readonly enlarges: boolean;
  /** Heeds `steadiness`, and `statistics` where they are `streaming`. */
  readonly steadies: boolean;
}

/** Which backend runs, and why not a faster one. */
export interface EngineInfo {
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
}

/**
 * Steps of creating an engine. `probe` comes once for each backend that is tried; `warm-up` and `ready` once, for the
 * chosen one.
 */
export interface EngineProgress {
  readonly step: 'probe' | 'warm-up' | 'ready';
  readonly backend: Backend;
}

/**
 * One frame is on the canvas, or on its way there (where the GPU draws onto the canvas itself, up to two are in
 * flight). Its size is the network's.
 */
export type Presented = Size & {
  /**
   * Milliseconds from the worker's receiving a frame to its being on the canvas, GPU included: of this frame, or, with
   * two in flight, of the latest that is known to be finished.
   */
  readonly ms: number;
  /** Milliseconds the GPU computed at the latest `timed` frame that is finished; once per such frame. */
  readonly gpuMs?: number;
};

/**
 * What the GPU was asked for since `open` (warm-up included): subtract two readings. Counted by wrapping the device's
 * own methods, tfjs's calls included.
 */
export interface EngineCounters {
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
}

/** Requests by kind, with what each resolves to. */
export interface EngineCalls {
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
  /** The mask of a second style is transferred. */
  setLook: { request: { readonly look: Look }; result: null };
  setOptions: { request: { readonly options: RenderOptions }; result: null };
  present: { request: { readonly frame: FrameSource; readonly placement: Placement }; result: Presented };
  stylize: {
    request: {
      readonly picture: PictureSource;
      readonly placement: Placement;
      /** In place of the look that was set, for this picture only; a mask of it is transferred. */
      readonly look?: Look;
    };
    result: RgbaPicture;
  };
  snapshot: { request: object; result: RgbaPicture };
  measure: {
    request: { readonly frame: FrameSource; readonly placement: Placement };
    result: NormStatistics;
  };
  /**
   * Sends a copy of each painted frame to `port` (see `tap.protocol.ts`), `credit` without being asked; null ends it.
   */
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
}

/** A request on the wire. */
export type EngineRequest = CallRequest<EngineCalls>;

/** An answer, or news of the start, on the wire. */
export type EngineReply = CallReply<EngineProgress>;
