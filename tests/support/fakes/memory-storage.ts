/** A stand-in for `localStorage` in Node. */
import type { KeyValueStorage } from '../../../src/pipeline/storage/local-store';

export function memoryStorage(initial: Readonly<Record<string, string>> = {}): KeyValueStorage {
  const items = new Map(Object.entries(initial));
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
  };
}
