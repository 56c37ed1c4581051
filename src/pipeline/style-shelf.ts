/**
 * The user's order of styles and favourites. Owns one `localStorage` key; without storage they last for the visit.
 */
import * as v from 'valibot';
import type { StyleEntry } from './session-state';

const KEY = 'impasto.styles';

const ids = v.fallback(v.array(v.pipe(v.string(), v.maxLength(100))), []);
const schema = v.object({ favourites: ids, order: ids });

type Stored = v.InferOutput<typeof schema>;

export class StyleShelf {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  #kept: Readonly<Stored>;

  /** @param storage `localStorage`, or null where the browser refuses it. */
  constructor(storage: Pick<Storage, 'getItem' | 'setItem'> | null) {
    this.#storage = storage;
    this.#kept = this.#load();
  }

  get favourites(): readonly string[] {
    return this.#kept.favourites;
  }

  setFavourite(id: string, on: boolean): void {
    const others = this.#kept.favourites.filter((other) => other !== id);
    this.#save({ ...this.#kept, favourites: on ? [...others, id] : others });
  }

  /** Styles that were never moved keep their place: before whatever follows them in `entries`. */
  sort(entries: readonly StyleEntry[]): readonly StyleEntry[] {
    const { order } = this.#kept;
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
    this.#save({ ...this.#kept, order: rest });
  }

  #load(): Stored {
    try {
      const stored: unknown = JSON.parse(this.#storage?.getItem(KEY) ?? '{}');
      return v.parse(schema, v.is(v.record(v.string(), v.unknown()), stored) ? stored : {});
    } catch {
      return { favourites: [], order: [] };
    }
  }

  #save(kept: Stored): void {
    this.#kept = kept;
    try {
      this.#storage?.setItem(KEY, JSON.stringify(kept));
    } catch {
      // Full or forbidden storage: it still holds for this visit.
    }
  }
}
