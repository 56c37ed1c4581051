/** Whatever the order in which works end, only the one that began last is still wanted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Latest } from '../../../src/shared/async/latest';

test('works that end in any order: only what was begun last takes effect', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 6 }), async (scheduler, count) => {
      const latest = new Latest();
      const effects: number[] = [];
      const works = Array.from({ length: count }, async (_work, index) => {
        const signal = latest.begin();
        await scheduler.schedule(Promise.resolve());
        if (!signal.aborted) effects.push(index);
      });
      await scheduler.waitIdle();
      await Promise.all(works);
      expect(effects).toEqual([count - 1]);
    }),
  );
});

test('cancelled: nothing takes effect, and the next one does', () => {
  const latest = new Latest();
  expect(latest.signal.aborted).toBe(false);
  const first = latest.begin();
  latest.cancel();
  expect([first.aborted, latest.signal.aborted]).toEqual([true, true]);
  expect(latest.begin().aborted).toBe(false);
});
