/** Two styles in one picture, as the interface sees them. Implemented by `TwoStyles`. */
import type { MixPart } from './styles-api';

/**
 * `halves`: a line between them; `wash`: one runs into the other; `round`: the first in the middle, the second around it;
 * `people`: the first on people, the second behind them.
 */
export const placeKinds = ['people', 'halves', 'wash', 'round'] as const;
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
