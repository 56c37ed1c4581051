/**
 * Two styles in one picture: which is in hand, and where the second is. The look in hand is the settings' own, so that
 * whatever chooses, mixes and strengthens styles works on it.
 */
import { leastSize } from '../api/two-styles-api';
import type {
  BrushApi,
  OtherStyle,
  SecondPlace,
  SecondStyleSettings,
  TwoStylesApi,
} from '../api/two-styles-api';
import type { Settings, StyleEntry } from '../api/session-state';

/** The settings that say what is painted. */
export type ChosenLook = Pick<Settings, 'styleId' | 'mix' | 'strength' | 'second'>;

export interface TwoStylesDeps {
  readonly brush: BrushApi;
  readonly settings: { readonly current: ChosenLook };
  /** All styles, in the user's order. */
  readonly entries: () => readonly StyleEntry[];
  /** Keeps and shows `look`. `step`: the look before can be gone back to. */
  readonly show: (look: ChosenLook, step: boolean) => void;
}

const firstPlace: SecondPlace = { kind: 'halves', x: 0.5, y: 0.5, angle: 0, size: 0.3 };

export class TwoStyles implements TwoStylesApi {
  readonly #deps: TwoStylesDeps;

  constructor(deps: TwoStylesDeps) {
    this.#deps = deps;
  }

  get brush(): BrushApi {
    return this.#deps.brush;
  }

  setOn(on: boolean): void {
    const { current } = this.#deps.settings;
    if (on === (current.second !== null)) return;
    if (!on) {
      this.#deps.show({ ...inHand(current), second: null }, true);
      return;
    }
    const next = this.#nextTo(current);
    if (!next) return;
    const second = { other: inHand(current), secondInHand: true, place: firstPlace };
    this.#deps.show({ styleId: next.id, mix: [], strength: 1, second }, true);
  }

  show(first: OtherStyle, second: OtherStyle, place: SecondPlace): void {
    this.#deps.show({ ...first, second: { other: second, secondInHand: false, place: legal(place) } }, true);
  }

  take(which: 'first' | 'second'): void {
    const { current } = this.#deps.settings;
    const { second } = current;
    const secondInHand = which === 'second';
    if (!second || second.secondInHand === secondInHand) return;
    this.#deps.show({ ...second.other, second: { ...second, other: inHand(current), secondInHand } }, false);
  }

  swap(): void {
    this.#change((second) => ({ ...second, secondInHand: !second.secondInHand }), true);
  }

  setPlace(change: Partial<SecondPlace>): void {
    this.#change((second) => ({ ...second, place: legal({ ...second.place, ...change }) }), false);
  }

  /** A style is gone: the other look makes do with `fallbackId`. */
  forget(id: string, fallbackId: string): void {
    this.#change((second) => {
      const { other } = second;
      if (other.styleId !== id && other.mix.every((part) => part.id !== id)) return second;
      return { ...second, other: { styleId: fallbackId, mix: [], strength: other.strength } };
    }, false);
  }

  #change(make: (second: SecondStyleSettings) => SecondStyleSettings, step: boolean): void {
    const { current } = this.#deps.settings;
    if (!current.second) return;
    const second = make(current.second);
    if (second !== current.second) this.#deps.show({ ...inHand(current), second }, step);
  }

  #nextTo({ styleId }: ChosenLook): StyleEntry | undefined {
    const entries = this.#deps.entries();
    const at = entries.findIndex(({ id }) => id === styleId);
    return entries.length > 1 ? entries[(at + 1) % entries.length] : undefined;
  }
}

function inHand({ styleId, mix, strength }: ChosenLook): OtherStyle {
  return { styleId, mix, strength };
}

function legal({ kind, x, y, angle, size }: SecondPlace): SecondPlace {
  const share = (value: number): number => Math.min(1, Math.max(0, value));
  return {
    kind,
    x: share(x),
    y: share(y),
    angle: angle - Math.floor(angle),
    size: Math.max(leastSize, share(size)),
  };
}
