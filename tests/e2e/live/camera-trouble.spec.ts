/** No camera, for four reasons: one clear sentence and a way on each time, never a blank page. */
import type { Page } from '@playwright/test';
import { cameraClip } from '../../../tools/media/camera-clip';
import { expectStyled, openApp, snapshotOf } from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';
import { base, cameraPermission, withBrowser } from '../support/own-browser';

async function expectWayOn(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.getByTestId('content-file').setInputFiles('tests/fixtures/scene.jpg');
  await expectStyled(page);
}

test('denied: says so, and a file can be opened', async ({ baseURL }) => {
  const flags = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'];
  await withBrowser(flags, base(baseURL), async (page) => {
    await openApp(page);
    await expect(page.getByText('The camera is blocked')).toBeVisible();
    await expectWayOn(page);
  });
});

test('absent: says so, and a file can be opened', async ({ baseURL }) => {
  const flags = ['--use-fake-device-for-media-stream=device-count=0', '--use-fake-ui-for-media-stream'];
  await withBrowser(flags, base(baseURL), async (page) => {
    await openApp(page);
    await expect(page.getByText('No camera found')).toBeVisible();
    await expectWayOn(page);
  });
});

test('ended: says so, and comes back when allowed again', async ({ baseURL }) => {
  const flags = [
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${cameraClip.path}`,
  ];
  await withBrowser(flags, base(baseURL), async (page) => {
    const permit = await cameraPermission(page, base(baseURL));
    await permit('granted');
    await openApp(page);
    await expectStyled(page);
    await permit('denied');
    await expect(page.getByText(/The camera (stopped|is blocked)/)).toBeVisible();
    await permit('granted');
    // Comes back by itself when the permission does; the button is the way for browsers that do not tell.
    await expect.poll(async () => (await snapshotOf(page)).source.kind).toBe('camera');
    await expectStyled(page);
  });
});

test('no camera API at all: says what to do', async ({ page }) => {
  await page.addInitScript(() => {
    delete (Navigator.prototype as { mediaDevices?: unknown }).mediaDevices;
  });
  await openApp(page);
  await expect(page.getByText('This browser has no camera access')).toBeVisible();
  await expectWayOn(page);
});
