import { expect, test } from 'vitest';
import { isAbortError, withinTime } from '../../../src/shared/async/abort';

/** Node 20 has no `Promise.withResolvers`. */
function pending<T>(): [promise: Promise<T>, resolve: (value: T) => void, reject: (error: Error) => void] {
  let settle: { resolve: (value: T) => void; reject: (error: Error) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return [promise, (value) => settle?.resolve(value), (error) => settle?.reject(error)];
}

test('passes on what comes in time: the result, or the work’s own error', async () => {
  expect(await withinTime(Promise.resolve(7), 60_000)).toBe(7);
  const own = new Error('refused');
  await expect(withinTime(Promise.reject(own), 60_000)).rejects.toBe(own);
});

test('a late answer is a TimeoutError, and its result is handed over to be freed', async () => {
  const [work, resolve] = pending<string>();
  const [freed, free] = pending<string>();
  const error: unknown = await withinTime(work, 5, free).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'TimeoutError', message: 'no answer within 0.005 s' });
  expect(isAbortError(error)).toBe(false);
  resolve('database');
  expect(await freed).toBe('database');
});

test('a late error is dropped', async () => {
  const [work, , reject] = pending<string>();
  await expect(withinTime(work, 5)).rejects.toMatchObject({ name: 'TimeoutError' });
  reject(new Error('nobody waits any more'));
});
