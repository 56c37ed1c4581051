/** Recording what is painted, as the interface sees it. Immutable snapshots. Implemented by `Recording`. */

/** Why a take ended by itself; it is saved all the same. */
export type EndReason = 'camera-ended' | 'engine-lost' | 'storage-full' | 'failed';

export type RecordingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'recording';
      /** `asleep`: the page is hidden; goes on when it is back. */
      readonly pause: 'none' | 'by-hand' | 'asleep';
      /** s */
      readonly duration: number;
      readonly sizeBytes: number;
      readonly dropped: number;
      /** Level of the microphone, 0..1, or null for a silent take. */
      readonly level: number | null;
      /** Until the storage is used up, s; null where the browser does not tell. */
      readonly secondsLeft: number | null;
    }
  | { readonly kind: 'saving'; /** 0..1 */ readonly progress: number };

/** Whether takes can be made here. `unsupported`: no encoder; `no-storage`: the browser keeps no files for this page. */
export type RecordingSupport = 'unknown' | 'full' | 'no-storage' | 'unsupported';

export interface RecordingSnapshot {
  readonly support: RecordingSupport;
  readonly state: RecordingState;
  /** Record with the microphone. */
  readonly sound: boolean;
  /** Another style or strength comes gently while recording. */
  readonly glide: boolean;
}

export interface RecordingApi {
  readonly snapshot: RecordingSnapshot;

  addEventListener(type: 'change', listener: (event: Event) => void, options?: AddEventListenerOptions): void;
  removeEventListener(type: 'change', listener: (event: Event) => void): void;

  /** Records what is painted, until `stop`. Call it in answer to a press. Problems come as notices. */
  start(signal?: AbortSignal): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends the take, or calls off one that is starting. Resolves when it is in the library. */
  stop(signal?: AbortSignal): Promise<void>;
  /** Records with or without the microphone; asks for it together with the camera. */
  setSound(on: boolean, signal?: AbortSignal): Promise<void>;
  /** While recording, passes gently to another style or strength, or not. */
  setGlide(on: boolean): void;
}
