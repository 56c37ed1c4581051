/** A new release while the app runs: announced, let in at the user's word, never during work; and a broken shell. */
import { cpSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { StaticServer } from '../../../tools/browser/static-server';
import { expectStyled, openApp, snapshotOf } from '../../../tools/app/drive-app';
import { offlineReady, pageState } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import { recordedSeconds, waitForSeconds, waitForTake } from '../../../tools/app/drive-takes';

test.use({ serviceWorkers: 'allow' });

/**
 * A copy of the build as another release: other page, other worker. `renamed`: the main script has another name too, and
 * the old one is gone (parts that are loaded later then miss it).
 */
function nextRelease(renamed = true): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'impasto-release-')), 'dist');
  cpSync('dist', folder, { recursive: true });
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const main = /assets\/(index-[\w-]+)\.js/.exec(page)?.[1] ?? '';
  const next = renamed ? 'index-next' : main;
  const replace = (file: string, change: (text: string) => string): void =>
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  renameSync(join(folder, `assets/${main}.js`), join(folder, `assets/${next}.js`));
  replace('index.html', (text) =>
    text.replace(main, next).replace('<title>', '<meta name="release" content="next" /><title>'),
  );
  replace('offline.worker.js', (text) =>
    text
      .replaceAll(main, next)
      .replace(
        /("?revision"?:)"[^"]*"(,"?url"?:"index\.html")|("?url"?:"index\.html","?revision"?:)"[^"]*"/,
        (found) => found.replace(/"[0-9a-f]{32,64}"/, `"${'0'.repeat(64)}"`),
      ),
  );
  return folder;
}

const release = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.querySelector('meta[name="release"]')?.getAttribute('content') ?? null);

/** Waits until the new version has loaded: the app reloads by itself. */
async function updated(page: Page): Promise<void> {
  await expect.poll(() => release(page).catch(() => null)).toBe('next');
  await page.waitForLoadState();
}

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
  await updated(page);
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
  // What a take or an HQ still holds in any tab (see update-blocker.ts).
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
  await updated(page);
  await server.stop();
});

test('an update accepted during a take comes when the take is saved; storage is asked to be kept', async ({
  page,
}) => {
  test.slow();
  const server = await StaticServer.start('dist');
  await page.addInitScript(() => {
    const persist = navigator.storage.persist.bind(navigator.storage);
    navigator.storage.persist = () => {
      Object.assign(window, { asked: true });
      return persist();
    };
  });
  const asked = (): Promise<boolean> => page.evaluate(() => 'asked' in window);
  await openApp(page, undefined, server.url);
  await offlineReady(page);
  await expectStyled(page);
  expect(await asked(), 'not before there is something to lose').toBe(false);
  await page.getByRole('button', { name: 'Record video' }).click();
  await waitForSeconds(page, 0.5);
  expect(await asked()).toBe(true);
  server.serve(nextRelease(false));
  await lookForUpdate(page);
  await page.getByRole('button', { name: 'Update' }).click();
  await expect(page.getByText('The update will come when your work is finished.')).toBeVisible();
  await waitForSeconds(page, (await recordedSeconds(page)) + 1);
  expect(await release(page), 'the take goes on').toBeNull();
  await page.getByRole('button', { name: 'Stop recording', exact: true }).click();
  await updated(page);
  await waitForTake(page);
  await server.stop();
});

test('installing asks for storage to be kept', async ({ page }) => {
  await page.addInitScript(() => {
    StorageManager.prototype.persist = () => {
      Object.assign(window, { asked: true });
      return Promise.resolve(true);
    };
  });
  await openApp(page);
  // Headless Chromium installs nothing; the event is the browser's last word of it.
  await page.evaluate(() => window.dispatchEvent(new Event('appinstalled')));
  await expect.poll(() => page.evaluate(() => 'asked' in window)).toBe(true);
  expect((await pageState(page)).install).toBe('installed');
});

test('a release whose worker is broken never replaces the one that works', async ({ page, context }) => {
  const server = await StaticServer.start('dist');
  await openApp(page, undefined, server.url);
  await offlineReady(page);
  const broken = nextRelease();
  for (const script of [
    'throw new Error("broken");',
    'self.addEventListener("install", (e) => e.waitUntil(Promise.reject()));',
    '<html>',
  ]) {
    writeFileSync(join(broken, 'offline.worker.js'), script);
    server.serve(broken);
    await lookForUpdate(page).catch(() => undefined);
  }
  await server.stop();
  await context.setOffline(true);
  await page.reload();
  await expectStyled(page);
  expect(await release(page)).toBeNull();
});

test('old worker with new networks on the server, and new worker with old ones', async ({ page }) => {
  const server = await StaticServer.start('dist');
  await openApp(page, undefined, server.url);
  await offlineReady(page);
  /** Forgets the networks, as a browser that is short of space does. */
  const forget = async (): Promise<void> => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.clearBrowserCache');
    expect(await page.evaluate(() => caches.delete('impasto-models'))).toBe(true);
  };
  // The same networks under other names: their contents are what the app checks.
  const renamed = join(mkdtempSync(join(tmpdir(), 'impasto-models-')), 'dist');
  cpSync('dist', renamed, { recursive: true });
  const index = readFileSync(join(renamed, 'models/models.json'), 'utf8');
  const next = index.replace(/transformer\.[0-9a-f]{16}/, 'transformer.ffffffffffffffff');
  writeFileSync(join(renamed, 'models/models.json'), next);
  const [before = ''] = /transformer\.[0-9a-f]{16}/.exec(index) ?? [];
  renameSync(
    join(renamed, `models/${before}.safetensors`),
    join(renamed, 'models/transformer.ffffffffffffffff.safetensors'),
  );

  server.serve(renamed);
  await forget();
  await page.reload();
  await expectStyled(page);

  // The other way round: a worker that knows only the new names, and a server that has only the old ones.
  await page.evaluate(async (text) => {
    const name = (await caches.keys()).find((key) => key.includes('precache')) ?? '';
    const cache = await caches.open(name);
    const key = (await cache.keys()).find(({ url }) => url.includes('models/models.json'));
    if (key) await cache.put(key, new Response(text, { headers: { 'Content-Type': 'application/json' } }));
  }, next);
  server.serve('dist');
  await forget();
  await page.reload();
  await expectStyled(page);
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
  await updated(page);
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
