/** A take that the convert worker makes: its id, its lock and the worker, and nothing left behind when it fails. */
import { ConvertClient } from '../../../workers/convert/convert.client';
import { lockTake } from '../take-store';
import type { TakeStore } from '../take-store';

/** How the files of a take may end, whole or cut off. */
const endings = ['part.mp4', 'part.webm', 'mp4', 'webm', 'gif', 'webp'];

/** @throws what `make` throws; its files and its entry are removed then. */
export async function withNewTake<T>(
  store: TakeStore,
  make: (id: string, client: ConvertClient) => Promise<T>,
): Promise<T> {
  const id = `take-${crypto.randomUUID()}`;
  const unlock = lockTake(id);
  const client = new ConvertClient(
    () => undefined,
    () => undefined,
  );
  try {
    return await make(id, client);
  } catch (error) {
    await store.remove(id);
    for (const ending of endings) await store.removeFile(`${id}.${ending}`);
    throw error;
  } finally {
    client.destroy();
    unlock();
  }
}
