/** Makes a film of how an HQ still was painted, and puts it into the library. */
import { putFinished } from '../take-finish';
import type { StoredTake, TakeStore } from '../take-store';
import { withNewTake } from './with-new-take';

/**
 * @param pictures as files, the last of them the finished one
 * @throws ImpastoError `unsupported`, `storage`, `storage-full`; AbortError.
 */
export async function makeFilmTake(
  store: TakeStore,
  pictures: readonly Blob[],
  name: string,
  signal?: AbortSignal,
): Promise<StoredTake> {
  return withNewTake(store, async (id, client) => {
    const { take, poster } = await client.film(pictures, id, signal);
    return putFinished(store, { id, name, poster }, take);
  });
}
