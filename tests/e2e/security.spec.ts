/** Nothing leaves the device, the policy holds for each backend, and what should be blocked really is. */
import { expect, test } from '@playwright/test';
import { expectStyled, openApp, openScene, snapshotOf } from './app';
import { offlineReady } from './app-page';

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('a full walk sends nothing and asks no other origin', async ({ page, context, baseURL }) => {
    const origin = new URL(baseURL ?? '').origin;
    const foreign: string[] = [];
    const sent: string[] = [];
    context.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !/^(blob|data):/.test(url)) foreign.push(url);
      if (request.method() !== 'GET' || request.postData() !== null) sent.push(url);
    });
    context.on('page', (popup) => foreign.push(`popup ${popup.url()}`));
    await openApp(page);
    foreign.length = 0;
    await expectStyled(page);
    await page.getByTestId('style-file').setInputFiles('tests/fixtures/artwork.png');
    await expect(page.getByRole('radio', { name: 'artwork' })).toBeChecked();
    await openScene(page);
    await page.getByTestId('content-file').setInputFiles('tests/fixtures/clip.webm');
    await expect.poll(async () => (await snapshotOf(page)).source.kind).toBe('video');
    await expectStyled(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save still' }).click();
    await download;
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await offlineReady(page);
    expect(foreign).toEqual([]);
    expect(sent).toEqual([]);
  });
});

test('every backend works under the policy, wasm with threads', async ({ page }) => {
  test.slow();
  await openApp(page, { backend: 'cpu', detail: 192 });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  for (const backend of ['webgl', 'webgpu', 'wasm'] as const) {
    await page.evaluate((choice) => {
      const app = document.querySelector('impasto-app') as unknown as {
        session: { setBackend(backend: string): void };
      };
      app.session.setBackend(choice);
    }, backend);
    await expect
      .poll(
        async () => {
          const { engine } = await snapshotOf(page);
          return engine.kind === 'ready' ? engine.backend : engine.kind;
        },
        { timeout: 60_000 },
      )
      .toBe(backend);
  }
  await expectStyled(page);
});

test('inline script, other origins, strings as code and foreign script addresses are blocked', async ({
  page,
}) => {
  // Not openApp: the violations are the point here.
  const response = await page.goto('./');
  expect(response?.headers()).toMatchObject({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'x-content-type-options': 'nosniff',
  });
  await page.waitForSelector('impasto-app');
  const outcome = await page.evaluate(async () => {
    const refused = async (attempt: () => unknown): Promise<boolean> => {
      try {
        await attempt();
        return false;
      } catch {
        return true;
      }
    };
    const inline = document.createElement('p');
    return {
      fetch: await refused(() => fetch('https://example.org/')),
      html: await refused(() => (inline.innerHTML = '<img src=x onerror="window.hacked = 1">')),
      worker: await refused(() => new Worker('https://example.org/worker.js')),
      blobWorker: await refused(() => new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))),
      // In a task of its own: what the test's debugger evaluates itself may always use eval.
      code: await new Promise<boolean>((resolve) =>
        setTimeout(() => void refused(() => (0, eval)('1 + 1')).then(resolve)),
      ),
      hacked: 'hacked' in window,
    };
  });
  expect(outcome).toEqual({
    fetch: true,
    html: true,
    worker: true,
    blobWorker: true,
    code: true,
    hacked: false,
  });
});
