/** Offline: everything is kept after the first visit, nothing is fetched twice, and the app starts without a server. */
import type { Page } from '@playwright/test';
import { StaticServer } from '../../../tools/browser/static-server';
import {
  chooseStyle,
  difference,
  expectStyled,
  openApp,
  openScene,
  pixels,
  pixelsAfter,
} from '../../../tools/app/drive-app';
import { offlineReady } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import { phase, planSmall } from '../support/hq-sheet';

test.use({ serviceWorkers: 'allow' });

const isolated = (page: Page): Promise<boolean> => page.evaluate(() => crossOriginIsolated);

test('starts cold with the network off and the server stopped, and paints in a style never opened before', async ({
  page,
  context,
}) => {
  const server = await StaticServer.start('dist');
  const address = server.url;
  await openApp(page, undefined, address);
  await offlineReady(page);
  const downloads = server.requests.filter((path) => /(\.(jpg|webp)|^\/models\/.*\.safetensors)$/.test(path));
  expect(new Set(downloads).size, 'nothing large is downloaded twice').toBe(downloads.length);
  await server.stop();
  await page.close();
  await context.setOffline(true);

  const cold = await context.newPage();
  await openApp(cold, undefined, `${address}?utm_source=home`);
  await openScene(cold);
  const wave = await pixels(cold, 'canvas');
  await chooseStyle(cold, 'The Harvesters');
  const harvesters = await pixelsAfter(cold, wave, 4);
  expect(difference(harvesters, await pixels(cold, 'preview'))).toBeGreaterThan(8);
  const download = cold.waitForEvent('download');
  await cold.getByRole('button', { name: 'Save still' }).click();
  expect((await download).suggestedFilename()).toMatch(/harvesters.*\.png$/);
});

test('a second visit downloads nothing but the check for a new version', async ({ page, context }) => {
  const server = await StaticServer.start('dist');
  await openApp(page, undefined, server.url);
  await offlineReady(page);
  await page.close();
  server.requests.length = 0;
  const again = await context.newPage();
  await openApp(again, undefined, server.url);
  await expectStyled(again);
  await offlineReady(again);
  expect(server.requests.filter((path) => path !== '/offline.worker.js')).toEqual([]);
  await server.stop();
});

test('the worker isolates the page where the host sends no headers', async ({ page, context }) => {
  const server = await StaticServer.start('dist', { withHeaders: false });
  await openApp(page, undefined, server.url);
  expect(await isolated(page)).toBe(false);
  await offlineReady(page);
  await page.close();
  const again = await context.newPage();
  const response = await again.goto(server.url);
  expect(response?.fromServiceWorker()).toBe(true);
  expect(await isolated(again)).toBe(true);
  expect(response?.headers()['content-security-policy']).toContain("connect-src 'self'");
  await expectStyled(again);
  await server.stop();
});

test('the first visit, without a network in the middle of it, says what to do', async ({ page }) => {
  await page.route('**/models/*.safetensors', (route) => route.abort('internetdisconnected'));
  await openApp(page);
  await expect(page.getByText('The brushes could not be loaded')).toBeVisible();
  await page.unroute('**/models/*.safetensors');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectStyled(page);
});

test('what paints HQ stills is loaded when the first is opened, and is there offline from then on', async ({
  page,
  context,
}) => {
  const server = await StaticServer.start('dist');
  const address = server.url;
  const loaded = (): number => server.requests.filter((path) => path.includes('/perceptual-network.')).length;
  await openApp(page, undefined, address);
  await openScene(page);
  await offlineReady(page);
  expect(loaded()).toBe(0);
  await planSmall(page, 2);
  expect(loaded()).toBe(1);
  await page.close();
  await server.stop();
  await context.setOffline(true);

  const cold = await context.newPage();
  await openApp(cold, undefined, address);
  await openScene(cold);
  await planSmall(cold, 2);
  await cold.getByRole('button', { name: 'Paint', exact: true }).click();
  await expect.poll(() => phase(cold), { timeout: 60_000 }).toBe('done');
});
