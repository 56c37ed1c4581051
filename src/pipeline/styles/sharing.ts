/** The look as a file for elsewhere: a style pack. The packs' format is loaded when it is first needed. */
import { isAbortError } from '../../shared/async/abort';
import type { Notice } from '../api/session-state';
import type { SharingApi } from '../api/sharing-api';
import type { EngineSupervisor } from '../engine/engine-supervisor';
import type { AppSettings } from '../state/app-settings';
import type { StyleChoice } from './style-choice';
import type { StyleLibrary } from '../library/style-library';

export interface SharingDeps {
  readonly library: StyleLibrary;
  readonly choice: StyleChoice;
  readonly engine: Pick<EngineSupervisor, 'network'>;
  readonly settings: AppSettings;
  readonly notify: (notice: Notice) => void;
}

export class Sharing implements SharingApi {
  readonly #deps: SharingDeps;

  constructor(deps: SharingDeps) {
    this.#deps = deps;
  }

  async pack(signal?: AbortSignal): Promise<File | null> {
    const { library, choice, engine, settings, notify } = this.#deps;
    // As it is at the press: what is chosen while the pack is made is not meant.
    const { ingredients, otherIngredients } = choice;
    const { second, ...current } = settings.current;
    const inHand = { ingredients, strength: current.strength };
    const other = { ingredients: otherIngredients, strength: second?.other.strength ?? 1 };
    const both = second !== null && otherIngredients.length > 0;
    const [first, last] = both && second.secondInHand ? [other, inHand] : [inHand, other];
    if (ingredients.length === 0) {
      notify({ code: 'no-frame-yet' });
      return null;
    }
    try {
      const { exportLook } = await import('./look-files');
      const carried = {
        ingredients: first.ingredients,
        second: both ? { ...last, place: second.place } : null,
      };
      const look = { ...current, strength: first.strength, network: engine.network };
      return await exportLook(library, carried, look, signal);
    } catch (error) {
      if (isAbortError(error)) throw error;
      notify({ code: 'pack-failed' });
      return null;
    }
  }
}
