/**
 * Passes gently from the look on screen to the next one, along a straight line between their codes (GUIDE §2: mix and
 * strength are linear). Every change makes two keyframes: what is seen now, and what is wanted. Owns its animation
 * frame; `destroy()` ends it.
 */
import type { EngineClient } from '../../workers/engine/engine.client';
import { blendCodes, mixCodes } from '../../workers/networks/nets/look';
import { smoothstep } from '../../shared/keyframes';
import type { Look, StyleCode } from '../../workers/networks/types';

interface Point {
  readonly code: StyleCode;
  readonly strength: number;
}

export class LookTransition {
  readonly #onStep: () => void;
  #shown: { readonly client: EngineClient; readonly point: Point } | null = null;
  #frame = 0;

  /** @param onStep the engine has another look */
  constructor(onStep: () => void) {
    this.#onStep = onStep;
  }

  /** @param seconds until the look is the wanted one; 0 for at once. A newer look sets out from what is seen then. */
  set(client: EngineClient, look: Look, seconds: number): void {
    cancelAnimationFrame(this.#frame);
    const to: Point = { code: mixCodes(look.mix), strength: look.strength };
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
      const point = {
        code: blendCodes(from.code, to.code, share),
        strength: from.strength + share * (to.strength - from.strength),
      };
      this.#show(client, { mix: [{ code: point.code, weight: 1 }], strength: point.strength }, point);
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
