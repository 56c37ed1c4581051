/** The interface between the elements and recording, takes and conversion. Implemented by `Takes`. */
import type { LoopFormat } from '../../workers/convert/convert.client';
import type { ConvertApi } from './convert-state';
import type { TakesSnapshot, TakeNotice } from './takes-state';

export type { LoopFormat };

export interface TakesEvents {
  /** `snapshot` was replaced. */
  change: Event;
  /** Something worth a passing message. */
  notice: CustomEvent<TakeNotice>;
}

export interface TakesApi {
  readonly snapshot: TakesSnapshot;
  /** Converts video files into takes; null until `loadConverter`. */
  readonly converter: ConvertApi | null;

  addEventListener<K extends keyof TakesEvents>(
    type: K,
    listener: (event: TakesEvents[K]) => void,
    options?: AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof TakesEvents>(type: K, listener: (event: TakesEvents[K]) => void): void;

  /** Records what is painted, until `stopRecording`. Call it in answer to a press. Problems come as notices. */
  startRecording(signal?: AbortSignal): Promise<void>;
  pauseRecording(): void;
  resumeRecording(): void;
  /** Ends the take and puts it into the library. Resolves when it is there. */
  stopRecording(signal?: AbortSignal): Promise<void>;
  /** Records with or without the microphone; asks for it together with the camera. */
  setSound(on: boolean, signal?: AbortSignal): Promise<void>;
  /** While recording, passes gently to another style or strength, or not. */
  setGlide(on: boolean): void;

  /** The take's file, with a fitting name; null when it is gone (a notice says so). */
  file(id: string, signal?: AbortSignal): Promise<File | null>;
  rename(id: string, name: string): Promise<void>;
  /** Removes a take; the notice carries its undo. */
  remove(id: string): Promise<void>;
  /** Lets the person choose where to save, where the browser can; otherwise downloads. */
  save(id: string, signal?: AbortSignal): Promise<void>;
  /** Opens the system's share sheet. Call it in answer to a press. */
  share(id: string, signal?: AbortSignal): Promise<void>;
  /** Kinds of repeating pictures that this browser can write. */
  loopFormats(): Promise<readonly LoopFormat[]>;
  /** Puts a repeating picture of up to 6 s of a recording into the library. @param start s */
  makeLoop(id: string, start: number, format: LoopFormat, signal?: AbortSignal): Promise<void>;

  /** What converts video files, loaded when it is first wanted. */
  loadConverter(): Promise<ConvertApi>;

  /** Saves a recording that was cut off. */
  recover(id: string, signal?: AbortSignal): Promise<void>;
  /** The recording that was cut off, to be looked at; null when nothing of it can be played. */
  preview(id: string, signal?: AbortSignal): Promise<File | null>;
  discard(id: string): Promise<void>;
}
