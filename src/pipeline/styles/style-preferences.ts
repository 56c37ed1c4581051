/** The user's order of styles and favourites, kept in `localStorage`. */
import * as v from 'valibot';
import { LocalStore } from '../storage/local-store';
import type { KeyValueStorage } from '../storage/local-store';
import type { StyleEntry } from '../api/session-state';

const ids = v.fallback(v.array(v.pipe(v.string(), v.maxLength(100))), []);
const schema = v.object({ favourites: ids, order: ids });

export class StylePreferences {
  readonly #kept: LocalStore<v.InferOutput<typeof schema>>;

  /** @param storage `localStorage` when left out; null where the browser refuses it. */
  constructor(storage?: KeyValueStorage | null) {
    this.#kept = new LocalStore('impasto.styles', schema, storage);
  }

  get favourites(): readonly string[] {
    return this.#kept.current.favourites;
  }

  setFavourite(id: string, on: boolean): void {
    const others = this.#kept.current.favourites.filter((other) => other !== id);
    this.#kept.change({ favourites: on ? [...others, id] : others });
  }

  /** Styles that were never moved keep their place: before whatever follows them in `entries`. */
  sort(entries: readonly StyleEntry[]): readonly StyleEntry[] {
    const { order } = this.#kept.current;
    if (order.length === 0) return entries;
    const known = new Map(entries.map((entry) => [entry.id, entry]));
    const sorted = order.flatMap((id) => known.get(id) ?? []);
    const placed = new Set(order);
    // From the back, so that a new style finds its successor already in place.
    for (const [index, entry] of [...entries.entries()].reverse()) {
      if (placed.has(entry.id)) continue;
      const next = entries[index + 1];
      const at = next ? sorted.indexOf(next) : sorted.length;
      sorted.splice(at < 0 ? sorted.length : at, 0, entry);
    }
    return sorted;
  }

  /** @param entries all styles in their present order. @param before null moves it to the end. */
  move(id: string, before: string | null, entries: readonly StyleEntry[]): void {
    if (id === before || !entries.some((entry) => entry.id === id)) return;
    const rest = entries.map((entry) => entry.id).filter((other) => other !== id);
    const at = before === null ? -1 : rest.indexOf(before);
    rest.splice(at < 0 ? rest.length : at, 0, id);
    this.#kept.change({ order: rest });
  }
}
