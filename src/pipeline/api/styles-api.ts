/** Choosing, mixing, adding and keeping styles, as the interface sees it. Implemented by `StyleSelection`. */

import type { BrushSnapshot, TwoStylesApi } from './two-styles-api';

/** One ingredient of a mix. Weights are ≥ 0; only their ratios count. */
export interface MixPart {
  readonly id: string;
  readonly weight: number;
}

/** Styles in one mix at most: the corners of the pad. */
export const mixLimit = 4;

export interface StylesSnapshot {
  /** Ids of the styles marked as favourites. */
  readonly favourites: readonly string[];
  /** There is an earlier look to go back to. */
  readonly undoable: boolean;
  /** What is painted for a second style. */
  readonly brush: BrushSnapshot;
}

export interface StylesApi {
  /** Another style in the same picture. All else here is about the one in hand. */
  readonly two: TwoStylesApi;
  /** One style alone; unknown ones are ignored. */
  choose(id: string): void;
  /** @param strength 0..1; clamped */
  setStrength(strength: number): void;
  /**
   * Mixes up to four styles by weight; each is encoded once, then every change of weights is immediate. Unknown styles
   * are left out; when no weight is left above 0, nothing changes.
   */
  setMix(parts: readonly MixPart[]): void;
  /**
   * Shows a mix without choosing it, e.g. while a swipe is under way: as soon as its styles are encoded. Null goes back
   * to the chosen look.
   */
  preview(parts: readonly MixPart[] | null): void;
  /** Back to the look before the latest choice. */
  undo(): void;
  /** `style`: any other style; `mix`: two or three styles with weights by chance. */
  surprise(what: 'style' | 'mix'): void;
  setFavourite(id: string, on: boolean): void;
  /** Moves a style before another one in the user's order, or to the end. */
  moveStyle(id: string, before: string | null): void;
  /** Makes small pictures of the current scene in these styles, in this order, while the engine has time; empty ends it. */
  watchScene(ids: readonly string[]): void;
  /** The current scene in a style; null while there is none. Square. */
  scene(id: string): ImageData | null;

  /** Adds a picture, or a style pack, as own style and chooses it. Resolves to its id, or null when refused (a notice says why). */
  add(picture: Blob, title: string, signal?: AbortSignal): Promise<string | null>;
  /** Adds the current, unstyled frame as own style and chooses it. */
  addFrame(title: string, signal?: AbortSignal): Promise<string | null>;
  /** Removes an own style; the notice carries its undo. */
  remove(id: string): Promise<void>;
}
