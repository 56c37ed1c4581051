/**
 * Calls of `hq.client.ts` to `hq.worker.ts`, and the types both sides share. One run at a time.
 */

import type { Rect, RgbaPicture, Size } from '../../shared/picture';
import type { CallReply, CallRequest } from '../rpc/worker-calls';
import type { StyledPart } from '../networks/pixels/styled-area';
import type { HqSettings } from './settings';
import type {
  Backend,
  BackendChoice,
  EngineMemory,
  PictureSource,
  Refusal,
  StyleMask,
} from '../networks/types';

export {
  colourKinds,
  optimiserKinds,
  presetNames,
  settingRanges,
  startKinds,
  stillSettings,
} from './settings';
export type { PresetName, HqSettings } from './settings';
export type { StyledPart } from '../networks/pixels/styled-area';

/** After each iteration. */
export type HqProgress = Size & {
  /** Iterations done, and in all. */
  readonly iteration: number;
  readonly iterations: number;
  /** Scale at hand, from 0, and how many there are. */
  readonly scale: number;
  readonly scales: number;
  /** True when scales were left out, or given up, for lack of memory. */
  readonly limited: boolean;
  /** Share of the work done, 0..1. */
  readonly done: number;
  /** Of the iteration, ms. */
  readonly ms: number;
  /** Estimate, s; undefined until there is something to estimate from. */
  readonly secondsLeft: number | undefined;
  readonly losses: Losses;
};

export interface HqResult {
  readonly picture: RgbaPicture;
  /** `kept`: ended early by `keep()`. */
  readonly ending: 'finished' | 'kept';
  readonly iterations: number;
  /** Losses of the last iteration; undefined when none was made. */
  readonly losses: Losses | undefined;
  /** Size that was optimised, px; `picture` is larger when the job has a guide. */
  readonly optimised: Size;
  /** True when scales were left out, or given up, for lack of memory: `optimised` is smaller than asked for. */
  readonly limited: boolean;
}

/** The terms before their weights (each ≥ 0, relative errors or mean squares), and their weighted sum. */
export interface Losses {
  readonly total: number;
  /** ‖F − F_content‖² / ‖F_content‖² at relu4_1. */
  readonly content: number;
  /** Weighted mean over the layers of ‖G − G_style‖² / ‖G_style‖². */
  readonly style: number;
  /** Mean squared difference of neighbouring pixels, horizontal plus vertical. */
  readonly tv: number;
  /** Mean squared difference to the content. */
  readonly pixel: number;
}

/** A style's picture and its share, ≥ 0; only ratios count. */
export interface OrderedStyle {
  readonly picture: PictureSource;
  readonly weight: number;
}

/** What is to be computed. Bitmaps and frames are transferred: the worker closes them. */
export interface HqOrder {
  readonly content: PictureSource;
  /** Part of the content that counts, source px; default all of it. */
  readonly crop?: Rect;
  /** Swap left and right. */
  readonly mirror?: boolean;
  readonly styles: readonly OrderedStyle[];
  /** Another style beside them: how strong, 0..1, and where (a mask of any size, as the content is shown). */
  readonly second?: {
    readonly styles: readonly OrderedStyle[];
    readonly amount: number;
    readonly mask: StyleMask;
  };
  /** Where to begin when `settings.start` is `picture`. */
  readonly start?: RgbaPicture;
  readonly settings: HqSettings;
  /** Give the result the content's own size, by guided upscaling. */
  readonly fullSize?: boolean;
  /** What of the content is painted, its mask as the content is shown; default: all of it. */
  readonly part?: StyledPart;
  /** Bytes that the computation may take; default: no limit. */
  readonly memoryBytes?: number;
  /**
   * Keep the run on disk, so that it survives a reload; handed back by `saved`. Any text, such as JSON about where the
   * pictures came from.
   */
  readonly keepAs?: string;
}

/** A finished still stays in the worker, for `encode`. */
export type HqOutcome = Omit<HqResult, 'picture'> &
  Size & {
    /** The picture, shrunk to a long side of `previewSide` px at most. */
    readonly preview: RgbaPicture;
  };

/** Previews are no larger, px. */
export const previewSide = 1024;

/** A run that an earlier visit left behind. */
export interface SavedHqRun {
  /** As given in `HqOrder.keepAs`. */
  readonly note: string;
  readonly settings: HqSettings;
  /** The content, shrunk. */
  readonly preview: RgbaPicture;
}

/** File types a still can be saved as. */
export const fileTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type FileType = (typeof fileTypes)[number];

/** What is written into a file beside the picture. */
export interface FileNote {
  /** One line for people. */
  readonly description: string;
  /** All settings, as JSON. */
  readonly settings: string;
}

/** Which backend optimises, why not a faster one, and on which loss network. */
export interface HqInfo {
  readonly backend: Backend;
  readonly tried: readonly Refusal[];
  /** `impasto` or `vgg-19`. */
  readonly network: string;
}

/** Requests by kind, with what each resolves to. */
export interface HqCalls {
  /** `lossNetwork`: verified safetensors bytes, ours or a VGG-19. */
  open: {
    request: { readonly lossNetwork: ArrayBuffer; readonly backend: BackendChoice };
    result: HqInfo;
  };
  start: {
    request: {
      readonly order: HqOrder;
      /** What `saveState` gave: go on from there. */
      readonly state: ArrayBuffer | null;
      /** ms between previews. */
      readonly previewMs: number;
    };
    result: HqOutcome;
  };
  /** What `keepAs` left behind; null when there is nothing. */
  saved: { request: object; result: SavedHqRun | null };
  /** Continues the saved run. */
  startSaved: {
    request: { readonly previewMs: number; readonly memoryBytes: number | null };
    result: HqOutcome;
  };
  /** The finished still as a file. The browser may lack a type (WebP in Safari): then `type` says what it is. */
  encode: {
    request: { readonly type: FileType; readonly quality: number; readonly note: FileNote };
    result: { readonly bytes: ArrayBuffer; readonly type: FileType };
  };
  pause: { request: object; result: null };
  resume: { request: object; result: null };
  /** Ends the run; `start` then resolves with what there is. */
  keep: { request: object; result: null };
  /** Ends the run; `start` then fails as aborted. Resolves when everything is freed. */
  cancel: { request: object; result: null };
  /** The run's state as a file, between two iterations; null when no run has begun. */
  saveState: { request: object; result: ArrayBuffer | null };
  memory: { request: object; result: EngineMemory };
}

/** News of the run at hand. */
export type HqEvent =
  | { readonly kind: 'progress'; readonly progress: HqProgress }
  | { readonly kind: 'preview'; readonly picture: RgbaPicture };

/** A request on the wire. */
export type HqRequest = CallRequest<HqCalls>;

/** An answer, or news, on the wire. */
export type HqReply = CallReply<HqEvent>;
