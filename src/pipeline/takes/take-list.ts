/**
 * The takes as the interface lists them: facts with poster addresses, kept in step with the store. Owns the addresses.
 */
import { Turns } from '../../shared/async/turns';
import type { StoredTake, TakeStore } from './take-store';
import type { TakeEntry } from '../api/takes-state';

export class TakeList {
  readonly #store: TakeStore;
  readonly #posters = new Map<string, { readonly blob: Blob; readonly url: string }>();
  /** One reading at a time: of two at once the older could end last. */
  readonly #readings = new Turns();
  #destroyed = false;
  #ready: readonly TakeEntry[] = [];
  #cutOff: readonly TakeEntry[] = [];

  constructor(store: TakeStore) {
    this.#store = store;
  }

  /** Finished takes, newest first. */
  get ready(): readonly TakeEntry[] {
    return this.#ready;
  }

  /** Recordings that no living tab works on. */
  get cutOff(): readonly TakeEntry[] {
    return this.#cutOff;
  }

  /** Reads the store anew. @throws what the store throws: the list stays as it was then */
  refresh(): Promise<void> {
    return this.#readings.take(() => this.#read());
  }

  /** A stored take with the address of its poster. */
  entry({ poster, ...take }: StoredTake): TakeEntry {
    return { ...take, posterUrl: this.#posterUrl(take.id, poster) };
  }

  /** Idempotent. */
  destroy(): void {
    this.#destroyed = true;
    for (const id of [...this.#posters.keys()]) this.#forget(id);
  }

  async #read(): Promise<void> {
    const [all, cutOff] = await Promise.all([this.#store.list(), this.#store.cutOff()]);
    const known = new Set(all.map(({ id }) => id));
    for (const id of [...this.#posters.keys()]) if (!known.has(id)) this.#forget(id);
    this.#ready = all.filter(({ state }) => state === 'ready').map((take) => this.entry(take));
    this.#cutOff = cutOff.map((take) => this.entry(take));
  }

  #posterUrl(id: string, poster: Blob | null): string {
    if (!poster || this.#destroyed) return '';
    const known = this.#posters.get(id);
    // Each reading of the database brings another Blob object of the same picture.
    if (known?.blob.size === poster.size) return known.url;
    this.#forget(id);
    const url = URL.createObjectURL(poster);
    this.#posters.set(id, { blob: poster, url });
    return url;
  }

  #forget(id: string): void {
    const known = this.#posters.get(id);
    if (known) URL.revokeObjectURL(known.url);
    this.#posters.delete(id);
  }
}
