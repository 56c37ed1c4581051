/** Mirror mode: in by link and by the menu, styles that change by themselves, the remote, photos, and out again. */
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import type { SessionApi } from '../../../src/pipeline/api/session-api';
import { expectStyled, openApp, snapshotOf } from '../../../tools/app/drive-app';
import { takesOf } from '../../../tools/app/drive-takes';
import { axeFindings } from '../support/axe';
import { expect, test } from '../support/fixtures';

/** Reading several artworks on a busy machine without a GPU takes long, ms. */
const patience = 90_000;
test.describe.configure({ timeout: 240_000 });

const chosen = async (page: Page): Promise<string> => (await snapshotOf(page)).settings.styleId;

/** What of the app's own controls can be seen. */
const controlsSeen = (page: Page): Promise<number> =>
  page
    .locator('impasto-top-bar, impasto-dock, impasto-actions, impasto-tool-rail')
    .filter({ visible: true })
    .count();

const panel = (page: Page) => page.getByRole('group', { name: 'Mirror mode' });

test('by link: nothing but the picture, styles change by themselves, and a reload comes back to it', async ({
  page,
}) => {
  await openApp(page, { backend: 'wasm', detail: 192 }, './?mirror=3');
  // It is said for a few seconds only.
  await expect(page.getByRole('status').filter({ hasText: 'Press Escape' })).toBeAttached();
  await expectStyled(page, patience);
  await expect(page.locator('impasto-mirror')).toBeAttached();
  expect(await controlsSeen(page)).toBe(0);
  await expect(panel(page)).toHaveCSS('opacity', '0');
  const stage = await page.locator('impasto-stage').boundingBox();
  expect(stage).toEqual({ x: 0, y: 0, width: 390, height: 844 });

  const seen = new Set<string>();
  await expect
    .poll(async () => seen.add(await chosen(page)).size, { timeout: patience })
    .toBeGreaterThanOrEqual(3);

  expect(new URL(page.url()).search).toBe('?mirror=3');
  await page.reload();
  await expectStyled(page, patience);
  await expect(page.locator('impasto-mirror')).toBeAttached();
  expect(await axeFindings(page)).toEqual([]);
});

test('by the menu, with the keys as remote, and out by Escape', async ({ page }) => {
  await openApp(page, { backend: 'wasm', detail: 192, mirrorSeconds: 0 });
  await expectStyled(page, patience);
  await page.getByRole('button', { name: 'More tools' }).click();
  await page.getByRole('menuitem', { name: 'Mirror mode' }).click();
  await expect(panel(page)).toHaveCSS('opacity', '1');
  expect(await controlsSeen(page)).toBe(0);
  expect(new URL(page.url()).search).toBe('?mirror');
  expect(await axeFindings(page)).toEqual([]);

  const { styles, settings } = await snapshotOf(page);
  const first = styles.findIndex(({ id }) => id === settings.styleId);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => chosen(page)).toBe(styles[first + 1]?.id);
  await expect(page.getByRole('status').filter({ hasText: styles[first + 1]?.title ?? '' })).toBeAttached();
  await page.keyboard.press('PageUp');
  await expect.poll(() => chosen(page)).toBe(settings.styleId);

  await page.keyboard.press('h');
  await expect(page.getByText(`${styles[first]?.title} is held.`)).toBeVisible();
  await page.keyboard.press('h');

  await expectStyled(page, patience);
  await page.keyboard.press('t');
  await expect(page.getByRole('status').filter({ hasText: 'seconds left' })).toBeAttached();
  await expect(page.getByText('Photo kept in your takes.')).toBeVisible();
  await page.keyboard.press(' ');
  await expect.poll(async () => (await takesOf(page)).takes.length).toBe(2);

  await page.keyboard.press('Escape');
  if (await page.locator('impasto-mirror').count()) await page.keyboard.press('Escape');
  await expect(page.locator('impasto-mirror')).toHaveCount(0);
  expect(await controlsSeen(page)).toBe(4);
  expect(new URL(page.url()).search).toBe('');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => chosen(page), 'the app has its keys back').toBe(styles[first + 1]?.id);
});

test('a camera that is lost comes back without a press; a tap shows the way out, and it leads there', async ({
  page,
}) => {
  await openApp(page, undefined, './?mirror=0');
  await expectStyled(page, patience);
  await expect(page.locator('impasto-mirror')).toBeAttached();
  await page.evaluate(() => {
    const app = document.querySelector<HTMLElement & { session: SessionApi }>('impasto-app');
    const preview = app?.session.snapshot.stage.preview;
    if (!(preview instanceof HTMLVideoElement) || !(preview.srcObject instanceof MediaStream))
      throw new Error('no camera on the stage');
    // What the browser does when the system takes the camera away.
    for (const track of preview.srcObject.getVideoTracks()) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
  expect((await snapshotOf(page)).source.kind).not.toBe('camera');
  await expect.poll(async () => (await snapshotOf(page)).source.kind).toBe('camera');
  await expectStyled(page, patience);

  await page.mouse.click(195, 300);
  await expect(panel(page)).toHaveCSS('opacity', '1');
  await page.mouse.click(195, 300);
  await expect(panel(page)).toHaveCSS('opacity', '0');
  await page.mouse.click(195, 300);
  await page.getByRole('button', { name: 'Leave mirror mode' }).click();
  await expect(page.locator('impasto-mirror')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Settings' })).toBeVisible();
});

test('for a stream the page is see-through where there is no picture', async ({ page }) => {
  await openApp(
    page,
    { backend: 'wasm', detail: 192, aspect: '1:1', theme: 'light' },
    './?mirror=0&transparent',
  );
  await expectStyled(page, patience);
  await expect(page.locator('impasto-mirror')).toBeAttached();
  const picture = sharp(await page.screenshot({ omitBackground: true }));
  const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): number | undefined => data[(y * info.width + x) * 4 + 3];
  const alpha = { above: at(195, 20), within: at(195, 422), below: at(195, 830) };
  expect(alpha).toEqual({ above: 0, within: 255, below: 0 });
});
