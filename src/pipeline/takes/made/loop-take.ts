/** Makes a repeating picture of a recording and puts it into the library. */
import { ConvertClient } from '../../../workers/convert/convert.client';
import type { LoopFormat } from '../../../workers/convert/convert.client';
import { lockTake } from '../take-store';
import type { StoredTake, TakeStore } from '../take-store';

/** @param start of the loop in the recording, s. @throws ImpastoError `unreadable-video`, `unsupported`, `storage`, `storage-full`. */
export async function makeLoopTake(
  store: TakeStore,
  source: StoredTake,
  start: number,
  format: LoopFormat,
  signal?: AbortSignal,
): Promise<StoredTake> {
  const id = `take-${crypto.randomUUID()}`;
  const unlock = lockTake(id);
  const client = new ConvertClient(
    () => undefined,
    () => undefined,
  );
  try {
    const { poster, ...made } = await client.loop(await store.file(source), id, start, format, signal);
    const take: StoredTake = {
      ...made,
      id,
      kind: 'loop',
      name: source.name,
      createdAt: Date.now(),
      mimeType: `image/${format}`,
      hasSound: false,
      dropped: 0,
      state: 'ready',
      poster,
    };
    await store.put(take);
    return take;
  } catch (error) {
    await store.removeFile(`${id}.${format}`);
    throw error;
  } finally {
    client.destroy();
    unlock();
  }
}
