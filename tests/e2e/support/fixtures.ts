/** Playwright's `test`, in which every breach of the policy fails the test that is running. All walks import it. */
import { expect, test as base } from '@playwright/test';
import { takeViolations, watchViolations } from '../../../tools/app/violations';

export { expect };

interface Options {
  /** Breaches are the point of this test. */
  readonly mayViolate: boolean;
}

export const test = base.extend<Options & { readonly policy: undefined }>({
  mayViolate: [false, { option: true }],
  policy: [
    async ({ context, mayViolate }, use) => {
      takeViolations();
      watchViolations(context);
      await use(undefined);
      const violations = takeViolations();
      if (!mayViolate) expect(violations, 'the policy holds').toEqual([]);
    },
    { auto: true },
  ],
});
