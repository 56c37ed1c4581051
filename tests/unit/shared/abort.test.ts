import { expect, test } from 'vitest';
import { allOrNone } from '../../../src/shared/async/abort';

test('what was made beside a failure is freed, also what comes after it', async () => {
  const freed: string[] = [];
  const late = new Promise<string>((resolve) => setTimeout(() => resolve('late'), 10));
  const works = [Promise.resolve('early'), Promise.reject(new Error('no')), late];
  await expect(allOrNone(works, (made) => freed.push(made))).rejects.toThrow('no');
  expect(freed).toEqual(['early', 'late']);
});

test('when all are there, nothing is freed', async () => {
  const freed: string[] = [];
  const works = ['a', 'b'].map((text) => Promise.resolve(text));
  await expect(allOrNone(works, (made) => freed.push(made))).resolves.toEqual(['a', 'b']);
  expect(freed).toEqual([]);
});
