/** Two styles in one picture, as the interface sees them. Implemented by `TwoStyles`. */
import type { MixPart } from './styles-api';

/**
 * `halves`: a line between them; `wash`: one runs into the other; `round`: the first in the middle, the second around it;
 * `people`: the first on people, the second behind them; `brush`: where it is painted by hand, which stays with the picture.
 */
export const placeKinds = ['people', 'halves', 'wash', 'round', 'brush'] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** Where the second style is. Fields that a kind has no use for keep what they were for another. */
export interface SecondPlace {
  readonly kind: PlaceKind;
  /** A point of the line, or the centre, as shares of the picture's width and height, 0..1 from the top left. */
  readonly x: number;
  readonly y: number;
  /** `halves`, `wash`: where the second lies from there, in turns clockwise, 0..1; 0 is to the right, 0.25 below. */
  readonly angle: number;
  /**
   * Shares of the picture's shorter side, {@link leastSize}..1. `wash`: from the first alone to the second alone;
   * `round`: the radius at which they are equal.
   */
  readonly size: number;
}

export const leastSize = 0.05;

/** `add`: to the second style; `erase`: back to the first; `soften`: one runs more into the other. */
export const brushTools = ['add', 'erase', 'soften'] as const;
export type BrushTool = (typeof brushTools)[number];

/** Where the brush touches the picture. */
export interface BrushSpot {
  /** Shares of the picture's width and height, from the top left. */
  readonly x: number;
  readonly y: number;
  /** As a share of the picture's shorter side, > 0. */
  readonly radius: number;
  /** 0..1 */
  readonly pressure: number;
}

export interface BrushSnapshot {
  readonly undoable: boolean;
  /** The first style is everywhere. */
  readonly empty: boolean;
}

/** Paints where the second style is. A stroke is one step back. */
export interface BrushApi extends BrushSnapshot {
  begin(tool: BrushTool, spot: BrushSpot): void;
  /** Draws on through these, in order; nothing happens between strokes. */
  to(spots: readonly BrushSpot[]): void;
  end(): void;
  undo(): void;
  /** Back to the first style alone. */
  clear(): void;
}

/** A style or a mix, and how strongly. */
export interface OtherStyle {
  readonly styleId: string;
  /** Empty for `styleId` alone. */
  readonly mix: readonly MixPart[];
  /** 0..1 */
  readonly strength: number;
}

/** Beside the look in hand (`Settings.styleId`, `mix`, `strength`), which is all that is chosen and changed. */
export interface SecondStyleSettings {
  /** The one that is not in hand. */
  readonly other: OtherStyle;
  /** The look in hand is the second, which lies where `place` says; else it is the first. */
  readonly secondInHand: boolean;
  readonly place: SecondPlace;
}

export interface TwoStylesApi {
  /** For places of the kind `brush`. */
  readonly brush: BrushApi;
  /** Two styles: the next one is added and in hand. Or one again: that in hand stays. */
  setOn(on: boolean): void;
  /** Both at once; the first is in hand. What is not legal of the place is brought into range. */
  show(first: OtherStyle, second: OtherStyle, place: SecondPlace): void;
  /** Takes the first or the second in hand. */
  take(which: 'first' | 'second'): void;
  /** The two change places; the one in hand stays in hand. */
  swap(): void;
  /** What is left out stays; what is not legal is brought into range. Nothing happens while there is one style. */
  setPlace(place: Partial<SecondPlace>): void;
}
