/** What the interface sees of the library of takes, and passing messages about takes. Immutable; replaced on each change. */
import type { EndReason } from './recording-api';
import type { LoopFormat } from '../../workers/convert/convert.client';

export interface StorageRoom {
  /** Used by this app. */
  readonly used: number;
  /** Still free for it. */
  readonly free: number;
}

/** A recording, a still or a loop in the library. */
export interface Take {
  readonly id: string;
  readonly kind: 'video' | 'still' | 'loop';
  /** What the person calls it; at first the style's title. */
  readonly name: string;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** s; 0 for stills. */
  readonly duration: number;
  /** px */
  readonly width: number;
  readonly height: number;
  readonly hasSound: boolean;
  /** Frames lost while recording. */
  readonly dropped: number;
}

export interface TakeEntry extends Take {
  /** `blob:` address of a small picture; empty while there is none. */
  readonly posterUrl: string;
}

export interface TakesSnapshot {
  /** Newest first. */
  readonly takes: readonly TakeEntry[];
  /** Recordings that were cut off and are not decided on. */
  readonly cutOff: readonly TakeEntry[];
  /** Null where the browser does not tell. */
  readonly storage: StorageRoom | null;
  /** The repeating picture that is being made. */
  readonly looping: LoopFormat | null;
  /** Cut-off recordings that are being saved, by id: a long one takes a while. */
  readonly saving: ReadonlySet<string>;
}

/** Passing messages about takes. */
export type TakeNotice =
  | { readonly code: 'take-saved'; readonly take: TakeEntry }
  | { readonly code: 'take-ended'; readonly reason: EndReason }
  | { readonly code: 'take-empty' }
  | { readonly code: 'take-failed' }
  | { readonly code: 'rescue-failed' }
  | { readonly code: 'take-removed'; readonly name: string; readonly undo: () => void }
  | { readonly code: 'take-gone'; readonly name: string }
  | { readonly code: 'loop-failed' }
  | { readonly code: 'storage-too-small' }
  | { readonly code: 'recording-unsupported' }
  | { readonly code: 'recording-no-storage' }
  /** It may answer later. */
  | { readonly code: 'recording-storage-silent' }
  /** What records could not be fetched. */
  | { readonly code: 'recording-not-loaded' }
  | { readonly code: 'nothing-to-record' }
  | { readonly code: 'microphone-refused' }
  /** In the middle of a take. */
  | { readonly code: 'microphone-ended' }
  | { readonly code: 'sharing-unsupported' };
