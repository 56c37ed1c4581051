/** The library of takes on the browser's own database and files, with failures in between. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TakeNotice } from '../../../../src/pipeline/api/takes-state';
import { TakeLibrary } from '../../../../src/pipeline/takes/take-library';
import { TakeStore } from '../../../../src/pipeline/takes/take-store';
import type { StoredTake } from '../../../../src/pipeline/takes/take-store';
import { required } from '../../../../src/shared/assert';
import { ImpastoError } from '../../../../src/shared/errors';
import { RecordClient } from '../../../../src/workers/record/record.client';
import { emptyAndClose, storedTake } from '../../../support/files/stored-takes';
import { soon } from '../../../support/soon';

let library: TakeLibrary;
let store: TakeStore;
let told: TakeNotice[];

function open(): void {
  library = new TakeLibrary({
    updates: { begin: () => () => undefined },
    notify: (notice) => told.push(notice),
  });
}

beforeEach(async () => {
  told = [];
  store = required(await TakeStore.open(), 'storage');
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  library.destroy();
  await emptyAndClose(store);
});

const codes = (): string[] => told.map(({ code }) => code);

/** Puts a take with a file into the store. */
async function put(change: Partial<StoredTake> = {}): Promise<StoredTake> {
  const take = storedTake(change);
  await store.writeFile(take.fileName, new Blob(['take']));
  await store.put(take);
  return take;
}

const listed = (): string[] => library.snapshot.takes.map(({ id }) => id);
const exists = async (take: StoredTake): Promise<boolean> =>
  store.file(take).then(
    () => true,
    () => false,
  );

test('lists what is there, newest first, renames it, and gives its file under its name', async () => {
  const old = await put({ createdAt: 1 });
  const young = await put({ createdAt: 2 });
  open();
  await soon(() => expect(listed()).toEqual([young.id, old.id]));
  await library.rename(old.id, '  Harbour  ');
  await library.rename(young.id, '   ');
  expect(library.snapshot.takes.map(({ name }) => name)).toEqual(['Wave', 'Harbour']);
  expect((await library.file(old.id))?.name).toMatch(/harbour.*\.mp4$/i);
});

test('a deleted take comes back when that is undone, with its file', async () => {
  const take = await put();
  open();
  await library.remove(take.id);
  expect([listed(), codes(), await exists(take)]).toEqual([[], ['take-removed'], true]);
  const [notice] = told;
  if (notice?.code === 'take-removed') notice.undo();
  await soon(() => expect(listed()).toEqual([take.id]));
  expect(await exists(take)).toBe(true);
});

test('a deleted take’s file goes when it can no longer be undone', async () => {
  const take = await put();
  open();
  await soon(() => expect(listed()).toEqual([take.id]));
  const later = vi.spyOn(globalThis, 'setTimeout');
  await library.remove(take.id);
  const call = later.mock.calls.find(([, ms]) => ms === 30_000);
  expect(call, 'it can be undone for 30 s').toBeDefined();
  (call?.[0] as () => void)();
  await soon(async () => expect(await exists(take)).toBe(false));
});

test('files that no entry names are swept up at the start, others stay', async () => {
  const take = await put();
  const stray = { ...take, fileName: 'take-stray.mp4' };
  await store.writeFile(stray.fileName, new Blob(['stray']));
  open();
  await soon(async () => expect(await exists(stray)).toBe(false));
  expect(await exists(take)).toBe(true);
});

test('a take whose file is gone is named', async () => {
  const take = await put();
  open();
  await store.removeFile(take.fileName);
  expect(await library.file(take.id)).toBeNull();
  expect(told).toEqual([{ code: 'take-gone', name: 'Wave' }]);
});

test('a cut-off recording without a picture is removed, and that is said', async () => {
  const id = `take-${crypto.randomUUID()}`;
  const take = await put({ id, state: 'recording', fileName: `${id}.part.mp4` });
  open();
  await soon(() => expect(library.snapshot.cutOff.map((one) => one.id)).toEqual([id]));
  await library.recover(id);
  expect([codes(), library.snapshot.cutOff, await exists(take)]).toEqual([['take-empty'], [], false]);
});

test.each([
  ['its worker dies', new ImpastoError('engine-lost', 'The recorder has stopped.')],
  ['storage fails', new ImpastoError('storage', 'busy')],
  ['a part of the app does not load', new TypeError('Failed to fetch dynamically imported module')],
])('a cut-off recording is kept when %s: it can be tried again', async (_what, error) => {
  const id = `take-${crypto.randomUUID()}`;
  const take = await put({ id, state: 'recording', fileName: `${id}.part.mp4` });
  open();
  const work = vi.spyOn(RecordClient.prototype, 'recover').mockRejectedValue(error);
  const saved = library.recover(id);
  expect(library.snapshot.saving, 'seen at once').toEqual(new Set([id]));
  await library.recover(id);
  await saved;
  expect(work, 'pressed twice').toHaveBeenCalledTimes(1);
  expect(library.snapshot.saving).toEqual(new Set());
  expect(codes()).toEqual(['rescue-failed']);
  expect([library.snapshot.cutOff.map((one) => one.id), await exists(take)]).toEqual([[id], true]);
  await expect(library.preview(id)).rejects.toBe(error);
  await library.discard(id);
  expect([library.snapshot.cutOff, await exists(take)]).toEqual([[], false]);
});

test('ended while it opens, it leaves no connection behind', async () => {
  const close = vi.spyOn(TakeStore.prototype, 'close');
  open();
  library.destroy();
  await soon(() => expect(close).toHaveBeenCalledOnce());
});
