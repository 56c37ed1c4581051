/** The main job: camera frames in, styled canvas out, on real input in a real browser. */
import type { SessionApi } from '../../../src/pipeline/api/session-api';
import {
  chooseStyle,
  difference,
  expectStyled,
  openApp,
  openScene,
  pixels,
  pixelsAfter,
  snapshotOf,
} from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';
import { base, withBrowser } from '../support/own-browser';

test('shows the camera while the engine loads, then styles it', async ({ page }) => {
  await openApp(page);
  await expect.poll(async () => (await snapshotOf(page)).source.kind).toBe('camera');
  await expectStyled(page);
  const styled = await pixels(page, 'canvas');
  expect(difference(styled, await pixels(page, 'preview'))).toBeGreaterThan(12);
  expect(new Set(styled).size, 'a picture, not a flat colour').toBeGreaterThan(40);
});

test('goes on frame after frame', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await pixelsAfter(page, await pixels(page, 'canvas'), 2);
  await page.keyboard.press('s');
  await expect(page.getByTestId('stats')).toContainText(/wasm/i);
  await expect(page.getByTestId('stats')).toContainText(/fps/i);
});

test('styles differ from each other', async ({ page }) => {
  await openApp(page);
  await openScene(page);
  const wave = await pixels(page, 'canvas');
  await chooseStyle(page, 'Composition VIII');
  await pixelsAfter(page, wave, 8);
});

test('the slider goes from the picture itself to the full style', async ({ page }) => {
  await openApp(page);
  await openScene(page);
  const source = await pixels(page, 'preview');
  const full = await pixels(page, 'canvas');
  const slider = page.getByRole('slider', { name: 'Style strength' });
  await slider.fill('50');
  const half = await pixelsAfter(page, full, 3);
  await slider.fill('0');
  const none = await pixelsAfter(page, half, 3);
  const away = [none, half, full].map((picture) => difference(picture, source));
  expect(away[0]).toBeLessThan(away[1] ?? 0);
  expect(away[1]).toBeLessThan(away[2] ?? 0);
  expect(away[0]).toBeLessThan((away[2] ?? 0) * 0.7);
});

test('a picture file becomes a style, is kept over a reload, and can be removed and brought back', async ({
  page,
}) => {
  await openApp(page);
  await openScene(page);
  const before = await pixels(page, 'canvas');
  await page.getByTestId('style-file').setInputFiles('tests/fixtures/artwork.png');
  const own = page.getByRole('radio', { name: 'artwork' });
  await expect(own).toBeChecked();
  await pixelsAfter(page, before, 6);
  await page.reload();
  await expect(own).toBeChecked();
  await expectStyled(page);
  await page.getByRole('button', { name: 'Remove artwork' }).click();
  await expect(own).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(own).toBeChecked();
});

test('a file that is no picture is refused in a sentence and changes nothing', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  const { settings, styles } = await snapshotOf(page);
  const broken = { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('this is no picture') };
  await page.getByTestId('style-file').setInputFiles(broken);
  await expect(page.getByText(/broken cannot be read as a picture/)).toBeVisible();
  const after = await snapshotOf(page);
  expect(after.settings.styleId).toBe(settings.styleId);
  expect(after.styles.length).toBe(styles.length);
  await page.getByTestId('content-file').setInputFiles(broken);
  await expect(page.getByText(/broken\.png/)).toBeVisible();
  expect((await snapshotOf(page)).source.kind, 'the camera goes on').toBe('camera');
});

test('the current view becomes a style', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await page.getByRole('button', { name: 'Add a style' }).click();
  await page.getByRole('menuitem', { name: 'From the current view' }).click();
  await expect(page.getByRole('radio', { name: 'Snapshot' })).toBeChecked();
});

test('flip goes to the other camera and back', async ({ baseURL }) => {
  // Chromium plays a file on one device only: two devices show its own test pattern.
  const flags = ['--use-fake-device-for-media-stream=device-count=2', '--use-fake-ui-for-media-stream'];
  await withBrowser(flags, base(baseURL), async (page) => {
    await openApp(page);
    await expectStyled(page);
    const device = async (): Promise<string> => {
      const { source } = await snapshotOf(page);
      return source.kind === 'camera' ? source.deviceId : source.kind;
    };
    const first = await device();
    const flip = page.getByRole('button', { name: 'Flip camera' });
    await flip.click();
    await expect.poll(async () => [first, 'opening', 'idle'].includes(await device())).toBe(false);
    expect((await snapshotOf(page)).source.kind).toBe('camera');
    await expectStyled(page);
    await flip.click();
    await expect.poll(device).toBe(first);
  });
});

test('flip with a single camera says so', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await page.getByRole('button', { name: 'Flip camera' }).click();
  await expect(page.getByText('This device has only one camera.')).toBeVisible();
  expect((await snapshotOf(page)).source.kind).toBe('camera');
});

test('settings survive a reload', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await chooseStyle(page, 'Spring');
  await page.getByRole('slider', { name: 'Style strength' }).fill('40');
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Spring' })).toBeChecked();
  await expect(page.getByRole('slider', { name: 'Style strength' })).toHaveValue('40');
  await expectStyled(page);
});

test('damaged settings fall back to defaults', async ({ page }) => {
  await page.addInitScript(() =>
    localStorage.setItem('impasto.settings', '{"strength":"lots","backend":"wasm","detail":192,"styleId":7}'),
  );
  await page.goto('./');
  await page.waitForSelector('impasto-app');
  await expectStyled(page);
  const { settings } = await snapshotOf(page);
  expect(settings).toMatchObject({ strength: 1, backend: 'wasm', styleId: 'great-wave' });
});

test('the shutter saves a PNG at the styled resolution', async ({ page }) => {
  await openApp(page);
  await openScene(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save still' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^impasto-the-great-wave-off-kanagawa-\d{8}-\d{6}\.png$/);
  const { default: sharp } = await import('sharp');
  const { width, height, format } = await sharp(await file.path()).metadata();
  expect(format).toBe('png');
  // 192² px in the scene's 3:2, both sides multiples of 4.
  expect([width, height]).toEqual([236, 156]);
});

test('a video file plays, pauses and is styled', async ({ page }) => {
  await openApp(page);
  await page.getByTestId('content-file').setInputFiles('tests/fixtures/clip.webm');
  await expect.poll(async () => (await snapshotOf(page)).source.kind).toBe('video');
  await expectStyled(page);
  await pixelsAfter(page, await pixels(page, 'canvas'), 2);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('the backend can be overridden and reports why others were refused', async ({ page }) => {
  await openApp(page, { backend: 'cpu', detail: 192 });
  await expect
    .poll(async () => (await snapshotOf(page)).engine, { timeout: 90_000 })
    .toMatchObject({ kind: 'ready', backend: 'cpu' });
  await page.evaluate(() => {
    document
      .querySelector<HTMLElement & { session: SessionApi }>('impasto-app')
      ?.session.settings.change({ backend: 'wasm' });
  });
  await expect
    .poll(async () => (await snapshotOf(page)).engine, { timeout: 90_000 })
    .toMatchObject({ kind: 'ready', backend: 'wasm' });
  await expectStyled(page);
});

test('a damaged network file is refused and fetched anew', async ({ page }) => {
  let damaged = true;
  await page.route('**/models/transformer.*', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: damaged ? body.subarray(0, 1000) : body });
  });
  await openApp(page);
  await expect(page.getByText(/arrived damaged/)).toBeVisible({ timeout: 60_000 });
  damaged = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectStyled(page);
});
