/** A take that the convert worker makes: its id, its lock and the worker, and nothing left behind when it fails. */
import { ConvertClient } from '../../../workers/convert/convert.client';
import { lockTake } from '../take-store';
import type { TakeStore } from '../take-store';

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
    await store.removeFiles(id);
    throw error;
  } finally {
    client.destroy();
    unlock();
  }
}
