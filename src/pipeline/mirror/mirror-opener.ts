/** Opens mirror mode, which is loaded when it is first wanted. One at a time. Owns the one that is open. */
import { Latest } from '../../shared/async/latest';
import type { MirrorOpenerApi, MirrorWish } from '../api/mirror-api';
import type { MirrorDeps, MirrorMode } from './mirror-mode';

export class MirrorOpener implements MirrorOpenerApi {
  readonly #deps: Omit<MirrorDeps, 'calm'>;
  readonly #opening = new Latest();
  #mode: MirrorMode | null = null;

  constructor(deps: Omit<MirrorDeps, 'calm'>) {
    this.#deps = deps;
  }

  /** How gently the next look is to come, s; null while there is no mirror. */
  get transitionSeconds(): number | null {
    return this.#mode?.transitionSeconds ?? null;
  }

  async open(wish: MirrorWish, signal?: AbortSignal): Promise<MirrorMode> {
    const opening = this.#opening.begin();
    const { MirrorMode } = await import('./mirror-mode');
    opening.throwIfAborted();
    signal?.throwIfAborted();
    this.#mode?.close();
    const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
    const mode = new MirrorMode({ ...this.#deps, calm }, wish, () => {
      if (this.#mode === mode) this.#mode = null;
    });
    this.#mode = mode;
    return mode;
  }

  /** Idempotent. */
  destroy(): void {
    this.#opening.cancel();
    this.#mode?.close();
  }
}
