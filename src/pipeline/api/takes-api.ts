/** The library of takes, as the interface sees it. Implemented by `TakeLibrary`. */
import type { LoopFormat } from '../../workers/convert/convert.client';
import type { TakesSnapshot } from './takes-state';

export type { LoopFormat };

export interface TakesApi {
  readonly snapshot: TakesSnapshot;

  addEventListener(type: 'change', listener: (event: Event) => void, options?: AddEventListenerOptions): void;
  removeEventListener(type: 'change', listener: (event: Event) => void): void;

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

  /** Saves a recording that was cut off. */
  recover(id: string, signal?: AbortSignal): Promise<void>;
  /** The recording that was cut off, to be looked at; null when nothing of it can be played. */
  preview(id: string, signal?: AbortSignal): Promise<File | null>;
  discard(id: string): Promise<void>;
}
