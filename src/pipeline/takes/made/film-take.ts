/** Makes a film of how an HQ still was painted, and puts it into the library. */
import { ConvertClient } from '../../../workers/convert/convert.client';
import { keepFinished } from '../take-finish';
import { lockTake } from '../take-store';
import type { StoredTake, TakeStore } from '../take-store';

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
  const id = `take-${crypto.randomUUID()}`;
  const unlock = lockTake(id);
  const client = new ConvertClient(
    () => undefined,
    () => undefined,
  );
  try {
    const { take, poster } = await client.film(pictures, id, signal);
    await store.put({
      id,
      kind: 'video',
      name,
      createdAt: Date.now(),
      mimeType: take.mimeType,
      sizeBytes: 0,
      duration: 0,
      width: take.width,
      height: take.height,
      hasSound: false,
      dropped: 0,
      fileName: take.fileName,
      state: 'ready',
      poster,
    });
    return await keepFinished(store, id, take);
  } catch (error) {
    await store.remove(id);
    for (const ending of ['part.mp4', 'part.webm', 'mp4', 'webm']) await store.removeFile(`${id}.${ending}`);
    throw error;
  } finally {
    client.destroy();
    unlock();
  }
}
