/** The example page: the built package (`npm run build:lib`) from a plain host, without cross-origin isolation. */
import type { Page } from '@playwright/test';
import { StaticServer } from '../../../tools/browser/static-server';
import { expect, test } from '../support/fixtures';

/** Networks, backend and style are fetched and started anew by each test. */
test.setTimeout(180_000);

let server: StaticServer;

test.beforeAll(async () => {
  server = await StaticServer.start('.', { withHeaders: false });
});
test.afterAll(() => server.stop());

/** wasm and few pixels: there is no GPU here. Paused: each look paints the same frame. */
async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`${server.url}examples/?backend=wasm&detail=96&paused${query}`);
}

const painted = (page: Page): Promise<void> =>
  expect(page.getByRole('status')).toHaveText('Painted by wasm.', { timeout: 90_000 });

/** Sets attributes and waits until a picture that heeds them was painted. */
async function ask(page: Page, attributes: Record<string, string>, answer: 'ready' | 'frame'): Promise<void> {
  await page.evaluate(
    async ([wanted, event]) => {
      const element = document.querySelector('impasto-canvas');
      if (!element) throw new Error('no element');
      const answered = new Promise((resolve) => element.addEventListener(event, resolve, { once: true }));
      for (const [name, value] of Object.entries(wanted)) element.setAttribute(name, value);
      await answered;
    },
    [attributes, answer] as const,
  );
}

/** What the canvas shows now. What its worker drew last may come a few frames of the page later: poll. */
async function shown(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const canvas = document.querySelector('impasto-canvas')?.shadowRoot?.querySelector('canvas');
    const context = new OffscreenCanvas(48, 48).getContext('2d');
    if (!canvas || !context) throw new Error('no canvas');
    context.imageSmoothingQuality = 'high';
    context.drawImage(canvas, 0, 0, 48, 48);
    return [...context.getImageData(0, 0, 48, 48).data];
  });
}

/** The video's own frame, as the element holds it. */
async function input(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const video = document.createElement('video');
    video.src = 'clip.webm';
    await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
    const context = new OffscreenCanvas(48, 48).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.imageSmoothingQuality = 'high';
    context.drawImage(video, 0, 0, 48, 48);
    return [...context.getImageData(0, 0, 48, 48).data];
  });
}

/** Mean absolute difference of 8-bit channels. */
function distance(a: readonly number[], b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? NaN)), 0) / a.length;
}

test('paints a video in one style and in another, and as it is', async ({ page }) => {
  await open(page);
  await painted(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);

  const source = await input(page);
  const to = async (other: readonly number[]): Promise<number> => distance(await shown(page), other);
  await expect.poll(() => to(source), 'a style changes the picture').toBeGreaterThan(12);
  const wave = await shown(page);
  const styled = distance(wave, source);

  await ask(page, { 'style-src': '../public/styles/poppies.jpg' }, 'ready');
  await expect.poll(() => to(wave), 'two styles differ').toBeGreaterThan(6);
  expect(await to(source)).toBeGreaterThan(9);

  // At a size that the networks were trained at.
  await ask(page, { strength: '0', detail: '256' }, 'frame');
  // The networks were trained on photographs: they tint this drawn scene a little even then.
  await expect.poll(() => to(source), 'strength 0 is close to the picture').toBeLessThan(styled * 0.62);
  expect(server.requests.some((path) => path.includes('threaded'))).toBe(false);
});

test('says what is wrong with a style, and paints on', async ({ page }) => {
  await open(page, '&style-src=missing.jpg');
  await expect(page.getByRole('status')).toHaveText(
    'missing.jpg could not be fetched (HTTP 404): check the address.',
  );
  await page.getByLabel('Style').selectOption('Poppies');
  await painted(page);
});

test('frees the worker when the element leaves the page', async ({ page }) => {
  await open(page);
  await painted(page);
  expect(page.workers().map((worker) => new URL(worker.url()).pathname)).toEqual([
    '/dist-lib/engine-worker.js',
  ]);
  await page.locator('impasto-canvas').evaluate((element) => element.remove());
  await expect.poll(() => page.workers().length).toBe(0);
});

test('paints the camera', async ({ page, context }) => {
  await context.grantPermissions(['camera'], { origin: server.url });
  await open(page);
  await painted(page);
  await page.evaluate(() => document.querySelector('impasto-canvas')?.removeAttribute('paused'));
  await ask(page, { src: 'camera' }, 'ready');
  await painted(page);
});
