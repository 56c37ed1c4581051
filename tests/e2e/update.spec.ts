/** A new release while the app runs: announced, let in at the user's word, never during work; and a broken shell. */
import { cpSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { StaticServer } from '../support/static-server';
import { expectStyled, openApp, snapshotOf } from './app';
import { offlineReady, pageState } from './app-page';

test.use({ serviceWorkers: 'allow' });

/** A copy of the build as another release: other page, other name of the main script, other worker. */
function nextRelease(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'impasto-release-')), 'dist');
  cpSync('dist', folder, { recursive: true });
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const main = /assets\/(index-[\w-]+)\.js/.exec(page)?.[1] ?? '';
  const replace = (file: string, change: (text: string) => string): void =>
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  renameSync(join(folder, `assets/${main}.js`), join(folder, 'assets/index-next.js'));
  replace('index.html', (text) =>
    text.replace(main, 'index-next').replace('<title>', '<meta name="release" content="next" /><title>'),
  );
  replace('offline.worker.js', (text) =>
    text
      .replaceAll(main, 'index-next')
      .replace(
        /("?revision"?:)"[^"]*"(,"?url"?:"index\.html")|("?url"?:"index\.html","?revision"?:)"[^"]*"/,
        (found) => found.replace(/"[0-9a-f]{32,64}"/, `"${'0'.repeat(64)}"`),
      ),
  );
  return folder;
}

const release = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.querySelector('meta[name="release"]')?.getAttribute('content') ?? null);

const lookForUpdate = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });

test('a new version is announced while the app runs, and comes at the user’s word', async ({ page }) => {
  const server = await StaticServer.start('dist');
  await openApp(page, undefined, server.url);
  await offlineReady(page);
  await page.getByTestId('style-file').setInputFiles('tests/fixtures/artwork.png');
  await expect(page.getByRole('radio', { name: 'artwork' })).toBeChecked();
  server.serve(nextRelease());
  await lookForUpdate(page);
  await expect(page.getByText('A new version of Impasto is ready.')).toBeVisible();
  expect(await release(page), 'nothing is changed unasked').toBeNull();
  expect((await snapshotOf(page)).source.kind).toBe('camera');
  await page.getByRole('button', { name: 'Update' }).click();
  await expect.poll(() => release(page).catch(() => null)).toBe('next');
  await expectStyled(page);
  await expect(page.getByRole('radio', { name: 'artwork' })).toBeChecked();
  await server.stop();
});

test('an update waits for work in another tab', async ({ page, context }) => {
  const server = await StaticServer.start('dist');
  await openApp(page, undefined, server.url);
  await offlineReady(page);
  const other = await context.newPage();
  await other.goto(`${server.url}icon.svg`);
  // What a take or an HQ still holds in any tab (see work-in-hand.ts).
  await other.evaluate(() => {
    void navigator.locks.request(
      'impasto-work',
      { mode: 'shared' },
      () => new Promise<void>((resolve) => Object.assign(window, { finish: resolve })),
    );
  });
  server.serve(nextRelease());
  await lookForUpdate(page);
  await page.getByRole('button', { name: 'Update' }).click();
  await expect(page.getByText('The update will come when your work is finished.')).toBeVisible();
  expect((await pageState(page)).update).toBe('after-work');
  expect(await release(page)).toBeNull();
  await other.evaluate(() => (window as unknown as { finish: () => void }).finish());
  await expect.poll(() => release(page).catch(() => null)).toBe('next');
  await server.stop();
});

test('a shell that lost a file which the server no longer has heals itself and keeps user data', async ({
  page,
}) => {
  const server = await StaticServer.start('dist');
  await openApp(page, undefined, server.url);
  await offlineReady(page);
  await page.getByTestId('style-file').setInputFiles('tests/fixtures/artwork.png');
  await expect(page.getByRole('radio', { name: 'artwork' })).toBeChecked();
  // The browser's own cache would hide the loss.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.clearBrowserCache');
  const lost = await page.evaluate(async () => {
    const name = (await caches.keys()).find((key) => key.includes('precache')) ?? '';
    const cache = await caches.open(name);
    const main = (await cache.keys()).find(({ url }) => /assets\/index-[\w-]+\.js/.test(url));
    return main !== undefined && (await cache.delete(main));
  });
  expect(lost).toBe(true);
  server.serve(nextRelease());
  await page.reload();
  await expect.poll(() => release(page).catch(() => null)).toBe('next');
  await expect(page.getByRole('radio', { name: 'artwork' })).toBeChecked();
  await offlineReady(page);
  await server.stop();
});

test('a file lost from the shell is fetched again and kept', async ({ page }) => {
  const server = await StaticServer.start('dist');
  await openApp(page, undefined, server.url);
  await offlineReady(page);
  const files = (): Promise<number> =>
    page.evaluate(async () => {
      const name = (await caches.keys()).find((key) => key.includes('precache')) ?? '';
      return (await (await caches.open(name)).keys()).length;
    });
  const before = await files();
  await page.evaluate(async () => {
    const name = (await caches.keys()).find((key) => key.includes('precache')) ?? '';
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      if (request.url.includes('assets/index-')) await cache.delete(request);
  });
  expect(await files()).toBeLessThan(before);
  await page.reload();
  await expectStyled(page);
  expect(await files()).toBe(before);
  await server.stop();
});
