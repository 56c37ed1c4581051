/**
 * Mirror mode while it is open: styles take turns, a lost picture comes back by itself, the screen stays on, photos go
 * into the library. Owns its timers and the screen's lock; `close()` frees them.
 */
import { throwIfAborted } from '../../shared/async/abort';
import { TypedTarget } from '../../shared/typed-target';
import type { MirrorApi, MirrorPhoto, MirrorSnapshot, MirrorTrouble, MirrorWish } from '../api/mirror-api';
import type { SessionApi } from '../api/session-api';
import type { LivePicture } from '../live/live-picture';
import { ScreenWake } from '../sources/screen-wake';
import type { PageVisibility } from '../state/page-visibility';
import type { StyleSelection } from '../styles/style-selection';
import type { TakeLibrary } from '../takes/take-library';
import { Recovery } from './recovery';
import { StandStill } from './stand-still';
import { StyleClock } from './style-clock';
import { StyleRound } from './style-round';

export interface MirrorDeps {
  readonly session: Pick<SessionApi, 'snapshot' | 'addEventListener' | 'retry' | 'sources'>;
  readonly live: Pick<LivePicture, 'addEventListener' | 'still'>;
  readonly styles: Pick<StyleSelection, 'drift' | 'title'>;
  readonly takes: Pick<TakeLibrary, 'addStill'>;
  readonly visibility: Pick<PageVisibility, 'asleep' | 'addEventListener'>;
  /** The person wants little motion. */
  readonly calm: () => boolean;
}

/** From one style to the next, s: when it comes by itself, and when a person asks for it. */
const slowSeconds = 4;
const promptSeconds = 1;

export class MirrorMode extends TypedTarget<{ change: Event }> implements MirrorApi {
  readonly #deps: MirrorDeps;
  readonly #wish: MirrorWish;
  readonly #onClose: () => void;
  readonly #life = new AbortController();
  readonly #wake = new ScreenWake();
  readonly #round: StyleRound;
  readonly #still: StandStill;
  readonly #recovery: Recovery;
  readonly #clock: StyleClock;
  #byHand = false;
  #taking = false;
  #snapshot: MirrorSnapshot | null = null;

  constructor(deps: MirrorDeps, wish: MirrorWish, onClose: () => void) {
    super();
    this.#deps = deps;
    this.#wish = wish;
    this.#onClose = onClose;
    const snapshot = (): SessionApi['snapshot'] => deps.session.snapshot;
    this.#round = new StyleRound(snapshot);
    this.#still = new StandStill({
      snapshot,
      visibility: deps.visibility,
      onChange: () => this.#recovery.look(),
    });
    this.#recovery = new Recovery({
      trouble: () => this.#trouble(),
      retry: (trouble, signal) => this.#retry(trouble, signal),
      onChange: () => this.#changed(),
    });
    this.#clock = new StyleClock({
      seconds: () => this.#seconds,
      seen: () => this.#seen(),
      onDue: () => this.#turn(1, false),
    });
    const { signal } = this.#life;
    deps.session.addEventListener('change', () => this.#look(), { signal });
    deps.visibility.addEventListener('change', () => this.#look(), { signal });
    deps.live.addEventListener('drawn', () => this.#drawn(), { signal });
    this.#wake.keep(true);
    this.#look();
  }

  get snapshot(): MirrorSnapshot {
    this.#snapshot ??= { held: this.#clock.held, recovery: this.#recovery.state, taking: this.#taking };
    return this.#snapshot;
  }

  /** Until the look that comes now is there, s. */
  get transitionSeconds(): number {
    if (this.#deps.calm()) return 0;
    return this.#byHand ? promptSeconds : Math.min(slowSeconds, this.#seconds / 2);
  }

  step(step: -1 | 1): void {
    if (!this.#life.signal.aborted) this.#turn(step, true);
  }

  setHeld(held: boolean): void {
    this.#clock.setHeld(held);
    this.#changed();
  }

  async photo(signal?: AbortSignal): Promise<MirrorPhoto | null> {
    if (this.#taking || this.#life.signal.aborted) return null;
    const { live, styles, takes } = this.#deps;
    const life = this.#life.signal;
    const both = signal ? AbortSignal.any([life, signal]) : life;
    this.#setTaking(true);
    try {
      const { title } = styles;
      const still = await live.still(both);
      throwIfAborted(both);
      if (!still) return { kind: 'none' };
      // Begun, it is kept, also when the mirror ends meanwhile: it was asked for.
      return { kind: (await takes.addStill(still, title)) ? 'kept' : 'lost', still };
    } finally {
      this.#setTaking(false);
    }
  }

  close(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#clock.destroy();
    this.#recovery.destroy();
    this.#still.destroy();
    this.#wake.destroy();
    this.#onClose();
  }

  get #seconds(): number {
    return this.#wish.seconds ?? this.#deps.session.snapshot.settings.mirrorSeconds;
  }

  #turn(step: -1 | 1, byHand: boolean): void {
    const next = this.#round.next(step);
    if (next === null) return;
    this.#byHand = byHand;
    this.#deps.styles.drift(next);
    this.#clock.restart();
    // The system may have taken the lock while the page was seen: with a low battery, for one.
    this.#wake.renew();
  }

  /** The chosen style is on screen. */
  #seen(): boolean {
    const { stage, engine, encodingStyleId } = this.#deps.session.snapshot;
    const painted = stage.styled && engine.kind === 'ready' && encodingStyleId === null;
    return painted && !this.#deps.visibility.asleep;
  }

  #trouble(): MirrorTrouble | null {
    const { source, engine } = this.#deps.session.snapshot;
    if (this.#deps.visibility.asleep) return null;
    if (source.kind === 'problem') return { of: 'source', problem: source.problem };
    if (engine.kind === 'failed') return { of: 'engine', problem: engine.problem };
    return source.kind === 'idle' || this.#still.noticed ? { of: 'still' } : null;
  }

  async #retry({ of }: MirrorTrouble, signal: AbortSignal): Promise<void> {
    const { session } = this.#deps;
    if (of !== 'still') {
      await session.retry(signal);
      return;
    }
    await session.sources.openCamera(undefined, signal);
    // What was just opened has its time to begin.
    if (session.snapshot.source.kind === 'camera') this.#still.drawn();
  }

  #drawn(): void {
    const wasStill = this.#still.noticed;
    this.#still.drawn();
    if (wasStill) this.#recovery.look();
  }

  #look(): void {
    this.#still.look();
    this.#recovery.look();
    this.#clock.look();
  }

  #setTaking(taking: boolean): void {
    this.#taking = taking;
    this.#changed();
  }

  #changed(): void {
    this.#snapshot = null;
    if (!this.#life.signal.aborted) this.dispatchEvent(new Event('change'));
  }
}
