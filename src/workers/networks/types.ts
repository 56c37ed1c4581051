/**
 * The vocabulary of the networks, which every worker, the pipeline and the command line share: backends, style codes,
 * looks, options and where a frame goes. Types and constants only; messages are in the workers' protocols.
 */
import type { Rect, RgbaPicture, Size } from '../../shared/picture';

/**
 * [height, width] likelihoods that a place is part of a person, 0..255. It covers the shown part whole, whatever its
 * shape.
 */
export type PersonMask = Size & { readonly data: Uint8Array<ArrayBuffer> };

/** Backends from the fastest to the slowest; the automatic choice takes the first that passes the probe. */
export const backends = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type Backend = (typeof backends)[number];
export type BackendChoice = Backend | 'auto';

/** What computes the frames: our own kernels (webgpu only), or tfjs on any backend. */
export type EngineKind = 'wgsl' | 'tfjs';

/** A picture's style bottleneck (Ghiasi et al. 2017): [100] numbers of about −3..3. May be mixed linearly. */
export type StyleCode = Float32Array;

/** Numbers in a style code. */
export const styleCodeLength = 100;

/** One ingredient of a look. Weights are normalised to the sum 1, so only their ratios count; each is ≥ 0. */
export interface WeightedStyle {
  readonly code: StyleCode;
  readonly weight: number;
}

/** [1808]: the means of all 904 channels of the transformer's norms in order, then their variances. */
export type NormStatistics = Float32Array;

/** Numbers in the statistics of all norms. */
export const normStatisticsLength = 1808;

/** A mix of styles and how strongly it applies (0 = the picture itself, 1 = full). */
export interface StyleMix {
  readonly mix: readonly WeightedStyle[];
  readonly strength: number;
}

/**
 * [height, width] shares of a second style, 0 (the first alone)..255 (the second alone), soft where the two shall run
 * into each other. It covers the shown part whole, whatever its shape: after cropping and mirroring.
 */
export type StyleMask = Size & { readonly data: Uint8Array<ArrayBuffer> };

/** Something of the first style and of the second. */
export type Pair<T> = readonly [first: T, second: T];

/** Another style in the same picture, and where it is. */
export interface SecondStyle extends StyleMix {
  readonly mask: StyleMask;
  /** It is behind people, found in each frame where the engine has masks (`setMasks`); `mask` is what counts elsewhere. */
  readonly behindPeople?: boolean;
  /** As the look's own, of this style alone; both bring some, or neither. */
  readonly statistics?: NormStatistics;
}

/** What the picture shall look like: one style, or two side by side, at the cost of one. */
export interface Look extends StyleMix {
  /**
   * Blended with the first by the mask at every norm. Each style's norms have the mean and variance that the whole picture
   * has in that style alone, so that far from the other each looks as if there were no other.
   */
  readonly second?: SecondStyle;
  /**
   * Presented frames are computed with these, whatever is in them and whatever the options say: what changes in one
   * place of the picture is then not seen in another. As `measure` finds them for such frames in this look; with two
   * styles, in the first alone.
   */
  readonly statistics?: NormStatistics;
}

/**
 * Which part of the picture is styled; `person` and `background` need masks (`segment.protocol.ts`), else it is all.
 */
export const styledAreas = ['all', 'person', 'background'] as const;
export type StyledArea = (typeof styledAreas)[number];

/**
 * How frames are computed and shown, whatever the look. `stylize` heeds only `keepColours` and, in the look that was
 * set, `area`; `snapshot` only `keepColours`.
 */
export interface RenderOptions {
  /**
   * Where the norms' means and variances come from: `streaming` averages them over past frames (no global flicker, no
   * reduction to wait for), `exact` takes each frame's own. The tfjs engine is exact with one style always. Of two styles
   * each is measured alone, `streaming` a part of it beside each frame or now and then, `exact` in each frame, which
   * takes three times as long.
   */
  readonly statistics: 'streaming' | 'exact';
  /** How firmly the picture holds where the camera's does not move, 0 (not at all)..1. The tfjs engine ignores it. */
  readonly steadiness: number;
  /** Share of the camera's own colours: 0 is the styled picture, 1 its luma with the camera's chroma. */
  readonly keepColours: number;
  /** Split view: what is left of this part of the canvas' width (0..1) shows the camera; null shows none. */
  readonly split: number | null;
  /**
   * How strongly the camera's luma guides the upsampling from network to canvas size, 0 (plain bilinear)..1. Does
   * nothing when both sizes are the same. Only engines that enlarge heed it.
   */
  readonly sharpness: number;
  /** The rest shows the camera. */
  readonly area: StyledArea;
}

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
export interface ModelFiles {
  readonly transformer: ArrayBuffer;
  readonly styleHead: ArrayBuffer;
  readonly lossNetwork: ArrayBuffer;
}

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
export interface Refusal {
  readonly backend: Backend;
  readonly engine?: EngineKind;
  readonly reason: string;
}

/** What the engine holds. Flat over frames, or something leaks. */
export interface EngineMemory {
  readonly numTensors: number;
  readonly numBytes: number;
}

/** A camera or video frame; the worker closes it. A VideoFrame's timestamp is its capture time, µs since 1970. */
export type FrameSource = VideoFrame | ImageBitmap;

/** What can be encoded as a style, or styled as a still. */
export type PictureSource = FrameSource | RgbaPicture;
