/**
 * The GPU process crashes under a running WGSL engine while a take is recorded: the picture comes back by itself, in the
 * chosen style, and the take is saved. In one walk: an emulated GPU compiles for half a minute at each start.
 */
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { SessionApi } from '../../../src/pipeline/api/session-api';
import { chromiumFlags, chromiumPath } from '../../../tools/browser/chromium';
import { fakeCameraFlags } from '../../../tools/media/camera-clip';
import {
  difference,
  expectStyled,
  openApp,
  openScene,
  pixels,
  snapshotOf,
} from '../../../tools/app/drive-app';
import { recordedBytes, recordedSeconds } from '../../../tools/app/drive-takes';
import { expect, test } from '../support/fixtures';
import { base } from '../support/own-browser';
import { wholeTake } from '../support/whole-take';

/** ms */
const longestGap = 3000;

// A machine that is busy with something else for a moment must not fail the limit.
test.describe.configure({ retries: 1, timeout: 180_000 });

/** Leaves in `globalThis.gap` how long the page is without a styled picture from now on, ms. */
async function watchGap(page: Page): Promise<void> {
  await page.evaluate(() => {
    const app = document.querySelector<HTMLElement & { session: SessionApi }>('impasto-app');
    if (!app) throw new Error('no app on the page');
    const { session } = app;
    let lostAt: number | undefined;
    const look = (): void => {
      const { engine, stage } = session.snapshot;
      const drawn = stage.styled && stage.canvas !== null && engine.kind !== 'failed';
      if (!drawn) lostAt ??= performance.now();
      else if (lostAt !== undefined) {
        Object.assign(globalThis, { gap: performance.now() - lostAt });
        session.removeEventListener('change', look);
      }
    };
    session.addEventListener('change', look);
  });
}

/**
 * Chromium's encoder dies with frames that it holds just then, which ends the take; where it holds none the take goes on,
 * and is stopped when it is a second longer than `length`, s.
 */
async function endTake(page: Page, length: number): Promise<void> {
  const seconds = (): Promise<number> => recordedSeconds(page);
  const over = async (): Promise<boolean> => {
    const now = await seconds();
    return now < 0 || now > length + 1;
  };
  await expect.poll(over, { timeout: 60_000 }).toBe(true);
  const goesOn = (await seconds()) >= 0;
  console.log(goesOn ? 'the take goes on' : 'the take ended with the encoder');
  if (goesOn) await page.getByRole('button', { name: 'Stop recording' }).click();
}

test('the picture is back within 3 s after the GPU was lost, and the take is saved', async ({ baseURL }) => {
  // A browser of its own: nobody else's GPU shall crash.
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumFlags, ...fakeCameraFlags()],
  });
  try {
    const page = await browser.newPage({ baseURL: base(baseURL), viewport: { width: 390, height: 844 } });
    await openApp(page, { backend: 'webgpu', detail: 192 });
    await expect.poll(async () => (await snapshotOf(page)).engine.kind, { timeout: 90_000 }).toBe('ready');
    expect((await snapshotOf(page)).engine).toMatchObject({ backend: 'webgpu', engine: 'wgsl' });
    await openScene(page);
    const { settings } = await snapshotOf(page);
    const before = await pixels(page, 'canvas');

    await page.getByRole('button', { name: 'Record video' }).click();
    const written = (): Promise<number> => recordedBytes(page);
    await expect.poll(written, { timeout: 60_000 }).toBeGreaterThan(2000);
    const first = await written();
    await expect.poll(written, { timeout: 60_000 }).toBeGreaterThan(first);

    const length = await recordedSeconds(page);
    await watchGap(page);
    const cdp = await browser.newBrowserCDPSession();
    // The answer may die with the process.
    await cdp.send('Browser.crashGpuProcess').catch(() => undefined);
    const measured = (): Promise<number | null> =>
      page.evaluate(() => (globalThis as { gap?: number }).gap ?? null);
    await expect.poll(measured, { timeout: 60_000 }).not.toBeNull();
    const gap = Number(await measured());
    console.log(`the picture was back after ${(gap / 1000).toFixed(1)} s`);
    expect(gap).toBeLessThan(longestGap);

    await endTake(page, length);
    expect((await wholeTake(page, 'gpu-crash.mp4')).times.length).toBeGreaterThan(1);

    await expect
      .poll(async () => (await snapshotOf(page)).engine, { timeout: 90_000 })
      .toMatchObject({ kind: 'ready', backend: 'webgpu', engine: 'wgsl' });
    await expectStyled(page);
    expect((await snapshotOf(page)).settings.styleId).toBe(settings.styleId);
    expect(difference(await pixels(page, 'canvas'), before)).toBeLessThan(3);
  } finally {
    await browser.close();
  }
});
