/** Settings of recording that survive a reload, in a `localStorage` key of their own. */
import * as v from 'valibot';
import { LocalStore } from '../storage/local-store';
import type { KeyValueStorage } from '../storage/local-store';

const schema = v.object({
  /** Record with the microphone. Off until asked for, so that no permission prompt appears unexpectedly. */
  sound: v.fallback(v.boolean(), false),
  /** Pass gently from one look to the next while recording. */
  glide: v.fallback(v.boolean(), false),
});

export type TakeSettings = Readonly<v.InferOutput<typeof schema>>;

/** @param storage `localStorage` when left out; null where the browser refuses it. */
export function openTakeSettings(storage?: KeyValueStorage | null): LocalStore<TakeSettings> {
  return new LocalStore('impasto.takes', schema, storage);
}
