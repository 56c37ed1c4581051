/**
 * `npm run bench:still-memory [-- --preset max] [--budget 2]` (after `npm run build`): does an HQ still of a 12-megapixel
 * photo stay within the budget (GB) on a device that says it has so much memory? In Chromium, on wasm, at the preset's
 * sizes with two steps each (memory does not depend on their number), the result at the photo's full size. Prints the
 * page process's resident memory before and at its peak, and whether the result says that memory limited it; ends with 1
 * when the peak is above the budget or the result has another size.
 */

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import sharp from 'sharp';
import { openApp } from '../../tools/app/drive-app';
import { chromiumPath, processorFlags } from '../../tools/browser/chromium';
import { StaticServer } from '../../tools/browser/static-server';
import { memoryOf } from '../lib/browser-memory';

const { values } = parseArgs({
  options: { preset: { type: 'string', default: 'max' }, budget: { type: 'string', default: '2' } },
});
const budget = Number(values.budget) * 1e9;
const photo = { width: 4000, height: 3000 };

/** A photo with detail at every pixel, as a camera's has: the fixture, enlarged, under noise. */
async function takePhoto(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 12 } as const;
  const grain = await sharp({ create: { ...photo, channels: 3, background: '#808080', noise } })
    .png()
    .toBuffer();
  return sharp('tests/fixtures/scene.jpg')
    .resize({ ...photo, fit: 'fill' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 92 })
    .toBuffer();
}

async function paint(page: Page): Promise<Buffer> {
  const buffer = await takePhoto();
  await page.getByTestId('content-file').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByRole('button', { name: 'HQ still' }).click();
  await page.getByRole('radio', { name: new RegExp(values.preset, 'i') }).check({ force: true });
  await page.getByText('Advanced').click();
  for (const label of ['Steps at the coarsest size', 'Steps at each further size']) {
    const field = page.getByRole('spinbutton', { name: label });
    await field.fill('2');
    await field.press('Tab');
  }
  await page.getByRole('button', { name: 'Paint', exact: true }).click();
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await save.waitFor({ timeout: 900_000 });
  const downloading = page.waitForEvent('download');
  await save.click();
  return readFile(await (await downloading).path());
}

const server = await StaticServer.start('dist');
const browser = await chromium.launch({ executablePath: chromiumPath(), args: processorFlags });
let good: boolean;
try {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
  await page.addInitScript((gigabytes) => {
    Object.defineProperty(Navigator.prototype, 'deviceMemory', { value: gigabytes });
  }, Number(values.budget));
  await openApp(page, { backend: 'wasm', detail: 192 }, server.url);
  await page.waitForTimeout(3000);
  const before = await memoryOf(browser);
  const { width, height } = await sharp(await paint(page)).metadata();
  const after = await memoryOf(browser);
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(0);
  const limited = await page.getByText('Memory allowed painting').count();
  console.log(`result: ${width} × ${height} px${limited > 0 ? ', and says that memory limited it' : ''}`);
  console.log(`page process, MB: ${mb(before.page.now)} before, ${mb(after.page.peak)} at its peak`);
  console.log(
    `all processes, MB: ${mb(before.all.now)} before, ${mb(after.all.peak)} if all had their peaks at once`,
  );
  good = width === photo.width && height === photo.height && after.page.peak <= budget;
  console.log(good ? `within ${values.budget} GB` : 'FAILED');
} finally {
  await browser.close();
  await server.stop();
}
process.exit(good ? 0 : 1);
