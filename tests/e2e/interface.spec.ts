/** How the app looks and whether everybody can use it: axe, layout and screenshots at phone and desktop size. */
import AxeBuilder from '@axe-core/playwright';
import { expectStyled, openApp } from './app';
import { expect, test } from './fixtures';

const sizes = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desktop', width: 1440, height: 900 },
] as const;

for (const { name, width, height } of sizes) {
  test.describe(`${name} (${width} × ${height})`, () => {
    test.use({ viewport: { width, height } });

    test('live screen: no axe violations, nothing cut off', async ({ page }, info) => {
      await openApp(page);
      await expectStyled(page);
      await page.screenshot({ path: info.outputPath(`${name}-live.png`) });
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      for (const control of [
        page.getByRole('button', { name: 'Save still' }),
        page.getByRole('button', { name: 'Flip camera' }),
        page.getByRole('button', { name: 'Source' }),
        page.getByRole('button', { name: 'Settings' }),
        page.getByRole('slider', { name: 'Style strength' }),
      ]) {
        await expect(control).toBeInViewport({ ratio: 1 });
        const box = await control.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
      }
    });

    test('settings: no axe violations, all artists credited', async ({ page }, info) => {
      await openApp(page);
      await expectStyled(page);
      await page.getByRole('button', { name: 'Settings' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.screenshot({ path: info.outputPath(`${name}-settings.png`) });
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      for (const artist of ['Hokusai', 'van Gogh', 'Kandinsky', 'Bruegel']) {
        await expect(page.getByRole('dialog').getByText(new RegExp(artist)).first()).toBeAttached();
      }
    });
  });
}

test('works by keyboard alone', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await page.getByRole('radio', { checked: true }).focus();
  const before = await page.getByRole('radio', { checked: true }).getAttribute('aria-label');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { checked: true })).not.toHaveAttribute('aria-label', before ?? '');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save still' }).focus();
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toMatch(/\.png$/);
});
