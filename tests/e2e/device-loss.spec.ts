/** The GPU process crashes under a running WGSL engine: the picture comes back by itself, in the chosen style. */
import { chromium, expect, test } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../support/chromium';
import { fakeCameraFlags } from '../support/camera-clip';
import { expectStyled, openApp, openScene, pixels, snapshotOf } from './app';
import { base } from './own-browser';

test('the picture comes back after the GPU was lost', async ({ baseURL }) => {
  test.setTimeout(240_000);
  // A browser of its own: nobody else's GPU shall crash.
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumFlags, ...fakeCameraFlags()],
  });
  try {
    const page = await browser.newPage({ baseURL: base(baseURL), viewport: { width: 390, height: 844 } });
    await openApp(page, { backend: 'webgpu', detail: 192 });
    await expect.poll(async () => (await snapshotOf(page)).engine.kind, { timeout: 90_000 }).toBe('ready');
    await openScene(page);
    const { settings } = await snapshotOf(page);
    const before = await pixels(page, 'canvas');

    const cdp = await browser.newBrowserCDPSession();
    const lostAt = Date.now();
    await cdp.send('Browser.crashGpuProcess').catch(() => undefined);
    await expect
      .poll(async () => (await snapshotOf(page)).engine.kind, { timeout: 20_000 })
      .not.toBe('ready');
    await expect.poll(async () => (await snapshotOf(page)).engine.kind, { timeout: 90_000 }).toBe('ready');
    await expectStyled(page);
    console.log(`the picture was back after ${((Date.now() - lostAt) / 1000).toFixed(1)} s`);

    const after = await snapshotOf(page);
    expect(after.engine).toMatchObject({ kind: 'ready', backend: 'webgpu' });
    expect(after.settings.styleId).toBe(settings.styleId);
    const now = await pixels(page, 'canvas');
    const apart = now.reduce((sum, value, i) => sum + Math.abs(value - Number(before[i])), 0) / now.length;
    expect(apart).toBeLessThan(3);
  } finally {
    await browser.close();
  }
});
