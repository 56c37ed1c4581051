/** Takes on a database that breaks off, does not answer, or cannot be read any more. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TakeLibrary } from '../../../../src/pipeline/takes/take-library';
import { TakeList } from '../../../../src/pipeline/takes/take-list';
import { TakeStore } from '../../../../src/pipeline/takes/take-store';
import { required } from '../../../../src/shared/assert';
import { emptyAndClose, storedTake } from '../../../support/files/stored-takes';
import { soon } from '../../../support/soon';

let store: TakeStore;
let told: string[];
let unhandled: unknown[];
let libraries: TakeLibrary[];

const noteUnhandled = (event: PromiseRejectionEvent): void => {
  event.preventDefault();
  unhandled.push(event.reason);
};
/** Rejections are told unhandled once all microtasks are done. */
const afterTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

beforeEach(async () => {
  told = [];
  unhandled = [];
  libraries = [];
  window.addEventListener('unhandledrejection', noteUnhandled);
  store = required(await TakeStore.open(), 'storage');
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const library of libraries) library.destroy();
  await emptyAndClose(store);
  await afterTask();
  window.removeEventListener('unhandledrejection', noteUnhandled);
  expect(unhandled).toEqual([]);
});

function open(): TakeLibrary {
  const library = new TakeLibrary({
    updates: { begin: () => () => undefined },
    notify: (notice) => {
      told.push(notice.code);
      if (notice.code === 'take-removed') notice.undo();
    },
  });
  libraries.push(library);
  return library;
}

test('a transaction that the browser breaks off is a failure of storage, not something that was called off', async () => {
  const take = storedTake();
  await store.put(take);
  const put = Reflect.get(IDBObjectStore.prototype, 'put');
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function broken(
    this: IDBObjectStore,
    value: unknown,
  ) {
    const request = put.call(this, value);
    this.transaction.abort();
    return request;
  });
  await expect(store.put({ ...take, name: 'Sea' })).rejects.toMatchObject({ code: 'storage' });
  await expect(store.change(take.id, { name: 'Sea' })).rejects.toMatchObject({ code: 'storage' });
  await afterTask();
  expect((await store.get(take.id))?.name).toBe('Wave');
});

test('storage that does not answer is given up, and asked again later', async () => {
  const limit = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  const asked = vi
    .spyOn(navigator.storage, 'getDirectory')
    .mockReturnValueOnce(new Promise<never>(() => undefined));
  const library = open();
  const first = library.store().catch((error: unknown) => (error as Error).name);
  await soon(() => expect(asked).toHaveBeenCalled());
  limit.abort();
  expect(await first).toBe('TimeoutError');
  vi.restoreAllMocks();
  expect(await library.store()).toBeInstanceOf(TakeStore);
});

test('a list that cannot be read loses nothing that was put into the store', async () => {
  const library = open();
  await library.store();
  const take = storedTake();
  await store.put(take);
  vi.spyOn(TakeList.prototype, 'refresh').mockRejectedValue(new Error('cannot be read'));
  expect(await library.enlist(take)).toMatchObject({ id: take.id });
  await library.remove(take.id);
  await soon(async () => expect(await store.get(take.id)).toMatchObject({ id: take.id }));
  await afterTask();
  expect(told).toEqual(['take-removed']);
});

test.each([0, 1, 2, 3, 4, 5])(
  'closed at the %i-th look into the database, it fails nobody, and closes what it opened',
  async (at) => {
    const take = storedTake();
    await store.put(take);
    let looks = 0;
    const close = vi.spyOn(IDBDatabase.prototype, 'close');
    const transaction = Reflect.get(IDBDatabase.prototype, 'transaction');
    const library = open();
    const looked = vi.spyOn(IDBDatabase.prototype, 'transaction');
    looked.mockImplementation(function counted(
      this: IDBDatabase,
      ...args: Parameters<IDBDatabase['transaction']>
    ) {
      if (looks++ === at) library.destroy();
      return transaction.apply(this, args);
    });
    await library.store();
    await library.remove(take.id).catch(() => undefined);
    looked.mockRestore();
    library.destroy();
    await soon(() => expect(close).toHaveBeenCalledOnce());
  },
);
