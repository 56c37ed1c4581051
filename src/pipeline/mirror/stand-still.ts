/**
 * Notices a camera that is open and gives no pictures, as cheap ones do after days, and one that never opens. Owns its
 * listeners and a timer; `destroy()` ends both.
 */
import { Silence } from '../../shared/async/silence';
import type { SessionSnapshot } from '../api/session-state';
import type { PageVisibility } from '../state/page-visibility';

/** Without a new picture for so long, the camera stands still, ms. */
const limitMs = 30_000;

export interface StandStillDeps {
  readonly snapshot: () => Pick<SessionSnapshot, 'source' | 'engine'>;
  readonly visibility: Pick<PageVisibility, 'asleep'>;
  /** It stands still. */
  readonly onChange: () => void;
}

export class StandStill {
  readonly #deps: StandStillDeps;
  readonly #silence = new Silence(limitMs, () => this.#tooLong());
  #expecting = false;
  #still = false;

  constructor(deps: StandStillDeps) {
    this.#deps = deps;
  }

  /** True from when it was noticed until the next picture, or until none is to be expected. */
  get noticed(): boolean {
    return this.#still;
  }

  /** A new picture was painted. */
  drawn(): void {
    this.#silence.broken();
    this.#still = false;
  }

  /** Something changed: whether pictures are to be expected. */
  look(): void {
    const expecting = this.#expects();
    if (expecting === this.#expecting) return;
    this.#expecting = expecting;
    // From now on it counts, or no longer.
    this.drawn();
  }

  /** Idempotent. */
  destroy(): void {
    this.#silence.destroy();
  }

  #tooLong(): void {
    if (!this.#expects()) {
      this.#silence.broken();
      return;
    }
    this.#still = true;
    this.#deps.onChange();
  }

  #expects(): boolean {
    const { source, engine } = this.#deps.snapshot();
    if (this.#deps.visibility.asleep) return false;
    if (source.kind === 'opening') return source.what === 'camera';
    return source.kind === 'camera' && engine.kind === 'ready';
  }
}
