import { expect, test } from 'vitest';
import { crowdedFolders } from '../../../scripts/checks/folders.mjs';

const filesIn = (folder: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${folder}/${index}.ts`);

test('a folder of fifteen files passes, one of sixteen is named', () => {
  expect(crowdedFolders(filesIn('src/a', 15))).toEqual([]);
  expect(crowdedFolders([...filesIn('src/a', 15), ...filesIn('src/b', 16)])).toEqual([
    'src/b holds 16 files; at most 15 may be in one folder.',
  ]);
});

test('files in folders below count for those', () => {
  expect(crowdedFolders([...filesIn('src/a', 10), ...filesIn('src/a/b', 10)])).toEqual([]);
});
