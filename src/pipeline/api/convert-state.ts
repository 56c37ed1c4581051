/** What the interface sees of a conversion, and the calls it makes. Implemented by `Converter`. */
import type { Trim, VideoFacts, VideoProblem } from '../../workers/convert/convert.client';
import type { Keyframe } from '../../shared/keyframes';
import type { TakeEntry } from './takes-state';

export { mostKeyframes } from '../../shared/keyframes';
export type { Keyframe, Trim, VideoFacts, VideoProblem };

/** Long side of the painted file, px; `own` is the file's. */
export const convertSizes = ['own', 1280, 960, 640, 384] as const;
export type ConvertSize = (typeof convertSizes)[number];

export const convertQualities = ['small', 'standard', 'best'] as const;
export type ConvertQuality = (typeof convertQualities)[number];

export interface ConvertOptions {
  readonly trim: Trim;
  readonly size: ConvertSize;
  readonly quality: ConvertQuality;
  /** In order of time; empty for the chosen look all through. */
  readonly keyframes: readonly Keyframe[];
}

/** What keyframes choose from, and what a new one begins with. */
export interface KeyframePalette {
  readonly styles: readonly { readonly id: string; readonly title: string }[];
  readonly styleId: string;
  /** 0..1 */
  readonly strength: number;
  /** Of two styles keyframes change the one in hand: whether that is the second. Null for one style. */
  readonly secondInHand: boolean | null;
}

/** Why a conversion did not come to its end. */
export type ConvertFailure = 'storage-full' | 'engine' | 'failed';

export type ConvertState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'inspecting'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly problem: VideoProblem }
  | {
      readonly kind: 'ready';
      readonly name: string;
      readonly facts: VideoFacts;
      readonly options: ConvertOptions;
      /** Estimated size of the result, bytes. */
      readonly sizeBytes: number;
      /** False when there is no room for it. */
      readonly fits: boolean;
    }
  | {
      readonly kind: 'running';
      readonly name: string;
      /** `measuring`: the first pass; `painting`: the second; `saving`: the file is made seekable. */
      readonly step: 'measuring' | 'painting' | 'saving';
      /** 0..1 */
      readonly progress: number;
      readonly frames: number;
      /** s; null until it can be told. */
      readonly secondsLeft: number | null;
    }
  | { readonly kind: 'done'; readonly take: TakeEntry }
  | { readonly kind: 'failed'; readonly name: string; readonly failure: ConvertFailure };

export interface ConvertApi {
  readonly state: ConvertState;
  readonly palette: KeyframePalette;
  addEventListener(type: 'change', listener: (event: Event) => void, options?: AddEventListenerOptions): void;
  removeEventListener(type: 'change', listener: (event: Event) => void): void;

  /** Looks into a file; leads to `ready` or `refused`. @param file null takes the video that is the source */
  open(file: File | null): Promise<void>;
  setOptions(change: Partial<ConvertOptions>): void;
  /** From `ready`: paints the file into the library, in the look that is chosen now. */
  start(): Promise<void>;
  /** Stops what runs, and forgets the file. */
  cancel(): void;
}

/** Where the converter is kept. Implemented by `LazyConverter`. */
export interface ConversionApi {
  /** Null until `load`. */
  readonly current: ConvertApi | null;
  /** Loads it when it is first wanted. @throws TypeError while it cannot be fetched. */
  load(): Promise<ConvertApi>;
}
