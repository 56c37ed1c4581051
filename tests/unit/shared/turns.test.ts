import { expect, test } from 'vitest';
import { Turns } from '../../../src/shared/async/turns';

test('one after the other, in order, past one that fails', async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const work = (name: string, ms: number, fails = false) =>
    turns.take(async () => {
      seen.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const all = await Promise.allSettled([work('a', 20), work('b', 10, true), work('c', 0)]);
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(seen).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});
