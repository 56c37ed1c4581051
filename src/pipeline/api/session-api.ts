/**
 * The only interface between the elements and everything behind them. Implemented by `Session`; a component never
 * imports anything else from the pipeline but this file and `session-state.ts`.
 */
import type { SharingApi } from './sharing-api';
import type { HqApi } from './hq-state';
import type { CameraControlsApi } from './camera-controls-api';
import type { StylesApi } from './styles-api';
import type { BackendChoice, Detail, FreeSettings, Notice, SessionSnapshot, Still } from './session-state';
import type { TakesApi } from './takes-api';

export interface SessionEvents {
  /** `session.snapshot` was replaced. */
  change: Event;
  /** Something worth a passing message. */
  notice: CustomEvent<Notice>;
}

export interface SessionApi {
  readonly snapshot: SessionSnapshot;
  /** Recording, the library of takes, and conversion. */
  readonly takes: TakesApi;
  /** The look and the picture as files for elsewhere. */
  readonly sharing: SharingApi;
  /** Mixing styles, their order, favourites and pictures of the scene. */
  readonly looks: StylesApi;
  /** Zoom and light. */
  readonly lens: CameraControlsApi;

  addEventListener<K extends keyof SessionEvents>(
    type: K,
    listener: (event: SessionEvents[K]) => void,
    options?: AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof SessionEvents>(
    type: K,
    listener: (event: SessionEvents[K]) => void,
  ): void;

  /** Opens the camera (`deviceId` when given, else the last one used). Problems appear in `snapshot.source`. */
  openCamera(deviceId?: string, signal?: AbortSignal): Promise<void>;
  /** Switches between front and back, or to the next camera where facing is unknown. */
  flip(signal?: AbortSignal): Promise<void>;
  /** Opens a video or picture file as content. Problems appear in `snapshot.source`. */
  openFile(file: File, signal?: AbortSignal): Promise<void>;
  /** Tries again what failed: the source when it has a problem, the engine when it failed. */
  retry(signal?: AbortSignal): Promise<void>;
  /** Plays or pauses a video source; nothing on other sources. */
  togglePlayback(): void;

  chooseStyle(id: string): void;
  /** @param strength 0..1 */
  setStrength(strength: number): void;
  setBackend(backend: BackendChoice): void;
  setDetail(detail: Detail): void;
  updateSettings(change: Partial<FreeSettings>): void;
  /** Shape of the stage in CSS px; the camera is cropped to it. */
  setStageSize(width: number, height: number): void;

  /** Adds a picture, or a style pack, as own style and chooses it. Resolves to its id, or null when refused (a notice says why). */
  addStyle(picture: Blob, title: string, signal?: AbortSignal): Promise<string | null>;
  /** Adds the current, unstyled frame as own style and chooses it. */
  addStyleFromFrame(title: string, signal?: AbortSignal): Promise<string | null>;
  /** Removes an own style; the notice carries its undo. */
  removeStyle(id: string, signal?: AbortSignal): Promise<void>;

  /** Styles the current frame once more and encodes it as PNG; null when there is no frame (a notice says so). */
  takeStill(signal?: AbortSignal): Promise<Still | null>;

  /**
   * Opens an HQ still on the current frame (null when there is none: a notice says so), or on the run that an earlier
   * visit left behind. Live rendering pauses until it is closed. One at a time.
   */
  openHq(what: 'frame' | 'kept', signal?: AbortSignal): Promise<HqApi | null>;
}
