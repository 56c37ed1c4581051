/**
 * Mirror mode, as the interface sees it: nothing but the picture, for a wall or a stream, with styles that change by
 * themselves. Immutable snapshots. Implemented by `MirrorMode`.
 */
import type { EngineProblem, SourceProblem, Still } from './session-state';

/** Which styles take turns. `favourites`: all of them while there is none. */
export const mirrorStyles = ['all', 'favourites'] as const;
export type MirrorStyles = (typeof mirrorStyles)[number];

/** Seconds from one style to the next, to choose from; 0 changes none. A link may name any whole number up to `mirrorLimit`. */
export const mirrorPeriods = [10, 20, 60, 300, 0] as const;
/** The shortest and the longest time from one style to the next, s. */
export const mirrorLimit = { least: 3, most: 3600 } as const;

/** Seconds from the press to the photo, to choose from. */
export const mirrorCountdowns = [3, 5, 10] as const;
export type MirrorCountdown = (typeof mirrorCountdowns)[number];

/** What an address may ask of mirror mode, for as long as it lasts. */
export interface MirrorWish {
  /** From one style to the next, s, in place of the setting; null leaves the setting. */
  readonly seconds: number | null;
}

/** Why there is no new picture. `still`: the camera is open and gives none. */
export type MirrorTrouble =
  | { readonly of: 'source'; readonly problem: SourceProblem }
  | { readonly of: 'engine'; readonly problem: EngineProblem }
  | { readonly of: 'still' };

/** Getting the picture back. It is tried for ever, with growing pauses. `tries`: so many were in vain. */
export type MirrorRecovery =
  | { readonly kind: 'well' }
  | { readonly kind: 'waiting' | 'trying'; readonly trouble: MirrorTrouble; readonly tries: number };

export interface MirrorSnapshot {
  /** The style stays until a person goes on. */
  readonly held: boolean;
  readonly recovery: MirrorRecovery;
  /** A photo is being made. */
  readonly taking: boolean;
}

/** `lost`: it was made, and this browser keeps no files for this page. `none`: there is no picture. */
export type MirrorPhoto =
  { readonly kind: 'kept' | 'lost'; readonly still: Still } | { readonly kind: 'none' };

export interface MirrorApi {
  readonly snapshot: MirrorSnapshot;
  addEventListener(type: 'change', listener: () => void, options?: AddEventListenerOptions): void;
  removeEventListener(type: 'change', listener: () => void): void;

  /** To the next style, or the one before; the time of the one that comes begins anew. @param step -1 or 1 */
  step(step: -1 | 1): void;
  setHeld(held: boolean): void;
  /** Puts the picture into the library of takes. Null when one is being made already. @throws AbortError */
  photo(signal?: AbortSignal): Promise<MirrorPhoto | null>;
  /** Ends it; the style that is on screen stays. Idempotent. */
  close(): void;
}

/** Where mirror mode is opened. Implemented by `MirrorOpener`. */
export interface MirrorOpenerApi {
  /** Opens it in place of one that is open. @throws TypeError while it cannot be fetched; AbortError */
  open(wish: MirrorWish, signal?: AbortSignal): Promise<MirrorApi>;
}
