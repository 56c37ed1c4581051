/** Settings of recording that survive a reload, in a `localStorage` key of their own. Validated field by field. */
import * as v from 'valibot';

const KEY = 'impasto.takes';

const schema = v.object({
  /** Record with the microphone. Off until asked for: nobody is asked for a microphone unawares. */
  sound: v.fallback(v.boolean(), false),
  /** Pass gently from one look to the next while recording. */
  glide: v.fallback(v.boolean(), false),
});

export type TakeSettings = Readonly<v.InferOutput<typeof schema>>;

export class TakeSettingsStore {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  #current: TakeSettings;

  /** @param storage `localStorage`, or null where the browser refuses it. */
  constructor(storage: Pick<Storage, 'getItem' | 'setItem'> | null) {
    this.#storage = storage;
    this.#current = this.#load();
  }

  get current(): TakeSettings {
    return this.#current;
  }

  change(change: Partial<TakeSettings>): void {
    this.#current = { ...this.#current, ...change };
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.#current));
    } catch {
      // Refused storage costs the memory of the switch, nothing else.
    }
  }

  #load(): TakeSettings {
    try {
      const stored: unknown = JSON.parse(this.#storage?.getItem(KEY) ?? '{}');
      return v.parse(schema, v.is(v.record(v.string(), v.unknown()), stored) ? stored : {});
    } catch {
      return v.parse(schema, {});
    }
  }
}
