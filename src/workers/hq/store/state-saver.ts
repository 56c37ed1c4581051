/** Keeps a run's state on disk as it goes. */

import { encodeState } from './run-state';
import type { HqRunState } from './run-state';
import type { HqRunStore } from './run-store';

/** Saving takes this share of the time at most. */
const savingShare = 0.1;

/** Writes states one at a time, and not so often that it slows the run down. The store stays the caller's. */
export class StateSaver {
  readonly #store: HqRunStore;
  #saving: Promise<void> | undefined;
  #notBefore = 0;

  constructor(store: HqRunStore) {
    this.#store = store;
  }

  get ready(): boolean {
    return this.#saving === undefined && performance.now() >= this.#notBefore;
  }

  save(state: HqRunState): void {
    const startedAt = performance.now();
    this.#saving = this.#store
      .saveState(encodeState(state))
      .catch(() => undefined)
      .finally(() => {
        const took = performance.now() - startedAt;
        this.#notBefore = performance.now() + took * (1 / savingShare - 1);
        this.#saving = undefined;
      });
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await this.#saving;
  }
}
