/** The network files, the graphics context or memory are gone: one sentence, and the way on works. */
import { chromium } from '@playwright/test';
import type { Page, Route } from '@playwright/test';
import { headersOf } from '../../../src/shared/response-headers';
import { chromiumFlags, chromiumPath } from '../../../tools/browser/chromium';
import { fakeCameraFlags } from '../../../tools/media/camera-clip';
import {
  chooseStyle,
  difference,
  expectStyled,
  openApp,
  openScene,
  pixels,
  snapshotOf,
} from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';
import { base } from '../support/own-browser';

/** Enough to load the networks, not to read an artwork with them. */
const limitBytes = 40 * 1024 * 1024;

/** Spoils the style head's file until it is called. */
async function spoil(page: Page, how: (route: Route) => Promise<void>): Promise<() => void> {
  let spoiled = true;
  await page.route('**/models/style-head.*', (route) => (spoiled ? how(route) : route.continue()));
  return () => (spoiled = false);
}

const faults = {
  altered: [
    async (route: Route) => {
      const response = await route.fetch();
      const body = Buffer.from(await response.body());
      body.writeUInt8(body.readUInt8(body.length - 100) ^ 0x10, body.length - 100);
      await route.fulfill({ response, body });
    },
    'The brushes arrived damaged',
  ],
  truncated: [
    async (route: Route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.body()).subarray(0, 4096) });
    },
    'The brushes arrived damaged',
  ],
  missing: [
    async (route: Route) => route.fulfill({ status: 404, body: 'not found' }),
    'The brushes could not be loaded',
  ],
} as const;

for (const [name, [how, sentence]] of Object.entries(faults)) {
  test(`network file ${name}: says so and is fetched anew at the press of a button`, async ({ page }) => {
    const repair = await spoil(page, how);
    await openApp(page);
    await expect(page.getByText(sentence)).toBeVisible({ timeout: 40_000 });
    repair();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectStyled(page);
  });
}

test('a lost WebGL context: says so, and the picture comes back in the chosen style', async ({ baseURL }) => {
  test.setTimeout(180_000);
  // A browser of its own: nobody else's GPU shall crash.
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumFlags, ...fakeCameraFlags()],
  });
  try {
    const page = await browser.newPage({ baseURL: base(baseURL), viewport: { width: 390, height: 844 } });
    await openApp(page, { backend: 'webgl', detail: 192 });
    await expect
      .poll(async () => (await snapshotOf(page)).engine, { timeout: 90_000 })
      .toMatchObject({
        kind: 'ready',
        backend: 'webgl',
      });
    await openScene(page);
    await chooseStyle(page, 'Poppies');
    await expectStyled(page);
    await expect.poll(async () => (await snapshotOf(page)).settings.styleId).toBe('poppies');
    const cdp = await browser.newBrowserCDPSession();
    await cdp.send('Browser.crashGpuProcess').catch(() => undefined);
    await expect(page.getByText('The graphics processor was lost and has been restarted.')).toBeVisible({
      timeout: 60_000,
    });
    await expect
      .poll(async () => (await snapshotOf(page)).engine, { timeout: 90_000 })
      .toMatchObject({
        kind: 'ready',
        backend: 'webgl',
      });
    await expectStyled(page);
    expect((await snapshotOf(page)).settings.styleId).toBe('poppies');
    expect(difference(await pixels(page, 'canvas'), await pixels(page, 'preview'))).toBeGreaterThan(4);
  } finally {
    await browser.close();
  }
});

/**
 * The first so many engines get little memory, as on a phone whose other apps took the rest.
 * @returns gives the following ones enough
 */
async function shortOfMemory(page: Page, engines: number): Promise<() => void> {
  let left = engines;
  // Without the codes that ship, the artwork has to be read.
  await page.route('**/styles/codes.safetensors', (route) => route.abort());
  await page.route('**/assets/engine.worker-*.js', async (route) => {
    const response = await route.fetch();
    const limit = `{
      const grow = WebAssembly.Memory.prototype.grow;
      WebAssembly.Memory.prototype.grow = function (pages) {
        if (this.buffer.byteLength + pages * 65536 > ${limitBytes})
          throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
        return grow.call(this, pages);
      };
    }\n`;
    const headers = {
      ...headersOf(new URL(route.request().url()).pathname),
      'Content-Type': 'text/javascript',
    };
    await route.fulfill({ body: (left-- > 0 ? limit : '') + (await response.text()), headers });
  });
  return () => (left = 0);
}

test('memory short for a moment: the detail is lowered, and says so', async ({ page }) => {
  await shortOfMemory(page, 1);
  await openApp(page, { backend: 'wasm', detail: 384 });
  await expect(page.getByText('Memory was short, so the detail was lowered.')).toBeVisible();
  await expectStyled(page);
  expect((await snapshotOf(page)).settings.detail).toBe(256);
});

test('out of memory for good: says what to do, and the way on works', async ({ page }) => {
  // Not a number of engines: Chromium may ask for a worker's file twice.
  const giveMemory = await shortOfMemory(page, Infinity);
  await openApp(page, { backend: 'wasm', detail: 192 });
  await expect(page.getByText('There is not enough memory to paint')).toBeVisible({ timeout: 40_000 });
  giveMemory();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectStyled(page);
});
