/** The order of the styles, changed by dragging; it survives a reload. */
import { openApp, openScene, snapshotOf } from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';

test('a style dragged to another place stays there', async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 1440, height: 900 });
  await openApp(page);
  await openScene(page);
  const order = async (): Promise<string[]> => (await snapshotOf(page)).styles.map(({ id }) => id);
  const before = await order();
  await page.getByRole('button', { name: 'All styles' }).click();
  const tiles = page.getByRole('dialog').getByRole('listitem');
  await expect(tiles.nth(3)).toBeVisible();
  const titles = await tiles.allTextContents();
  const [from, to] = [await tiles.nth(0).boundingBox(), await tiles.nth(2).boundingBox()];
  if (!from || !to) throw new Error('the tiles have no boxes');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 3);
  await page.mouse.down();
  // Sortable follows the pointer; neighbours move aside as it passes their middle.
  await page.mouse.move(from.x + from.width / 2 + 20, from.y + from.height / 3, { steps: 4 });
  await page.mouse.move(to.x + to.width * 0.7, to.y + to.height / 3, { steps: 12 });
  await expect
    .poll(() => tiles.allTextContents())
    .toEqual([titles[1], titles[2], titles[0], ...titles.slice(3)]);
  await page.mouse.move(to.x + to.width * 0.75, to.y + to.height / 3, { steps: 4 });
  await page.mouse.up();
  const moved = [before[1], before[2], before[0], ...before.slice(3)];
  await expect.poll(order).toEqual(moved);
  await expect(page.getByRole('status').getByText('is now number 3.')).toBeVisible();
  await page.reload();
  await openScene(page);
  expect(await order()).toEqual(moved);
});
