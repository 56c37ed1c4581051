/** The last steps of a take: a cut-off recording made whole, a finished file entered into the library. */
import { RecordClient } from '../../workers/record/record.client';
import type { FinishedTake } from '../../workers/record/record.client';
import type { StoredTake, TakeStore } from './take-store';

/** Makes a seekable file of a recording that was cut off. @throws ImpastoError `unreadable-video`. */
export async function recoverFile(fileName: string, signal?: AbortSignal): Promise<FinishedTake> {
  const client = new RecordClient({ onEvent: () => undefined, onCrash: () => undefined });
  try {
    return await client.recover(fileName, signal);
  } finally {
    client.destroy();
  }
}

/** Enters a finished file into the library. */
export async function keepFinished(
  store: TakeStore,
  id: string,
  { fileName, mimeType, sizeBytes, duration, width, height, hasSound, dropped }: FinishedTake,
): Promise<StoredTake> {
  const facts = { fileName, mimeType, sizeBytes, duration, width, height, hasSound };
  await store.change(id, { ...facts, dropped, state: 'ready' });
  const take = await store.get(id);
  if (!take) throw new Error('The take was removed while it was saved.');
  return take;
}

/** Puts a finished video file into the library that was not listed before. */
export async function putFinished(
  store: TakeStore,
  entry: Pick<StoredTake, 'id' | 'name' | 'poster'>,
  { fileName, mimeType, sizeBytes, duration, width, height, hasSound, dropped }: FinishedTake,
): Promise<StoredTake> {
  const facts = { fileName, mimeType, sizeBytes, duration, width, height, hasSound, dropped };
  const take: StoredTake = { ...entry, ...facts, kind: 'video', createdAt: Date.now(), state: 'ready' };
  await store.put(take);
  return take;
}
