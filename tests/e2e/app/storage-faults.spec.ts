/** Storage that is full, cleared, refused or damaged; parts that are not kept yet; two tabs. The camera goes on. */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../../../tools/browser/chromium';
import { fakeCameraFlags } from '../../../tools/media/camera-clip';
import { chooseStyle, expectStyled, openApp, snapshotOf } from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';
import { base } from '../support/own-browser';
import { removeProfile } from '../../../tools/browser/remove-profile';

async function addArtwork(page: Page): Promise<void> {
  await page.getByTestId('style-file').setInputFiles('tests/fixtures/artwork.png');
  await expect(page.getByRole('radio', { name: 'artwork' })).toBeChecked();
}

const ownStyles = async (page: Page): Promise<number> =>
  (await snapshotOf(page)).styles.filter(({ origin }) => origin === 'own').length;

test('full: a new style is used for this visit, and says what to do', async ({ page, baseURL }) => {
  await openApp(page);
  await expectStyled(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(base(baseURL)).origin, quotaSize: 1 });
  await addArtwork(page);
  await expect(page.getByText('Storage is full. Remove some of your styles to add new ones.')).toBeVisible();
  await expectStyled(page);
  await page.getByRole('button', { name: 'Save still' }).click();
  await expect(page.getByText('Still saved')).toBeVisible();
});

test('cleared by the browser: says so once, and everything is there again but what is gone', async ({
  page,
  baseURL,
}) => {
  await openApp(page);
  await expectStyled(page);
  await addArtwork(page);
  await page.goto('about:blank');
  const cdp = await page.context().newCDPSession(page);
  // What Chromium evicts when the disk is full; localStorage is not part of it.
  await cdp.send('Storage.clearDataForOrigin', {
    origin: new URL(base(baseURL)).origin,
    storageTypes: 'indexeddb,cache_storage,service_workers,file_systems',
  });
  await page.goto('./');
  await expect(page.getByText('Your browser cleared Impasto’s storage')).toBeVisible();
  expect(await ownStyles(page)).toBe(0);
  await expectStyled(page);
  await page.reload();
  await expectStyled(page);
  await expect(page.getByText('Your browser cleared Impasto’s storage')).toBeHidden();
});

test('cleared while the app runs: painting and adding styles go on', async ({ page, baseURL }) => {
  await openApp(page);
  await expectStyled(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Storage.clearDataForOrigin', {
    origin: new URL(base(baseURL)).origin,
    storageTypes: 'indexeddb,cache_storage,file_systems',
  });
  await addArtwork(page);
  await expectStyled(page);
});

for (const [name, refuse] of [
  [
    'refused',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('blocked', 'SecurityError');
      };
    },
  ],
  // A request that never answers: seen on WebKit, and when another tab holds an older database.
  ['mute', () => (IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest)],
] as const) {
  test(`IndexedDB ${name}: the app runs, and says that styles are not kept`, async ({ page }) => {
    await page.addInitScript(refuse);
    await openApp(page);
    await expectStyled(page);
    await addArtwork(page);
    await expect(page.getByText('Your styles cannot be kept in this browser')).toBeVisible();
  });
}

test('IndexedDB damaged on the disk: the app runs', async ({ baseURL }) => {
  test.setTimeout(120_000);
  const profile = mkdtempSync(join(tmpdir(), 'impasto-profile-'));
  const visit = async (walk: (page: Page) => Promise<void>): Promise<void> => {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      args: [...chromiumFlags, ...fakeCameraFlags()],
      baseURL: base(baseURL),
      viewport: { width: 390, height: 844 },
      serviceWorkers: 'block',
    });
    try {
      await walk(await context.newPage());
    } finally {
      await context.close();
    }
  };
  try {
    await visit(async (page) => {
      await openApp(page);
      await addArtwork(page);
    });
    const databases = join(profile, 'Default', 'IndexedDB');
    const [folder] = readdirSync(databases).filter((entry) => entry.endsWith('.leveldb'));
    for (const file of readdirSync(join(databases, folder ?? '')))
      if (/^(MANIFEST|CURRENT|.*\.(ldb|log))/.test(file))
        writeFileSync(join(databases, folder ?? '', file), 'garbage');
    await visit(async (page) => {
      await openApp(page);
      await expectStyled(page);
      await addArtwork(page);
      await expectStyled(page);
    });
  } finally {
    await removeProfile(profile);
  }
});

test('offline, before all is kept: an artwork and a part of the app say what is missing', async ({
  page,
  context,
}) => {
  // Without its code, which ships beside it, a style needs the artwork.
  await page.route('**/styles/codes.safetensors', (route) => route.abort());
  await openApp(page);
  await expectStyled(page);
  await expect.poll(async () => (await snapshotOf(page)).stage.styled).toBe(true);
  const { styleId } = (await snapshotOf(page)).settings;
  // No service worker here, and nothing else kept: the first visit, cut off.
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await context.setOffline(true);
  // Not `check`: the choice goes back at once. A strip that still scrolls is missed by a forced click.
  await expect(async () => {
    await page.getByRole('radio', { name: 'The Harvesters' }).click({ force: true });
    await expect(page.getByText('The Harvesters is not on this device yet.')).toBeVisible({ timeout: 5000 });
  }).toPass({ timeout: 30_000 });
  await expect.poll(async () => (await snapshotOf(page)).settings.styleId).toBe(styleId);
  await page.getByRole('button', { name: 'HQ still' }).click();
  await expect(page.getByText('This part is not on this device yet.')).toBeVisible();
  await expect(page.getByText('That did not work.')).toBeHidden();
  await expectStyled(page);
  await context.setOffline(false);
  await chooseStyle(page, 'The Harvesters');
  await expect.poll(async () => (await snapshotOf(page)).settings.styleId).toBe('the-harvesters');
  await expectStyled(page);
});

test('two tabs at once: both paint, and neither loses what the other keeps', async ({ page, context }) => {
  await openApp(page);
  await expectStyled(page);
  const other = await context.newPage();
  await openApp(other);
  await expectStyled(other);
  await addArtwork(page);
  await addArtwork(other);
  await other.close();
  await expectStyled(page);
  await page.reload();
  await expectStyled(page);
  expect(await ownStyles(page)).toBe(2);
});
