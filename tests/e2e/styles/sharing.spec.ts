/** What comes into the app and goes out of it: shortcuts, links, shares, opened files, style packs, the clipboard. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
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
import { offlineReady } from '../support/app-page';
import { expect, test } from '../support/fixtures';

interface Manifest {
  readonly shortcuts: readonly { readonly name: string; readonly url: string }[];
  readonly share_target: { readonly action: string; readonly params: { readonly files: { name: string }[] } };
}
const manifest = JSON.parse(readFileSync('dist/manifest.webmanifest', 'utf8')) as Manifest;

const settings = async (page: Page) => (await snapshotOf(page)).settings;

/** Opens the settings and presses one of the buttons for coming in and going out. */
async function request(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name }).click();
}

test('the shortcuts open camera, file and takes', async ({ page }) => {
  const url = (name: string): string => manifest.shortcuts.find((one) => one.name === name)?.url ?? '';
  await openApp(page, undefined, url('Open file'));
  const open = page.getByRole('button', { name: 'Open video or picture' }).first();
  await expect(open).toBeVisible();
  expect((await snapshotOf(page)).source.kind, 'the camera stays off').toBe('idle');
  const picker = page.waitForEvent('filechooser');
  await open.click();
  await (await picker).setFiles('tests/fixtures/scene.jpg');
  await expect.poll(async () => (await snapshotOf(page)).source.kind).toBe('picture');
  await page.goto(url('Takes'));
  await expect(page.getByRole('dialog', { name: 'Takes' })).toBeVisible();
  await page.goto(url('Camera'));
  await expect.poll(async () => (await snapshotOf(page)).source.kind).toBe('camera');
  expect(page.url()).not.toContain('open=');
});

test('a link chooses style and strength, once; what is not plain or not here changes nothing', async ({
  page,
}) => {
  await openApp(page, undefined, './?style=poppies&strength=0.4&utm_source=x');
  expect(await settings(page)).toMatchObject({ styleId: 'poppies', strength: 0.4 });
  expect(new URL(page.url()).search, 'a reload does not ask again').toBe('?utm_source=x');
  for (const query of ['style=%3Cimg%20src=x%3E&strength=7', 'style=not-a-style&strength=0.9']) {
    await page.goto(`./?${query}`);
    await expect(page.getByText('This link asks for something Impasto does not know.')).toBeVisible();
    expect(await settings(page)).toMatchObject({ styleId: 'poppies', strength: 0.4 });
  }
});

test('a style travels as a file: mix, code and artwork; an altered file is refused and nothing changes', async ({
  page,
  browser,
  baseURL,
}, info) => {
  await openApp(page);
  await openScene(page);
  const wave = await pixels(page, 'canvas');
  await page.getByTestId('style-file').setInputFiles('tests/fixtures/artwork.png');
  await expect(page.getByRole('radio', { name: 'artwork' })).toBeChecked();
  await pixelsAfter(page, wave, 4);
  await expectStyled(page);
  const painted = await pixels(page, 'canvas');
  const saving = page.waitForEvent('download');
  await request(page, 'Save this style as a file');
  const pack = info.outputPath('artwork.impasto');
  const download = await saving;
  expect(download.suggestedFilename()).toBe('artwork.impasto');
  await download.saveAs(pack);

  const context = await browser.newContext({
    ...(baseURL && { baseURL }),
    viewport: { width: 390, height: 844 },
  });
  try {
    const other = await context.newPage();
    await openApp(other, { backend: 'wasm', detail: 192, strength: 0.3 });
    await openScene(other);
    const before = await settings(other);
    const damaged = readFileSync(pack);
    damaged.writeUInt8(damaged.readUInt8(damaged.length - 10) ^ 1, damaged.length - 10);
    const altered = info.outputPath('altered.impasto');
    writeFileSync(altered, damaged);
    await other.getByTestId('style-file').setInputFiles(altered);
    await expect(other.getByText('altered is no style Impasto can read, or it is damaged.')).toBeVisible();
    expect(await settings(other)).toEqual(before);

    const shown = await pixels(other, 'canvas');
    const picking = other.waitForEvent('filechooser');
    await request(other, 'Open a style file');
    await (await picking).setFiles(pack);
    await expect(other.getByRole('radio', { name: 'artwork' })).toBeChecked();
    expect((await settings(other)).strength, 'as it was used').toBe(1);
    await pixelsAfter(other, shown, 4);
    await expect.poll(async () => difference(await pixels(other, 'canvas'), painted)).toBeLessThan(1.5);
  } finally {
    await context.close();
  }
});

test('the picture is copied, pasted as a style, and a link is copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write', 'camera']);
  await openApp(page);
  await openScene(page);
  await page.keyboard.press('Control+c');
  await expect(page.getByText('Picture copied.')).toBeVisible();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const picture = await createImageBitmap((await item?.getType('image/png')) ?? new Blob());
    return [item?.types, picture.width > 100];
  });
  expect(copied).toEqual([['image/png'], true]);
  await request(page, 'Paste a picture');
  await page.getByRole('button', { name: 'Use as style' }).click();
  await expect(page.getByRole('radio', { name: 'Pasted picture' })).toBeChecked();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('button', { name: 'Copy a link to this style' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await chooseStyle(page, 'Poppies');
  await request(page, 'Copy a link to this style');
  await expect(page.getByText('Link copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/^http:\/\/localhost:\d+\/\?style=poppies&strength=1$/);
  await request(page, 'Paste a picture');
  await expect(page.getByText('There is no picture in the clipboard.')).toBeVisible();
});

test('files opened with the app: a video is converted, a pack is tried, a text is refused', async ({
  page,
}) => {
  // The launch queue is filled by the operating system, which is not to be had here; its interface is WICG's.
  await page.addInitScript(() => {
    Object.defineProperty(window, 'launchQueue', {
      value: { setConsumer: (consumer: unknown) => Object.assign(window, { launch: consumer }) },
    });
  });
  await openApp(page);
  const launch = (name: string, type: string, bytes: number[]): Promise<void> =>
    page.evaluate(
      ([fileName, fileType, content]) => {
        const file = new File([new Uint8Array(content)], fileName, { type: fileType });
        const { launch: consumer } = window as unknown as { launch: (params: unknown) => void };
        consumer({ targetURL: location.href, files: [{ getFile: () => Promise.resolve(file) }] });
      },
      [name, type, bytes] as const,
    );
  await launch('notes.txt', 'text/plain', [104, 105]);
  await expect(page.getByText('Nothing Impasto can open was shared.')).toBeVisible();
  await launch('odd.impasto', '', [1, 2, 3]);
  await expect(page.getByText('odd.impasto is no style Impasto can read')).toBeVisible();
  await launch('scene.jpg', 'image/jpeg', [...readFileSync('tests/fixtures/scene.jpg')]);
  await page.getByRole('button', { name: 'Use as picture' }).click();
  await expect
    .poll(async () => (await snapshotOf(page)).source)
    .toMatchObject({ kind: 'picture', name: 'scene.jpg' });
  await launch('clip.webm', 'video/webm', [...readFileSync('tests/fixtures/clip.webm')]);
  await expect(page.getByRole('dialog', { name: /paint/i })).toBeVisible();
});

test.describe('shared from another app', () => {
  test.use({ serviceWorkers: 'allow' });

  /** Posts files to the manifest's share target, as the system does: a navigation. */
  async function share(
    page: Page,
    files: readonly { name: string; type: string; path: string }[],
  ): Promise<void> {
    const { action, params } = manifest.share_target;
    const contents = files.map(({ name, type, path }) => ({ name, type, bytes: [...readFileSync(path)] }));
    const loaded = page.waitForEvent('load');
    await page.evaluate(
      ([target, field, list]) => {
        const form = document.createElement('form');
        Object.assign(form, { method: 'post', action: target, enctype: 'multipart/form-data' });
        const transfer = new DataTransfer();
        for (const { name, type, bytes } of list)
          transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
        const input = Object.assign(document.createElement('input'), {
          type: 'file',
          name: field,
          multiple: true,
        });
        input.files = transfer.files;
        form.append(input);
        document.body.append(form);
        form.submit();
      },
      [action, params.files[0]?.name ?? '', contents] as const,
    );
    await loaded;
    await page.waitForURL((url) => url.search === '' && url.pathname === '/');
    await page.waitForSelector('impasto-app');
  }

  test('a picture becomes style or content, a video is converted, and nothing is sent', async ({
    page,
    context,
  }) => {
    await openApp(page);
    await offlineReady(page);
    const posted: string[] = [];
    context.on('request', (sent) => {
      if (sent.method() !== 'GET' && sent.serviceWorker() !== null) posted.push(sent.url());
    });
    await share(page, [{ name: 'artwork.png', type: 'image/png', path: 'tests/fixtures/artwork.png' }]);
    await page.getByRole('button', { name: 'Use as style' }).click();
    await expect(page.getByRole('radio', { name: 'artwork' })).toBeChecked();
    await share(page, [{ name: 'clip.webm', type: 'video/webm', path: 'tests/fixtures/clip.webm' }]);
    await expect(page.getByRole('dialog', { name: /paint/i })).toBeVisible();
    const left = await page.evaluate(async () => (await (await caches.open('impasto-shared')).keys()).length);
    expect(left, 'nothing is left behind').toBe(0);
    expect(posted).toEqual([]);
    await share(page, [{ name: 'notes.txt', type: 'text/plain', path: 'tests/fixtures/README.md' }]);
    await expect(page.getByText('Nothing Impasto can open was shared.')).toBeVisible();
  });
});
