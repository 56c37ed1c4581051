/** Everything a person does (a style, a take, an HQ still, saving) sends nothing, with a network and without. */
import type { BrowserContext, Page } from '@playwright/test';
import { StaticServer } from '../../../tools/browser/static-server';
import { chooseStyle, expectStyled, openApp, openScene, snapshotOf } from '../../../tools/app/drive-app';
import { offlineReady } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import { waitForSeconds, waitForTake } from '../../../tools/app/drive-takes';

test.use({ serviceWorkers: 'allow' });
test.setTimeout(240_000);

/** What left the page, or tried to: requests to other origins, with a body, of another method; sockets; windows. */
function watchTraffic(context: BrowserContext, origin: string): string[] {
  const traffic: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    const own = url.startsWith(origin) || /^(blob|data):/.test(url);
    if (!own || request.method() !== 'GET' || request.postData() !== null)
      traffic.push(`${request.method()} ${url}`);
    const query = new URL(url).search;
    if (own && query !== '' && !/^\?(latest|sha256=[0-9a-f]{64}|__WB_REVISION__=[0-9a-f]+)$/.test(query))
      traffic.push(url);
  });
  const watch = (page: Page): void => {
    page.on('websocket', (socket) => traffic.push(`socket ${socket.url()}`));
    page.on('popup', (popup) => traffic.push(`window ${popup.url()}`));
  };
  for (const page of context.pages()) watch(page);
  context.on('page', watch);
  return traffic;
}

async function saved(page: Page, press: () => Promise<void>): Promise<string> {
  const download = page.waitForEvent('download');
  await press();
  return (await download).suggestedFilename();
}

/** One of everything. */
async function walk(page: Page, takes: number): Promise<void> {
  await expectStyled(page);
  await page.getByTestId('style-file').setInputFiles('tests/fixtures/artwork.png');
  await expect(page.getByRole('radio', { name: 'artwork' }).first()).toBeChecked();
  await expectStyled(page);
  await chooseStyle(page, 'Poppies');
  await expectStyled(page);
  await page.getByRole('button', { name: 'Record video' }).click();
  await waitForSeconds(page, 1);
  await page.getByRole('button', { name: 'Stop recording', exact: true }).click();
  await waitForTake(page, takes);
  await openScene(page);
  const still = await saved(page, () => page.getByRole('button', { name: 'Save still' }).click());
  expect(still).toMatch(/poppies.*\.png$/);
  await page.getByRole('button', { name: 'HQ still' }).click();
  await page.getByText('Advanced').click();
  for (const label of ['Painted size, px', 'Coarsest size, px', 'Steps at the coarsest size']) {
    const field = page.getByRole('spinbutton', { name: label });
    await field.fill(label.startsWith('Steps') ? '5' : '64');
    await field.press('Tab');
  }
  await page.getByRole('button', { name: 'Paint', exact: true }).click();
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await expect(save).toBeVisible({ timeout: 60_000 });
  expect(await saved(page, () => save.click())).toMatch(/\.png$/);
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await snapshotOf(page)).source.kind).toBe('picture');
}

test('a full walk asks no other origin and sends nothing; the same walk offline', async ({
  page,
  context,
}) => {
  const server = await StaticServer.start('dist');
  const address = server.url;
  const traffic = watchTraffic(context, address);
  await openApp(page, undefined, address);
  await walk(page, 1);
  await offlineReady(page);
  expect(traffic).toEqual([]);
  await page.close();

  await server.stop();
  await context.setOffline(true);
  const offline = await context.newPage();
  await openApp(offline, undefined, address);
  await walk(offline, 3);
  expect(traffic).toEqual([]);
});
