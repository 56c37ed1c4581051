/** What becomes of a recording that was cut off. Loaded when there is one. */
import { isImpastoError } from '../../shared/errors';
import { keepFinished, recoverFile } from './take-finish';
import { withTake } from './take-store';
import type { StoredTake, TakeStore } from './take-store';

/**
 * Makes the file of a cut-off recording whole. Waits for another tab that is at it.
 * @param state of the entry afterwards: `recording` while it is not decided on
 * @returns `empty` when nothing of it can be played: it is removed then; `settled` when it was decided on before
 * @throws AbortError; what storage or the recorder throws: the recording is kept as it is then
 */
export async function rescueTake(
  store: TakeStore,
  id: string,
  state: StoredTake['state'],
  signal?: AbortSignal,
): Promise<StoredTake | 'empty' | 'settled'> {
  return withTake(id, () => rescueHeld(store, id, state, signal), signal);
}

/** As `rescueTake`, with the take's lock in hand. */
async function rescueHeld(
  store: TakeStore,
  id: string,
  state: StoredTake['state'],
  signal?: AbortSignal,
): Promise<StoredTake | 'empty' | 'settled'> {
  const take = await store.get(id);
  if (take?.state !== 'recording') return 'settled';
  try {
    const kept = take.fileName.includes('.part.')
      ? await keepFinished(store, id, await recoverFile(take.fileName, signal))
      : take;
    if (kept.state !== state) await store.change(id, { state });
    return { ...kept, state };
  } catch (error) {
    // Whatever else fails (storage, the worker, a part that does not load) says nothing about the recording.
    if (!isImpastoError(error, 'unreadable-video')) throw error;
    await store.remove(id);
    await store.removeFile(take.fileName);
    return 'empty';
  }
}
