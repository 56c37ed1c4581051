/** The interface by keyboard alone, and who is credited. Sizes, themes and gestures are in `phone.spec.ts`. */
import { expectStyled, openApp } from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';

test('all artists are credited', async ({ page }) => {
  await openApp(page);
  await page.getByRole('button', { name: 'Settings' }).click();
  for (const artist of ['Hokusai', 'van Gogh', 'Kandinsky', 'Bruegel']) {
    await expect(page.getByRole('dialog').getByText(new RegExp(artist)).first()).toBeAttached();
  }
});

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
