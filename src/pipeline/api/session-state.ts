/**
 * What the interface sees of a session: immutable snapshots, problem codes and notices. The session replaces the whole
 * snapshot on each change. Codes are turned into sentences by the
 * components, so that every string of the interface stays in one place.
 */

import type { EngineAbilities } from '../../workers/engine/engine.protocol';
import type { CameraControlsSnapshot } from './camera-controls-api';
import type { MirrorCountdown, MirrorStyles } from './mirror-api';
import type { StylesSnapshot, MixPart } from './styles-api';
import type { SecondStyleSettings } from './two-styles-api';
import type { Backend, BackendChoice, EngineKind, Refusal, StyledArea } from '../../workers/networks/types';

export { backends, styledAreas } from '../../workers/networks/types';

/** Legal frame rates to hold, frames per second. */
export const frameRates = [24, 30, 60] as const;
export type FrameRate = (typeof frameRates)[number];

/**
 * `measuring`: too few frames yet; `holding`: within the budget; `adapting`: above it, and a lower level comes next;
 * `at-limit`: above it at the lowest level there is.
 */
export type GovernorState = 'measuring' | 'holding' | 'adapting' | 'at-limit';

export type { BackendChoice, Backend as BackendName, StyledArea };

/**
 * Legal values of the detail setting: the styled picture has about detail² px whatever its shape, so that its cost is
 * the same in portrait and landscape. `auto` is what holds the target frame rate.
 */
export const details = ['auto', 192, 256, 384, 512, 720] as const;
export type Detail = (typeof details)[number];

/**
 * Size of strokes beside their usual one: the network sees the picture so much smaller, or larger as far as the source
 * has pixels. (Reading the artwork at another size changes little: of three artworks two looked the same.)
 */
export const strokeScales = [0.7, 1, 1.4, 2] as const;
export type StrokeScale = (typeof strokeScales)[number];

/** Shapes of the picture, width by height; `full` fills the screen. */
export const aspects = ['full', '1:1', '4:5', '9:16', '16:9'] as const;
export type Aspect = (typeof aspects)[number];

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Seconds from the shutter to the still. */
export const timers = [0, 3, 10] as const;
export type Timer = (typeof timers)[number];

/** Why there is no picture. Each code has one sentence and one way on in the interface. */
export type SourceProblem =
  | 'camera-denied'
  | 'camera-absent'
  | 'camera-busy'
  | 'camera-ended'
  | 'camera-unsupported'
  | 'camera-failed'
  | 'video-unreadable'
  | 'picture-unreadable'
  | 'picture-heic'
  | 'file-unknown';

export type Facing = 'user' | 'environment';

/** Where frames come from. `asleep` means: hidden page or sleeping phone, comes back by itself. */
export type SourceState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'opening'; readonly what: 'camera' | 'video' | 'picture' }
  | {
      readonly kind: 'camera';
      readonly deviceId: string;
      readonly label: string;
      readonly facing: Facing | 'unknown';
      readonly asleep: boolean;
    }
  | { readonly kind: 'video'; readonly name: string; readonly playing: boolean; readonly asleep: boolean }
  | { readonly kind: 'picture'; readonly name: string }
  | { readonly kind: 'problem'; readonly problem: SourceProblem; readonly detail: string };

/** Why the engine cannot run. */
export type EngineProblem =
  'out-of-memory' | 'models-unreachable' | 'models-damaged' | 'no-backend' | 'engine-lost' | 'engine-failed';

export type EngineState =
  | { readonly kind: 'loading'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'warming' }
  | {
      readonly kind: 'ready';
      readonly backend: Backend;
      readonly engine: EngineKind;
      /** Sharp edges need an engine that enlarges, streaming statistics and steadiness one that steadies. */
      readonly abilities: EngineAbilities;
      /** Backends tried before this one, with the reason each was refused. */
      readonly refused: readonly Refusal[];
    }
  | { readonly kind: 'failed'; readonly problem: EngineProblem; readonly detail: string };

/** An artwork one can choose. URLs are same-origin or `blob:`. */
export interface StyleEntry {
  readonly id: string;
  readonly origin: 'gallery' | 'own';
  readonly title: string;
  /** Empty for own styles. */
  readonly artist: string;
  /** Artist's life dates and date of the work, for the credits; empty for own styles. */
  readonly life: string;
  readonly date: string;
  readonly thumbnailUrl: string;
  readonly pictureUrl: string;
}

export interface CameraDevice {
  readonly deviceId: string;
  readonly label: string;
}

/** What is shown. Elements are made by the session and placed by the stage component, never queried for. */
export interface StageView {
  /** The unstyled source (`<video>` or `<canvas>`), shown until the first styled frame is there. */
  readonly preview: HTMLElement | null;
  /** The styled picture; replaced by a new element when the engine changes. */
  readonly canvas: HTMLCanvasElement | null;
  /** True once `canvas` holds a styled frame of the current source. */
  readonly styled: boolean;
  /** Preview has to be mirrored by CSS; the styled canvas is mirrored already. */
  readonly mirrored: boolean;
  /** Camera fills the stage (the frame is cropped to the stage's shape); files are shown whole. */
  readonly fit: 'cover' | 'contain';
  /** Width by height of the styled picture; null while there is none. */
  readonly aspect: number | null;
  /** How far the preview has to be enlarged by CSS; the styled canvas is zoomed already. */
  readonly zoom: number;
}

export interface Settings {
  /** The style, or the strongest one of the mix. */
  readonly styleId: string;
  /** Several styles at once; empty for `styleId` alone. */
  readonly mix: readonly MixPart[];
  /** 0..1 */
  readonly strength: number;
  /** Another style in the same picture, or null. */
  readonly second: SecondStyleSettings | null;
  readonly facing: Facing;
  /** Chosen camera, or empty for the default one of `facing`. */
  readonly deviceId: string;
  /** Selfie cameras are shown as a mirror would. */
  readonly mirrorSelfie: boolean;
  readonly backend: BackendChoice;
  readonly detail: Detail;
  readonly showStats: boolean;
  /** Frame rate that the `auto` detail holds. */
  readonly targetFps: FrameRate;
  /** `streaming` averages the norms' statistics over past frames; `exact` takes each frame's own. */
  readonly statistics: 'streaming' | 'exact';
  /** How firmly the picture holds where nothing moves, 0..1. */
  readonly steadiness: number;
  /** Share of the camera's own colours, 0..1. */
  readonly keepColours: number;
  /** Size of strokes, 1 is as the network learnt them. */
  readonly strokeScale: StrokeScale;
  /** The camera's edges guide the enlargement of the styled picture. */
  readonly sharpEdges: boolean;
  /** What is painted: everything, people only, or only what is behind them. */
  readonly styledArea: StyledArea;
  /** Camera on the left, painting on the right. */
  readonly splitView: boolean;
  /** Where they meet, as a share of the picture's width, 0..1. */
  readonly splitAt: number;
  /** Shape of the camera's picture. */
  readonly aspect: Aspect;
  readonly timer: Timer;
  /** Lines at thirds over the picture. */
  readonly grid: boolean;
  readonly theme: Theme;
  /** Which styles take turns in mirror mode. */
  readonly mirrorStyles: MirrorStyles;
  /** From one to the next, s; 0 for never. */
  readonly mirrorSeconds: number;
  /** From the press to the photo in mirror mode, s. */
  readonly mirrorCountdown: MirrorCountdown;
}

/** Settings that take effect by being set; the look and the camera have methods of their own. */
export type FreeSettings = Omit<Settings, 'styleId' | 'mix' | 'strength' | 'second' | 'facing' | 'deviceId'>;

/** What has the engine. `live`: the picture alone; the others exclude each other, from their beginning to their end. */
export type ActivityName = 'live' | 'recording' | 'converting' | 'hq';

/** What the `auto` detail does. */
export interface GovernorStatus {
  /** Detail in use, px. */
  readonly level: number;
  readonly targetFps: FrameRate;
  /** Frames per second that reach the screen. */
  readonly fps: number;
  /** `source-limited`: the engine could do more, camera or video give no more frames. */
  readonly state: GovernorState | 'source-limited';
}

export interface Stats {
  /** Styled frames per second over the last 2 s. */
  readonly fps: number;
  /** Time from handing a frame to the engine to its picture, ms. */
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Styled picture, px. */
  readonly width: number;
  readonly height: number;
  readonly backend: Backend;
}

export interface SessionSnapshot {
  readonly activity: ActivityName;
  readonly source: SourceState;
  readonly engine: EngineState;
  readonly stage: StageView;
  readonly cameras: readonly CameraDevice[];
  readonly cameraControls: CameraControlsSnapshot;
  readonly selection: StylesSnapshot;
  readonly styles: readonly StyleEntry[];
  readonly settings: Settings;
  /** Style whose picture is being encoded right now, if any. */
  readonly encodingStyleId: string | null;
  /** Null until styled frames have been timed. */
  readonly stats: Stats | null;
  /** Null unless the detail is `auto` and frames move. */
  readonly governor: GovernorStatus | null;
}

/** Things worth a passing message; never errors that stop the picture. */
export type Notice =
  | { readonly code: 'style-added'; readonly title: string }
  | { readonly code: 'style-removed'; readonly title: string; readonly undo: () => void }
  | { readonly code: 'style-unreadable'; readonly name: string }
  | { readonly code: 'style-heic'; readonly name: string }
  | { readonly code: 'style-too-large'; readonly name: string }
  | { readonly code: 'style-failed'; readonly title: string }
  | { readonly code: 'pack-refused'; readonly name: string }
  | { readonly code: 'pack-failed' }
  /** A link named a style that is not here, or values that are not legal. */
  | { readonly code: 'link-ignored' }
  /** The artwork is not kept yet and there is no network. */
  | { readonly code: 'style-unreachable'; readonly title: string }
  | { readonly code: 'styles-not-kept' }
  /** The browser cleared what was kept since the last visit. */
  | { readonly code: 'storage-cleared' }
  | { readonly code: 'storage-full' }
  | { readonly code: 'still-failed' }
  | { readonly code: 'no-frame-yet' }
  /** An HQ still was under way when the page was closed: `hq.open('kept')` goes on. */
  | { readonly code: 'hq-waiting' }
  | { readonly code: 'backend-refused'; readonly backend: Backend; readonly reason: string }
  | { readonly code: 'engine-restarted' }
  /** This backend did not answer; the next one is tried. */
  | { readonly code: 'engine-silent'; readonly backend: Backend }
  /** Memory ran out; the detail was lowered. */
  | { readonly code: 'memory-short' }
  /** What was wanted cannot begin while this is under way. */
  | { readonly code: 'busy'; readonly activity: Exclude<ActivityName, 'live'> }
  /** Sound tracks of a converted file that this browser can neither copy nor read. */
  | { readonly code: 'sound-lost'; readonly tracks: number }
  | { readonly code: 'only-one-camera' }
  /** An animation of which this browser shows the first picture only. */
  | { readonly code: 'picture-stands-still'; readonly name: string }
  /** People cannot be told from what is behind them; all of the picture is styled. */
  | { readonly code: 'people-not-apart' }
  /** A file could not be opened; what was shown before goes on. */
  | { readonly code: 'file-refused'; readonly problem: SourceProblem; readonly name: string };

/** A finished still: PNG at the styled resolution. */
export interface Still {
  readonly blob: Blob;
  /** Suggested file name, e.g. `impasto-great-wave-20261124-101500.png`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
}
