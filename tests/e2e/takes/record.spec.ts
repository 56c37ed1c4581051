/** Recording the live view: real frames through real encoders into real files, read back with ffprobe. */
import type { Page } from '@playwright/test';
import { decodeErrors, frameColours, probe, withoutFfmpeg } from '../../../tools/media/probe';
import { chooseStyle, expectStyled, openApp, openScene, snapshotOf } from '../../../tools/app/drive-app';
import { readingsOf } from '../../support/stays';
import { expect, test } from '../support/fixtures';
import { base, cameraPermission, withBrowser } from '../support/own-browser';
import { wholeTake } from '../support/whole-take';
import {
  fileOf,
  recordedSeconds,
  recordingState,
  takesOf,
  waitForSeconds,
  waitForTake,
} from '../../../tools/app/drive-takes';

test.skip(withoutFfmpeg !== false, String(withoutFfmpeg));

const record = (page: Page): Promise<void> => page.getByRole('button', { name: 'Record video' }).click();
const stop = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Stop recording', exact: true }).click();

test('one take through pause, another style and another camera, with sound', async ({ baseURL }) => {
  // Chromium plays a file on one device only: two devices show its own test pattern, and its microphone beeps.
  const flags = ['--use-fake-device-for-media-stream=device-count=2', '--use-fake-ui-for-media-stream'];
  await withBrowser(flags, base(baseURL), async (page) => {
    await openApp(page);
    await expectStyled(page);
    await page.getByRole('button', { name: 'Record sound' }).click();
    await expect(page.getByRole('button', { name: 'Record sound' })).toHaveAttribute('aria-pressed', 'true');
    await expectStyled(page);
    await record(page);
    await waitForSeconds(page, 1);
    await chooseStyle(page, 'Composition VIII');
    await page.getByRole('button', { name: 'Flip camera' }).click();
    await expectStyled(page);
    await page.getByRole('button', { name: 'Pause recording' }).click();
    await expect(page.getByRole('button', { name: 'Go on recording' })).toBeVisible();
    const lengths = await readingsOf(() => recordedSeconds(page), 2000);
    const after = Number(lengths.at(-1));
    // The worker may tell once more what it had when the pause began.
    expect(after - Number(lengths[0]), 'time stands still in a pause').toBeLessThan(0.5);
    await page.getByRole('button', { name: 'Go on recording' }).click();
    await waitForSeconds(page, after + 1);
    const length = await recordedSeconds(page);
    await stop(page);
    const { duration, audio, times } = await wholeTake(page, 'all-in-one.mp4');
    expect(duration).toBeGreaterThanOrEqual(length);
    expect(Math.abs((audio?.duration ?? 0) - duration), 'sound as long as the picture').toBeLessThan(0.1);
    expect(times.every((time, index) => index === 0 || time > Number(times[index - 1]))).toBe(true);
  });
});

test('another style comes gently into a take, when it is wanted so', async ({ page }) => {
  await openApp(page);
  await openScene(page);
  await record(page);
  await page.getByRole('button', { name: 'Change style and strength gently' }).click();
  await waitForSeconds(page, 1);
  await chooseStyle(page, 'Composition VIII');
  await waitForSeconds(page, 5);
  await stop(page);
  await wholeTake(page, 'gentle.mp4');
  const colours = frameColours('test-results/takes/gentle.mp4', 'iw:ih:0:0');
  const apart = (a: readonly number[] = [], b: readonly number[] = []): number =>
    Math.max(...a.map((value, index) => Math.abs(value - Number(b[index]))));
  const all = apart(colours.at(-1), colours[0]);
  expect(all, 'the two styles differ').toBeGreaterThan(10);
  const between = colours.filter((one) => {
    const way = apart(one, colours[0]) / all;
    return way > 0.1 && way < 0.9;
  });
  expect(between.length, 'pictures on the way').toBeGreaterThanOrEqual(3);
});

test('a crash of the engine costs a moment, not the take', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await record(page);
  await waitForSeconds(page, 1);
  const engine = page.workers().find((worker) => worker.url().includes('engine.worker'));
  await engine?.evaluate(() => {
    setTimeout(() => {
      throw new Error('crashed by the test');
    });
  });
  await expect(page.getByText(/has been restarted/)).toBeVisible();
  await expectStyled(page);
  const again = await recordedSeconds(page);
  await waitForSeconds(page, again + 1);
  await stop(page);
  const { times, duration } = await wholeTake(page, 'engine-crash.mp4');
  expect(duration).toBeGreaterThan(again + 1);
  expect(times.filter((time) => time > again).length, 'frames of the new engine').toBeGreaterThan(1);
});

test('the camera ends in the middle: the take is saved', async ({ baseURL }) => {
  const flags = ['--use-fake-device-for-media-stream'];
  await withBrowser(flags, base(baseURL), async (page) => {
    const permit = await cameraPermission(page, base(baseURL));
    await permit('granted');
    await openApp(page);
    await expectStyled(page);
    await record(page);
    await waitForSeconds(page, 1);
    const length = await recordedSeconds(page);
    await permit('denied');
    await expect(page.getByText(/The camera stopped. What was recorded is saved/)).toBeVisible();
    expect((await wholeTake(page, 'camera-ended.mp4')).duration).toBeGreaterThanOrEqual(length);
    expect((await snapshotOf(page)).source.kind).toBe('problem');
  });
});

test('refuses to start without room', async ({ page }) => {
  // A small disk cannot be had here: the browser's estimate tells of one.
  await page.addInitScript(() => {
    navigator.storage.estimate = () => Promise.resolve({ usage: 5e6, quota: 26e6 });
  });
  await openApp(page);
  await expectStyled(page);
  await record(page);
  await expect(page.getByText(/too little storage left to record/)).toBeVisible();
  expect((await recordingState(page)).kind).toBe('idle');
});

test('ends cleanly while there is still room, before the storage is full', async ({ page }) => {
  // Storage that fills up cannot be had here: only the browser's estimate is replaced.
  await page.addInitScript(() => {
    Object.assign(globalThis, { freeBytes: 4e9 });
    navigator.storage.estimate = () => {
      const { freeBytes } = globalThis as unknown as { readonly freeBytes: number };
      return Promise.resolve({ usage: 5e6, quota: 5e6 + freeBytes });
    };
  });
  await openApp(page);
  await expectStyled(page);
  await record(page);
  await waitForSeconds(page, 2);
  await page.evaluate(() => Object.assign(globalThis, { freeBytes: 21e6 }));
  await expect(page.getByText(/Storage is nearly full. What was recorded is saved/)).toBeVisible();
  const { duration } = await wholeTake(page, 'nearly-full.mp4');
  expect(duration).toBeGreaterThan(2);
  expect((await takesOf(page)).cutOff).toEqual([]);
});

test('storage that is full at once: what is on the disk is the take', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await record(page);
  await waitForSeconds(page, 3);
  // A disk that fills up cannot be had here, so the worker's file handle says that it is full.
  const worker = page.workers().find((one) => one.url().includes('record.worker'));
  await worker?.evaluate(() => {
    const { FileSystemSyncAccessHandle: handle } = globalThis as unknown as {
      readonly FileSystemSyncAccessHandle: { readonly prototype: { write(): number } };
    };
    handle.prototype.write = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await expect(page.getByText(/Storage is nearly full. What was recorded is saved/)).toBeVisible();
  const file = await fileOf(page, await waitForTake(page), 'disk-full.mp4');
  expect(decodeErrors(file)).toBe('');
  expect(probe(file).duration).toBeGreaterThan(1.5);
});

test('without WebCodecs the browser’s own recorder takes over', async ({ page }) => {
  await page.addInitScript(() => {
    delete (globalThis as { VideoEncoder?: unknown }).VideoEncoder;
  });
  await openApp(page);
  await expectStyled(page);
  await record(page);
  await waitForSeconds(page, 2);
  await stop(page);
  const { duration, times } = await wholeTake(page, 'media-recorder.mp4', 'vp9');
  expect(duration).toBeGreaterThan(1.5);
  expect(times.length).toBeGreaterThan(2);
});
