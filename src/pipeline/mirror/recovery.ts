/**
 * Brings a lost picture back without a press: tries again and again, with growing pauses, for ever. Owns a timer and the
 * try under way; `destroy()` ends both.
 */
import { abortable } from '../../shared/async/abort';
import type { MirrorRecovery, MirrorTrouble } from '../api/mirror-api';

export interface RecoveryDeps {
  /** What is wrong now; null when nothing is, or when it is being mended by itself. */
  readonly trouble: () => MirrorTrouble | null;
  readonly retry: (trouble: MirrorTrouble, signal: AbortSignal) => Promise<void>;
  readonly onChange: () => void;
}

/** Before the first try, ms; doubled after each one that was in vain. */
const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** A try that takes longer counts as one in vain, ms: a camera may never answer. */
const patienceMs = 60_000;
/** A picture that stayed this long counts as found again, ms: pauses begin small once more. */
const healthyMs = 60_000;

type State =
  | { readonly kind: 'well'; /** By `performance.now()`. */ readonly since: number }
  | {
      readonly kind: 'waiting';
      readonly trouble: MirrorTrouble;
      readonly timer: ReturnType<typeof setTimeout>;
    }
  | { readonly kind: 'trying'; readonly trouble: MirrorTrouble; readonly work: AbortController }
  | { readonly kind: 'ended' };

export class Recovery {
  readonly #deps: RecoveryDeps;
  #state: State = { kind: 'well', since: -Infinity };
  /** In vain, in a row. */
  #tries = 0;

  constructor(deps: RecoveryDeps) {
    this.#deps = deps;
  }

  get state(): MirrorRecovery {
    const state = this.#state;
    switch (state.kind) {
      case 'waiting':
      case 'trying':
        return { kind: state.kind, trouble: state.trouble, tries: this.#tries };
      case 'well':
      case 'ended':
        return { kind: 'well' };
    }
  }

  /** Something changed: looks whether there is trouble, and whether it is over. A try under way is waited for. */
  look(): void {
    const state = this.#state;
    if (state.kind === 'trying' || state.kind === 'ended') return;
    const trouble = this.#deps.trouble();
    if (state.kind === 'well' && trouble) {
      if (performance.now() - state.since > healthyMs) this.#tries = 0;
      this.#wait(trouble);
    } else if (state.kind === 'waiting' && !trouble) {
      this.#set({ kind: 'well', since: performance.now() });
    }
  }

  /** Idempotent. */
  destroy(): void {
    if (this.#state.kind === 'trying') this.#state.work.abort();
    this.#set({ kind: 'ended' });
  }

  #wait(trouble: MirrorTrouble): void {
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#tries);
    this.#set({ kind: 'waiting', trouble, timer: setTimeout(() => void this.#try(), pause) });
  }

  async #try(): Promise<void> {
    const trouble = this.#deps.trouble();
    if (!trouble) {
      this.look();
      return;
    }
    const work = new AbortController();
    this.#set({ kind: 'trying', trouble, work });
    const limit = setTimeout(() => work.abort(), patienceMs);
    try {
      await abortable(this.#deps.retry(trouble, work.signal), work.signal);
    } catch {
      // In vain, whatever it was: what is wrong is asked for anew.
    } finally {
      clearTimeout(limit);
    }
    if (this.#state.kind !== 'trying' || this.#state.work !== work) return;
    const left = this.#deps.trouble();
    this.#tries += 1;
    if (left) this.#wait(left);
    else this.#set({ kind: 'well', since: performance.now() });
  }

  #set(state: State): void {
    if (this.#state.kind === 'waiting') clearTimeout(this.#state.timer);
    this.#state = state;
    this.#deps.onChange();
  }
}
