/** The library of takes: stills and recordings that survive a reload, can be renamed, saved, deleted and brought back. */
import { readFileSync } from 'node:fs';
import { expectStyled, openApp, openScene } from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';
import { fileOf, recordingState, takesOf, waitForSeconds, waitForTake } from '../../../tools/app/drive-takes';

test('a still is kept over a reload, renamed, saved, deleted and brought back', async ({ page }) => {
  await page.addInitScript(() => {
    // The system's file dialog cannot be answered here; without it, saving is a download.
    delete (globalThis as { showSaveFilePicker?: unknown }).showSaveFilePicker;
  });
  await openApp(page);
  await openScene(page);
  await page.getByRole('button', { name: 'Save still' }).click();
  await waitForTake(page);
  await page.reload();
  await expectStyled(page);
  await page.getByRole('button', { name: 'Open your takes' }).click();
  const library = page.getByRole('dialog', { name: 'Takes' });
  await library.getByRole('button', { name: /Great Wave/ }).click();
  await expect(page.getByRole('img', { name: /Great Wave/ })).toBeVisible();
  await page.getByLabel('Name').fill('Harbour');
  await page.getByLabel('Name').press('Enter');
  await expect(page.getByRole('heading', { name: 'Harbour' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  expect((await download).suggestedFilename()).toMatch(/^impasto-harbour-\d{8}-\d{6}\.png$/);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(library.getByRole('button', { name: /Harbour/ })).toBeVisible();
  expect((await takesOf(page)).takes).toMatchObject([{ name: 'Harbour', kind: 'still' }]);
});

test('a still is kept where the window cannot write files', async ({ page }) => {
  await page.addInitScript(() => {
    delete (FileSystemFileHandle.prototype as { createWritable?: unknown }).createWritable;
  });
  await openApp(page);
  await openScene(page);
  await page.getByRole('button', { name: 'Save still' }).click();
  const file = await fileOf(page, await waitForTake(page), 'without-writable.png');
  const [take] = (await takesOf(page)).takes;
  const { default: sharp } = await import('sharp');
  expect(await sharp(file).metadata()).toMatchObject({
    format: 'png',
    width: take?.width,
    height: take?.height,
  });
});

test('holding the shutter records until it is let go; the take becomes loops', async ({ page }) => {
  // Both loops are encoded on this machine's processor, beside other work.
  test.setTimeout(150_000);
  await openApp(page);
  await expectStyled(page);
  const shutter = page.getByRole('button', { name: 'Save still' });
  const box = await shutter.boundingBox();
  if (!box) throw new Error('no shutter');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await waitForSeconds(page, 1.5);
  await page.mouse.up();
  await waitForTake(page);
  const { takes } = await takesOf(page);
  expect(takes).toMatchObject([{ kind: 'video' }]);
  expect((await recordingState(page)).kind).toBe('idle');

  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('button', { name: 'Make a loop (GIF)' }).click();
  const loop = await waitForTake(page, 2);
  const { default: sharp } = await import('sharp');
  const found = await sharp(await fileOf(page, loop, 'loop.gif'), { animated: true }).metadata();
  const [take] = (await takesOf(page)).takes;
  expect(found).toMatchObject({ format: 'gif', loop: 0, width: take?.width, pageHeight: take?.height });
  expect(found.pages).toBe(Math.round((take?.duration ?? 0) / 0.08));
  expect(found.pages).toBeGreaterThan(8);

  await page.getByRole('button', { name: 'Make a loop (WebP)' }).click();
  const animation = await fileOf(page, await waitForTake(page, 3), 'loop.webp');
  const webp = await sharp(animation, { animated: true }).metadata();
  const [made] = (await takesOf(page)).takes;
  expect(webp).toMatchObject({ format: 'webp', loop: 0, width: made?.width, pageHeight: made?.height });
  expect(new Set(webp.delay)).toEqual(new Set([50]));
  expect(webp.pages).toBe(Math.round((made?.duration ?? 0) / 0.05));
  expect(webp.pages).toBeGreaterThan(15);
  // The browser's own decoder agrees, and paints each frame.
  const painted = await page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const decoder = new ImageDecoder({ type: 'image/webp', data });
    await decoder.tracks.ready;
    const { frameCount = 0, repetitionCount } = decoder.tracks.selectedTrack ?? {};
    const last = (await decoder.decode({ frameIndex: frameCount - 1 })).image;
    const result = { frameCount, repetitionCount, width: last.displayWidth, duration: last.duration };
    last.close();
    decoder.close();
    return result;
  }, readFileSync(animation).toString('base64'));
  expect(painted).toEqual({
    frameCount: webp.pages,
    repetitionCount: Infinity,
    width: made?.width,
    duration: 50_000,
  });
});
