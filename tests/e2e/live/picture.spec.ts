/** Picture options on real input: split view, kept colours, and that they are kept. */
import sharp from 'sharp';
import type { SessionApi } from '../../../src/pipeline/api/session-api';
import {
  difference,
  expectStyled,
  openApp,
  openScene,
  pixels,
  pixelsAfter,
  snapshotOf,
} from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';
import { half } from '../support/halves';

test('split view shows the camera beside the painting; options change the picture and survive a reload', async ({
  page,
}) => {
  await openApp(page);
  await openScene(page);
  const camera = await pixels(page, 'preview');
  const painted = await pixels(page, 'canvas');
  await page.getByRole('button', { name: 'Split view' }).click();
  const split = await pixelsAfter(page, painted, 3);
  expect(difference(half(split, 'left'), half(camera, 'left'))).toBeLessThan(5);
  expect(difference(half(split, 'right'), half(painted, 'right'))).toBeLessThan(5);
  expect(difference(half(split, 'right'), half(camera, 'right'))).toBeGreaterThan(10);

  const line = page.getByRole('slider', { name: 'Line between camera and painting' });
  const handle = await line.boundingBox();
  if (!handle) throw new Error('the line has no handle');
  const middle = handle.x + handle.width / 2;
  await page.mouse.move(middle, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(middle + 390 * 0.25, handle.y + handle.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await snapshotOf(page)).settings.splitAt).toBeCloseTo(0.75, 1);
  await line.press('Home');
  await pixelsAfter(page, camera, 10);

  await page.getByRole('button', { name: 'Split view' }).click();
  const before = await pixels(page, 'canvas');
  await page.getByRole('button', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('slider', { name: 'Keep colours' }).fill('100');
  await pixelsAfter(page, before, 4);
  await expect(dialog.getByRole('slider', { name: 'Steadiness' })).toBeDisabled();
  await expect(dialog.getByText('Needs WebGPU, which is not in use here.').first()).toBeVisible();
  await page.keyboard.press('Escape');

  await page.reload();
  await expectStyled(page);
  expect((await snapshotOf(page)).settings).toMatchObject({ keepColours: 1, splitView: false, splitAt: 0 });
});

test('bolder strokes change the picture, not its size, on screen and in a still', async ({ page }) => {
  await openApp(page);
  await openScene(page);
  const size = (): Promise<readonly [number, number]> =>
    page.evaluate(() => {
      const app = document.querySelector<HTMLElement & { session: SessionApi }>('impasto-app');
      const { width = 0, height = 0 } = app?.session.snapshot.stage.canvas ?? {};
      return [width, height] as const;
    });
  const [width, height] = await size();
  const standard = await pixels(page, 'canvas');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Very bold' }).check({ force: true });
  await page.keyboard.press('Escape');
  await pixelsAfter(page, standard, 2);
  const [boldWidth, boldHeight] = await size();
  expect(boldWidth / width).toBeCloseTo(1, 1);
  expect(boldHeight / height).toBeCloseTo(1, 1);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save still' }).click();
  const still = await sharp(await (await download).path()).metadata();
  expect(still.width / width).toBeCloseTo(1, 1);
});

test('automatic detail says what it holds', async ({ page }) => {
  await openApp(page, { backend: 'wasm', showStats: true, targetFps: 24 });
  await expectStyled(page);
  await expect(page.getByTestId('stats')).toContainText(/Auto: \d+ px, /);
});
