/** Whose turn it is: styles in the user's order, or the favourites among them, round and round. Pure bookkeeping. */
import type { SessionSnapshot } from '../api/session-state';

export class StyleRound {
  readonly #snapshot: () => Pick<SessionSnapshot, 'styles' | 'selection' | 'settings'>;
  /** The one that had its turn last, also when it could not be shown: else the round would end at it. */
  #last: string | null = null;

  constructor(snapshot: () => Pick<SessionSnapshot, 'styles' | 'selection' | 'settings'>) {
    this.#snapshot = snapshot;
  }

  /**
   * The style `step` places further, around the ends; it has had its turn then. Null when there is no other.
   * @param step -1 or 1
   */
  next(step: -1 | 1): string | null {
    const { styles, selection, settings } = this.#snapshot();
    const all = styles.map(({ id }) => id);
    const favourites = all.filter((id) => selection.favourites.includes(id));
    const turns = settings.mirrorStyles === 'favourites' && favourites.length > 0 ? favourites : all;
    const last = this.#last ?? settings.styleId;
    const at = turns.indexOf(last);
    // One that takes no turns: the first comes, or the last when one goes backwards.
    const next = at < 0 ? turns.at(step > 0 ? 0 : -1) : turns.at((at + step) % turns.length);
    if (next === undefined || (next === last && settings.mix.length === 0)) return null;
    this.#last = next;
    return next;
  }
}
