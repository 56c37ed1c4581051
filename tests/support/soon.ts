import { vi } from 'vitest';

/**
 * Resolves with what `check` gives as soon as it no longer throws. A busy machine may take seconds for what is a
 * moment's work: the wait is 20 s, as that of `expect.poll` in the browser tests.
 */
export function soon<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 20_000, interval: 20 });
}
