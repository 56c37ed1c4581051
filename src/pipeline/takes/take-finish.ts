/** The last steps of a take: a cut-off recording made whole, a finished file entered into the library. */
import { RecordClient } from '../../workers/record/record.client';
import type { FinishedTake } from '../../workers/record/record.client';
import { isAbortError } from '../../shared/abort';
import { lockTake } from './take-store';
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

/**
 * Makes the file of a cut-off recording whole.
 * @param state of the entry afterwards: `recording` while it is not decided on
 * @returns `empty` when nothing of it can be played: it is removed then; `settled` when it was decided on before
 * @throws AbortError
 */
export async function rescueTake(
  store: TakeStore,
  id: string,
  state: StoredTake['state'],
  signal?: AbortSignal,
): Promise<StoredTake | 'empty' | 'settled'> {
  const take = await store.get(id);
  if (take?.state !== 'recording') return 'settled';
  const unlock = lockTake(id);
  try {
    const kept = take.fileName.includes('.part.')
      ? await keepFinished(store, id, await recoverFile(take.fileName, signal))
      : take;
    if (kept.state !== state) await store.change(id, { state });
    return { ...kept, state };
  } catch (error) {
    if (isAbortError(error)) throw error;
    await store.remove(id);
    await store.removeFile(take.fileName);
    return 'empty';
  } finally {
    unlock();
  }
}
