/**
 * One value that survives a reload, kept under one `localStorage` key and checked by a schema. Where storage is refused
 * (private windows, blocked cookies, no room) the value silently lasts for the visit only.
 */
import * as v from 'valibot';

/** What a {@link LocalStore} needs of `localStorage`. */
export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem'>;

export class LocalStore<Value extends object> {
  readonly #storage: KeyValueStorage | null;
  readonly #key: string;
  #isNew: boolean;
  #current: Value;

  /**
   * @param schema gives each field a `v.fallback`, so that `{}` becomes the defaults and one damaged field falls back
   * alone; content that is no object at all becomes the defaults.
   * @param storage null where the browser refuses it.
   */
  constructor(
    key: string,
    schema: v.GenericSchema<unknown, Value>,
    storage: KeyValueStorage | null = pageStorage(),
  ) {
    this.#key = key;
    this.#storage = storage;
    const stored = this.#read();
    this.#isNew = storage !== null && stored === null;
    const { success, output } = v.safeParse(schema, parseJson(stored ?? '{}'));
    this.#current = success ? output : v.parse(schema, {});
  }

  /** True until something was stored, in this visit or an earlier one; false where storage is refused. */
  get isNew(): boolean {
    return this.#isNew;
  }

  get current(): Readonly<Value> {
    return this.#current;
  }

  change(change: Partial<Value>): void {
    this.#current = { ...this.#current, ...change };
    this.#isNew = false;
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(this.#current));
    } catch {
      // Full or forbidden storage must not stop anything; the value still holds for this visit.
    }
  }

  /** @returns null when nothing is stored; `''`, which is damaged content, where reading throws. */
  #read(): string | null {
    try {
      return this.#storage?.getItem(this.#key) ?? null;
    } catch {
      return '';
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `localStorage`, or null where reading the property itself throws (blocked cookies). */
export function pageStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
