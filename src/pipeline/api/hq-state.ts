/**
 * What the interface sees of an HQ still: immutable snapshots, and the calls that change them. Implemented by `HqStill`.
 */

import type { RgbaPicture, Size } from '../../shared/picture';
import type { FileType, Losses, PresetName, HqProgress, HqSettings } from '../../workers/hq/hq.protocol';
import type { BackendName, StyleEntry } from './session-state';

export {
  colourKinds,
  fileTypes,
  optimiserKinds,
  presetNames,
  settingRanges,
  startKinds,
} from '../../workers/hq/hq.protocol';
export type { FileType, Losses, PresetName, HqSettings } from '../../workers/hq/hq.protocol';

/** A style of the mix and its share, > 0; only ratios count. */
export interface HqStyle {
  readonly entry: StyleEntry;
  readonly weight: number;
}

/** The style beside the one in hand: as in the live picture, or left out. */
export interface HqOther {
  readonly styles: readonly HqStyle[];
  /** 0 = the content, 1 = full style. */
  readonly amount: number;
  readonly on: boolean;
}

/** What will be computed. */
export interface HqPlan {
  /** Where the settings came from; null once one of them was changed by hand. */
  readonly preset: PresetName | null;
  readonly settings: HqSettings;
  readonly styles: readonly HqStyle[];
  /** The other style of the live picture, where it has two. */
  readonly other: HqOther | null;
  /** Result at the source's own size. */
  readonly fullSize: boolean;
}

/** `own`: ours; `custom`: a VGG-19 of the user's. */
export type HqNetwork = 'own' | 'custom';

/** Why it stopped. Each code has one sentence and one way on in the interface. */
export type HqProblem =
  | 'no-backend'
  | 'own-network-missing'
  | 'network-refused'
  | 'network-unreachable'
  | 'memory'
  | 'kept-run-gone'
  | 'failed';

export type HqPhase =
  /** The network is loaded, then the worker starts. `loaded`: share of it, 0..1; null before anything has come. */
  | { readonly kind: 'preparing'; readonly loaded: number | null }
  /** Settings may be changed; `start` begins. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'running'; readonly paused: boolean; readonly progress: HqProgress | null }
  /** Enlarging to full size. */
  | { readonly kind: 'finishing' }
  | {
      readonly kind: 'done';
      readonly size: Size;
      readonly optimised: Size;
      /** Memory did not allow all scales. */
      readonly limited: boolean;
      /** Ended early by `keep`. */
      readonly kept: boolean;
      /** There are pictures of the way, for a film. */
      readonly filmed: boolean;
    }
  | { readonly kind: 'failed'; readonly problem: HqProblem; readonly detail: string };

export interface HqSnapshot {
  readonly phase: HqPhase;
  /** The picture so far; before a run the live one. At most 1024 px. */
  readonly picture: RgbaPicture | null;
  /** Size of the source's picture, px; the result's with `fullSize`. */
  readonly sourceSize: Size | null;
  readonly plan: HqPlan;
  /** One entry per iteration. */
  readonly losses: readonly Losses[];
  readonly network: HqNetwork;
  readonly backend: BackendName | null;
  /** Smaller scales are tried after memory ran out: say so. */
  readonly steppedDown: boolean;
}

export interface HqFile {
  readonly blob: Blob;
  readonly name: string;
  /** The browser may lack an encoder and give a PNG. */
  readonly type: FileType;
}

export interface HqApi {
  readonly snapshot: HqSnapshot;
  addEventListener(type: 'change', listener: () => void, options?: AddEventListenerOptions): void;
  removeEventListener(type: 'change', listener: () => void): void;

  choosePreset(name: PresetName): void;
  changeSettings(change: Partial<HqSettings>): void;
  setFullSize(fullSize: boolean): void;
  /** Paints the live picture's other style too, or leaves it out. Nothing happens where it has one. */
  setOther(on: boolean): void;
  /** @param weight 0 takes the style out; the last one stays. */
  setStyleWeight(id: string, weight: number): void;

  /** Begins. Never rejects: trouble is in the snapshot. */
  start(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends now, with the picture so far. */
  keep(): void;
  /** Stops and forgets the run; back to the settings. */
  cancel(): void;
  /** Back to the settings from a result or a problem. */
  again(): Promise<void>;
  /** A VGG-19 as safetensors, by file or address; null goes back to ours. */
  useNetwork(source: Blob | string | null, signal?: AbortSignal): Promise<void>;
  /** The result as a file with its settings in it. @throws ImpastoError `storage`, `unsupported`. */
  file(type: FileType): Promise<HqFile>;
  /** Keeps a film of the painting (at most 10 s) among the takes. @throws ImpastoError `unsupported`, `storage`, `storage-full`. */
  keepFilm(): Promise<void>;
  /** Ends the run and the worker; a run under way can be gone on with next time. Idempotent. */
  close(): void;
}

/** Where HQ stills are opened. Implemented by `HqOpener`. */
export interface HqOpenerApi {
  /**
   * Opens an HQ still on the current frame, or on the run that an earlier visit left behind. The live picture rests
   * until it is closed.
   * @returns null when there is none, or something else is under way (a notice says which)
   * @throws ImpastoError when the frame cannot be read; AbortError
   */
  open(what: 'frame' | 'kept', signal?: AbortSignal): Promise<HqApi | null>;
}
