/** Files in pieces, in the real private file system: a window has no sync access handles, as WebKitGTK's workers. */
import { afterEach, expect, test } from 'vitest';
import { privateFolder } from '../../../../src/shared/files/opfs';
import { readWhole, wholeName } from '../../../../src/shared/files/pieces';
import { openHandle } from '../../../../src/workers/record/files/take-handle';
import { readTakeFile, removeTakeFile, TakeFile } from '../../../../src/workers/record/files/take-file';
import { takesFolder } from '../../../../src/workers/record/record.protocol';

const name = 'pieces-test.part.mp4';

async function stored(): Promise<string[]> {
  const names: string[] = [];
  for await (const one of (await privateFolder(takesFolder)).keys())
    if (wholeName(one) === name) names.push(one);
  return names.sort();
}

async function bytesOf(file: Blob): Promise<number[]> {
  return [...new Uint8Array(await file.arrayBuffer())];
}

afterEach(() => removeTakeFile(name));

test('a growing file is on the disk within a second, without being closed', async () => {
  const file = await TakeFile.create(name, 'growing');
  file.write(Uint8Array.of(1, 2, 3), 0);
  await expect
    .poll(async () => bytesOf(await readTakeFile(name).catch(() => new Blob())), { timeout: 2000 })
    .toEqual([1, 2, 3]);
  file.write(Uint8Array.of(4, 5), 3);
  file.write(Uint8Array.of(6), 5);
  await expect.poll(async () => (await readTakeFile(name)).size, { timeout: 2000 }).toBe(6);
  expect(await stored()).toHaveLength(2);
  file.write(new Uint8Array(100_000).fill(7), 6);
  await file.flush();
  file.close();
  const bytes = await bytesOf(await readTakeFile(name));
  expect(bytes).toHaveLength(100_006);
  expect(bytes.slice(0, 8)).toEqual([1, 2, 3, 4, 5, 6, 7, 7]);

  await removeTakeFile(name);
  expect(await stored()).toEqual([]);
});

test('a new file replaces the pieces of the old one', async () => {
  const old = await TakeFile.create(name, 'growing');
  old.write(new Uint8Array(10).fill(9), 0);
  await old.flush();
  old.write(new Uint8Array(10).fill(9), 10);
  await old.flush();
  old.close();
  const file = await TakeFile.create(name, 'whole');
  file.write(Uint8Array.of(0, 0, 3), 0);
  file.write(Uint8Array.of(1, 2), 0);
  await file.flush();
  file.close();
  expect(await bytesOf(await readTakeFile(name))).toEqual([1, 2, 3]);
});

test('what is on the disk cannot be changed, and that is said', async () => {
  const handle = await openHandle(await privateFolder(takesFolder), name, true);
  handle.write(Uint8Array.of(1), 0);
  await handle.flush();
  expect(() => handle.write(Uint8Array.of(2), 0)).toThrow('cannot be changed');
  handle.close();
});

test('a file that is not there is not found', async () => {
  await expect(readWhole(await privateFolder(takesFolder), 'nothing')).rejects.toThrow(
    expect.objectContaining({ name: 'NotFoundError' }),
  );
});
