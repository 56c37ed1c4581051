/**
 * The one thing that has the engine, besides the live picture: a recording, a conversion or an HQ still, from the press
 * that begins it until its last file is written. What may not begin hears so at once. Updates of the app wait for it.
 */
import { TypedTarget } from '../../shared/typed-target';
import type { ActivityName, Notice } from '../api/session-state';
import type { UpdateBlocker } from './update-blocker';

export class Activity extends TypedTarget<{ change: Event }> {
  readonly #updates: Pick<UpdateBlocker, 'begin'>;
  #current: ActivityName = 'live';

  constructor(updates: Pick<UpdateBlocker, 'begin'>) {
    super();
    this.#updates = updates;
  }

  /** `live` while nothing else is under way. */
  get current(): ActivityName {
    return this.#current;
  }

  /** True while the live picture rests: an HQ still and a conversion need the whole machine, and cover the screen. */
  get coversLive(): boolean {
    return this.#current === 'hq' || this.#current === 'converting';
  }

  /** @returns what ends it (idempotent), or null when something else is under way. */
  begin(name: Exclude<ActivityName, 'live'>): (() => void) | null {
    if (this.#current !== 'live') return null;
    const allowUpdates = this.#updates.begin();
    this.#set(name);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      allowUpdates();
      this.#set('live');
    };
  }

  /** As `begin`; a notice says what else is under way. A second press of the same needs no answer. */
  beginOrTell(name: Exclude<ActivityName, 'live'>, notify: (notice: Notice) => void): (() => void) | null {
    const current = this.#current;
    if (current !== 'live' && current !== name) notify({ code: 'busy', activity: current });
    return this.begin(name);
  }

  #set(name: ActivityName): void {
    this.#current = name;
    this.dispatchEvent(new Event('change'));
  }
}
