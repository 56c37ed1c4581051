/**
 * The only interface between the elements and everything behind them: a session and its parts. Implemented by `Session`.
 */
import type { CameraControlsApi } from './camera-controls-api';
import type { ConversionApi } from './convert-state';
import type { HqOpenerApi } from './hq-state';
import type { MirrorOpenerApi } from './mirror-api';
import type { RecordingApi } from './recording-api';
import type { FreeSettings, Notice, SessionSnapshot, Still } from './session-state';
import type { SharingApi } from './sharing-api';
import type { StylesApi } from './styles-api';
import type { TakesApi } from './takes-api';
import type { TakeNotice } from './takes-state';

export interface SessionEvents {
  /** `session.snapshot` was replaced. */
  change: Event;
  /** Something worth a passing message. */
  notice: CustomEvent<Notice>;
  /** Something worth a passing message about a take. */
  'take-notice': CustomEvent<TakeNotice>;
}

/** Settings that take effect by being set. Implemented by `AppSettings`. */
export interface SettingsApi {
  change(change: Partial<FreeSettings>): void;
}

/** Where the live picture is shown. Implemented by `LivePicture`. */
export interface LiveApi {
  /** Shape of the stage in CSS px; the camera is cropped to it. */
  setStageSize(width: number, height: number): void;
  /** The picture once more, as PNG; null when there is none (a notice says so). @throws AbortError. */
  still(signal?: AbortSignal): Promise<Still | null>;
}

/**
 * Cameras and files as content. Problems appear in `SessionSnapshot.source`, or as a notice when what was open goes on.
 * Implemented by `SourceManager`.
 */
export interface SourcesApi {
  /** Opens the camera (`deviceId` when given, else the last one used). Never rejects. */
  openCamera(deviceId?: string, signal?: AbortSignal): Promise<void>;
  /** Switches between front and back, or to the next camera where facing is unknown. */
  flip(signal?: AbortSignal): Promise<void>;
  /** Opens a video or picture file. Never rejects. */
  openFile(file: File, signal?: AbortSignal): Promise<void>;
  /** Plays or pauses a video; nothing on other sources. */
  togglePlayback(): void;
}

export interface SessionApi {
  readonly snapshot: SessionSnapshot;
  readonly settings: SettingsApi;
  readonly sources: SourcesApi;
  /** Zoom and light. */
  readonly cameraControls: CameraControlsApi;
  readonly live: LiveApi;
  /** The look: styles, their mix and strength; order, favourites, own styles. */
  readonly styles: StylesApi;
  readonly recording: RecordingApi;
  /** The library of recordings, stills and loops. */
  readonly takes: TakesApi;
  readonly conversion: ConversionApi;
  readonly hq: HqOpenerApi;
  /** Nothing but the picture, with styles that take turns. */
  readonly mirror: MirrorOpenerApi;
  /** The look and the picture as files for elsewhere. */
  readonly sharing: SharingApi;

  addEventListener<K extends keyof SessionEvents>(
    type: K,
    listener: (event: SessionEvents[K]) => void,
    options?: AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof SessionEvents>(
    type: K,
    listener: (event: SessionEvents[K]) => void,
  ): void;

  /** Tries again what failed: the source when it has a problem, the engine when it failed. */
  retry(signal?: AbortSignal): Promise<void>;
  /** `live.still`, put into the library too. */
  takeStill(signal?: AbortSignal): Promise<Still | null>;
}
