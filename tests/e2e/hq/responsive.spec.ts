/** An HQ still computes in its worker alone. */
import { expect, test } from '../support/fixtures';
import { hqOf, openPlan } from '../support/hq-sheet';

test('the page stays responsive while it paints', async ({ page }) => {
  await openPlan(page, 5000);
  await page.getByRole('button', { name: 'Paint', exact: true }).click();
  await expect.poll(async () => (await hqOf(page))?.losses.length, { timeout: 60_000 }).toBeGreaterThan(3);
  const longest = await page.evaluate(async () => {
    let most = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) most = Math.max(most, duration);
    });
    observer.observe({ type: 'longtask' });
    await new Promise((resolve) => setTimeout(resolve, 5000));
    observer.disconnect();
    return most;
  });
  expect(longest, 'ms of the longest task of the main thread; 0 when none took 50').toBe(0);
});
