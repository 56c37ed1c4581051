import { expect, test } from 'vitest';
import { Retried } from '../../../src/shared/async/retried';

test('what failed is made anew when it is asked for again; what succeeded is made once', async () => {
  let made = 0;
  const part = new Retried(() => {
    made += 1;
    return made < 2 ? Promise.reject(new TypeError('offline')) : Promise.resolve(made);
  });
  await Promise.all([
    expect(part.get()).rejects.toThrow('offline'),
    expect(part.get()).rejects.toThrow('offline'),
  ]);
  expect(made).toBe(1);
  expect(await part.get()).toBe(2);
  expect(await part.get()).toBe(2);
  expect(made).toBe(2);
});
