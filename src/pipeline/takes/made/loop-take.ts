/** Makes a repeating picture of a recording and puts it into the library. */
import type { LoopFormat } from '../../../workers/convert/convert.client';
import type { StoredTake, TakeStore } from '../take-store';
import { withNewTake } from './with-new-take';

/** @param start of the loop in the recording, s. @throws ImpastoError `unreadable-video`, `unsupported`, `storage`, `storage-full`. */
export async function makeLoopTake(
  store: TakeStore,
  source: StoredTake,
  start: number,
  format: LoopFormat,
  signal?: AbortSignal,
): Promise<StoredTake> {
  const file = await store.file(source);
  return withNewTake(store, async (id, client) => {
    const take: StoredTake = {
      ...(await client.loop(file, id, start, format, signal)),
      id,
      kind: 'loop',
      name: source.name,
      createdAt: Date.now(),
      mimeType: `image/${format}`,
      hasSound: false,
      dropped: 0,
      state: 'ready',
    };
    await store.put(take);
    return take;
  });
}
