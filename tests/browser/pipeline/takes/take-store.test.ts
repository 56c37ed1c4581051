/** The store of takes while other tabs work on it, and while the database breaks off. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TakeLibrary } from '../../../../src/pipeline/takes/take-library';
import { lockTake, TakeStore } from '../../../../src/pipeline/takes/take-store';
import type { StoredTake } from '../../../../src/pipeline/takes/take-store';
import { required } from '../../../../src/shared/assert';
import { RecordClient } from '../../../../src/workers/record/record.client';
import { emptyAndClose, storedTake } from '../../../support/files/stored-takes';
import { soon } from '../../../support/soon';

let store: TakeStore;
beforeEach(async () => {
  store = required(await TakeStore.open(), 'storage');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await emptyAndClose(store);
});

/** A take as a recording tab has it before its last step. */
function growing(): StoredTake {
  const id = `take-${crypto.randomUUID()}`;
  return storedTake({ id, fileName: `${id}.part.mp4`, state: 'recording' });
}

const exists = (take: StoredTake): Promise<boolean> =>
  store.file(take).then(
    () => true,
    () => false,
  );

/** Lets another tab act just before the `n`th time that storage is looked at. */
function beforeLook(n: number, act: () => Promise<void>): void {
  let looks = 0;
  const look = async (): Promise<void> => {
    if (looks++ !== n) return;
    await act();
  };
  const list = store.list.bind(store);
  const get = store.get.bind(store);
  const query = navigator.locks.query.bind(navigator.locks);
  vi.spyOn(store, 'list').mockImplementation(async () => (await look(), list()));
  vi.spyOn(store, 'get').mockImplementation(async (id) => (await look(), get(id)));
  vi.spyOn(navigator.locks, 'query').mockImplementation(async () => (await look(), query()));
  const root = navigator.storage.getDirectory.bind(navigator.storage);
  vi.spyOn(navigator.storage, 'getDirectory').mockImplementation(async () => (await look(), root()));
}

/** What a tab does at the end of a recording: its file under its last name, the entry, and the lock at last. */
async function finish(take: StoredTake, unlock: () => void): Promise<StoredTake> {
  const done: StoredTake = { ...take, fileName: `${take.id}.mp4`, state: 'ready' };
  await store.writeFile(done.fileName, new Blob(['take']));
  await store.removeFile(take.fileName);
  await store.put(done);
  unlock();
  await soon(async () =>
    expect((await navigator.locks.query()).held?.some(({ name }) => name?.includes(take.id))).toBe(false),
  );
  return done;
}

test.each([0, 1, 2, 3, 4])(
  'a take that another tab finishes while this one sweeps is not swept up (look %i)',
  async (n) => {
    const take = growing();
    const unlock = lockTake(take.id);
    await store.writeFile(take.fileName, new Blob(['part']));
    await store.put(take);
    let done = take;
    beforeLook(n, async () => {
      vi.restoreAllMocks();
      done = await finish(take, unlock);
    });
    await store.sweep();
    vi.restoreAllMocks();
    unlock();
    expect(await exists(done)).toBe(true);
  },
);

test.each([0, 1, 2])(
  'a recording that another tab begins or ends meanwhile is not taken for cut off (look %i)',
  async (n) => {
    const begun = growing();
    const ended = growing();
    const unlockEnded = lockTake(ended.id);
    await store.put(ended);
    let unlock = (): void => undefined;
    beforeLook(n, async () => {
      vi.restoreAllMocks();
      unlock = lockTake(begun.id);
      await store.put(begun);
      await finish(ended, unlockEnded);
    });
    const cutOff = await store.cutOff();
    vi.restoreAllMocks();
    unlock();
    unlockEnded();
    expect(cutOff).toEqual([]);
  },
);

/** A library beside the store, and what it says. */
function open(): { library: TakeLibrary; told: string[] } {
  const told: string[] = [];
  const library = new TakeLibrary({
    updates: { begin: () => () => undefined },
    notify: ({ code }) => told.push(code),
  });
  return { library, told };
}

test('a cut-off recording that another tab is saving is not touched until that is done', async () => {
  const take = growing();
  await store.writeFile(take.fileName, new Blob(['part']));
  await store.put(take);
  const { library, told } = open();
  await soon(() => expect(library.snapshot.cutOff.map(({ id }) => id)).toEqual([take.id]));
  const unlock = lockTake(take.id);
  const recover = vi.spyOn(RecordClient.prototype, 'recover');
  const recovered = library.recover(take.id);
  await soon(async () =>
    expect((await navigator.locks.query()).pending?.map(({ name }) => name)).toEqual([
      `impasto-take-${take.id}`,
    ]),
  );
  const done = await finish(take, unlock);
  await recovered;
  expect(recover).not.toHaveBeenCalled();
  expect([told, await exists(done)]).toEqual([[], true]);
  expect(library.snapshot.takes.map(({ id }) => id)).toEqual([take.id]);
  library.destroy();
});

test('a recording that another tab has saved is not discarded here', async () => {
  const take = growing();
  await store.writeFile(take.fileName, new Blob(['part']));
  await store.put(take);
  const { library } = open();
  await soon(() => expect(library.snapshot.cutOff.map(({ id }) => id)).toEqual([take.id]));
  const done = await finish(take, () => undefined);
  await library.discard(take.id);
  expect(await exists(done)).toBe(true);
  expect(library.snapshot).toMatchObject({ takes: [{ id: take.id }], cutOff: [] });
  library.destroy();
});
