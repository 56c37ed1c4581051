/**
 * Cross-fades from the look on screen to the next one, along a straight line between their bottlenecks: mix and strength
 * are linear in them (Ghiasi et al. 2017, section 3.2). A newer look sets out from what is seen then. Owns its animation
 * frame; `destroy()` ends it.
 */
import type { EngineClient } from '../../workers/engine/engine.client';
import { blendCodes, mixCodes } from '../../workers/networks/nets/look';
import { smoothstep } from '../../shared/keyframes';
import type { Look, SecondStyle, StyleCode, StyleMix } from '../../workers/networks/types';

interface Style {
  readonly code: StyleCode;
  readonly strength: number;
}

/** Where the second of two styles is. */
type Where = Pick<SecondStyle, 'mask' | 'behindPeople'>;

interface Point extends Style {
  readonly second?: Style & Where;
}

export class LookTransition {
  readonly #seconds: () => number;
  readonly #onStep: () => void;
  #shown: { readonly client: EngineClient; readonly point: Point } | null = null;
  #frame = 0;

  /**
   * @param seconds asked at each new look: until it is there, s; 0 for at once
   * @param onStep the engine has another look
   */
  constructor(seconds: () => number, onStep: () => void) {
    this.#seconds = seconds;
    this.#onStep = onStep;
  }

  set(client: EngineClient, look: Look): void {
    cancelAnimationFrame(this.#frame);
    const seconds = this.#seconds();
    const to = pointOf(look);
    const from = this.#shown?.client === client ? this.#shown.point : null;
    if (seconds <= 0 || !from) {
      this.#show(client, look, to);
      return;
    }
    const startedAt = performance.now();
    const step = (): void => {
      const share = smoothstep(Math.min(1, (performance.now() - startedAt) / 1000 / seconds));
      if (share >= 1) {
        this.#show(client, look, to);
        return;
      }
      const point = between(from, to, share);
      this.#show(client, lookOf(point), point);
      this.#frame = requestAnimationFrame(step);
    };
    step();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#shown = null;
  }

  #show(client: EngineClient, look: Look, point: Point): void {
    this.#shown = { client, point };
    client.setLook(look);
    this.#onStep();
  }
}

function pointOf(look: Look): Point {
  const style = ({ mix, strength }: StyleMix): Style => ({ code: mixCodes(mix), strength });
  const { second } = look;
  return second ? { ...style(look), second: { ...style(second), ...whereOf(second) } } : style(look);
}

function whereOf({ mask, behindPeople = false }: Where): Where {
  return { mask, behindPeople };
}

function lookOf({ second, ...first }: Point): Look {
  const mix = ({ code, strength }: Style): StyleMix => ({ mix: [{ code, weight: 1 }], strength });
  return second ? { ...mix(first), second: { ...mix(second), ...whereOf(second) } } : mix(first);
}

/** A second style comes out of the first and goes back into it; where it is, it is at once. */
function between(from: Point, to: Point, share: number): Point {
  const there = to.second ?? from.second;
  const first = betweenStyles(from, to, share);
  if (!there) return first;
  const second = betweenStyles(from.second ?? from, to.second ?? to, share);
  return { ...first, second: { ...second, ...whereOf(there) } };
}

function betweenStyles(from: Style, to: Style, share: number): Style {
  return {
    code: blendCodes(from.code, to.code, share),
    strength: from.strength + share * (to.strength - from.strength),
  };
}
