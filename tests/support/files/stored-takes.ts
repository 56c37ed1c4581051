/** Takes for tests on the browser's own database and files. */
import type { StoredTake, TakeStore } from '../../../src/pipeline/takes/take-store';

/** A finished recording under an id of its own. */
export function storedTake(change: Partial<StoredTake> = {}): StoredTake {
  const id = change.id ?? `take-${crypto.randomUUID()}`;
  return {
    id,
    kind: 'video',
    name: 'Wave',
    createdAt: Date.now(),
    mimeType: 'video/mp4',
    sizeBytes: 4,
    duration: 1,
    width: 32,
    height: 24,
    hasSound: false,
    dropped: 0,
    fileName: `${id}.mp4`,
    state: 'ready',
    poster: null,
    ...change,
  };
}

/** Removes every take with its files and lets go of the store. */
export async function emptyAndClose(store: TakeStore): Promise<void> {
  for (const { id } of await store.list()) {
    await store.remove(id);
    await store.removeFiles(id);
  }
  store.close();
}
