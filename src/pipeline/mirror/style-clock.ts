/**
 * Says when the next style is due. Its time counts from when it is seen: an artwork that takes long to be read, a hidden
 * page or a lost camera cost it nothing, and nothing is changed that nobody can see. Owns a timer; `destroy()` ends it.
 */

export interface StyleClockDeps {
  /** From one style to the next, s; 0 for never. Asked at each change. */
  readonly seconds: () => number;
  /** The chosen style is on screen, and somebody can see it. */
  readonly seen: () => boolean;
  readonly onDue: () => void;
}

type State =
  /** The style is chosen and not yet seen. */
  | { readonly kind: 'coming' }
  | { readonly kind: 'shown'; readonly seconds: number; readonly timer: ReturnType<typeof setTimeout> }
  /** Its time is up, and there is nothing to see. */
  | { readonly kind: 'due' }
  /** The setting is never. */
  | { readonly kind: 'resting' }
  | { readonly kind: 'held' }
  | { readonly kind: 'ended' };

export class StyleClock {
  readonly #deps: StyleClockDeps;
  #state: State = { kind: 'coming' };

  constructor(deps: StyleClockDeps) {
    this.#deps = deps;
    this.look();
  }

  get held(): boolean {
    return this.#state.kind === 'held';
  }

  /** Another style was chosen: its time begins when it is seen. */
  restart(): void {
    if (this.#state.kind === 'held' || this.#state.kind === 'ended') return;
    this.#set({ kind: 'coming' });
    this.look();
  }

  setHeld(held: boolean): void {
    if (this.#state.kind === 'ended' || held === this.held) return;
    this.#set(held ? { kind: 'held' } : { kind: 'coming' });
    this.look();
  }

  /** Something changed: what is seen, or the setting. */
  look(): void {
    const { seconds, seen, onDue } = this.#deps;
    const state = this.#state;
    switch (state.kind) {
      case 'coming':
        if (seen()) this.#begin();
        break;
      case 'shown':
        if (seconds() !== state.seconds) this.#begin();
        break;
      case 'due':
        if (!seen()) return;
        this.#set({ kind: 'coming' });
        onDue();
        this.look();
        break;
      case 'resting':
        if (seconds() > 0) this.#begin();
        break;
      case 'held':
      case 'ended':
    }
  }

  /** Idempotent. */
  destroy(): void {
    this.#set({ kind: 'ended' });
  }

  #begin(): void {
    const seconds = this.#deps.seconds();
    if (seconds <= 0) {
      this.#set({ kind: 'resting' });
      return;
    }
    const due = (): void => {
      this.#set({ kind: 'due' });
      this.look();
    };
    this.#set({ kind: 'shown', seconds, timer: setTimeout(due, seconds * 1000) });
  }

  #set(state: State): void {
    if (this.#state.kind === 'shown') clearTimeout(this.#state.timer);
    this.#state = state;
  }
}
