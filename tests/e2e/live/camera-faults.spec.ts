/**
 * Cameras that are in use, unplugged or asleep. Chromium's fake camera can be none of these, so the answers of
 * `getUserMedia` and the events of the track are the tests' own; the frames are the real ones of the fake camera.
 */
import type { Page } from '@playwright/test';
import { expectStyled, openApp, snapshotOf } from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';

const kind = async (page: Page): Promise<string> => (await snapshotOf(page)).source.kind;

/** Puts a switch in front of the cameras: `trouble` is the name of the error they answer with, or empty. */
async function guardCameras(page: Page, trouble: string): Promise<void> {
  await page.addInitScript((first) => {
    const guard = { trouble: first, track: null as MediaStreamTrack | null };
    Object.assign(window, { guard });
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      if (guard.trouble !== '') throw new DOMException('as the test wants it', guard.trouble);
      const stream = await open(wish);
      guard.track = stream.getVideoTracks()[0] ?? null;
      return stream;
    };
  }, trouble);
}

interface Guard {
  trouble: string;
  track: MediaStreamTrack | null;
}

/** Something happens to the camera. */
const happen = (page: Page, what: 'freed' | 'unplugged' | 'plugged' | 'muted' | 'unmuted'): Promise<void> =>
  page.evaluate((event) => {
    const { guard } = window as unknown as { guard: Guard };
    const { track } = guard;
    const mute = (muted: boolean): void => {
      if (track) Object.defineProperty(track, 'muted', { value: muted, configurable: true });
      track?.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
    };
    switch (event) {
      case 'freed':
        guard.trouble = '';
        window.dispatchEvent(new Event('focus'));
        break;
      case 'unplugged':
        guard.trouble = 'NotFoundError';
        track?.stop();
        track?.dispatchEvent(new Event('ended'));
        navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
        break;
      case 'plugged':
        guard.trouble = '';
        navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
        break;
      case 'muted':
        mute(true);
        break;
      case 'unmuted':
        mute(false);
        break;
    }
  }, what);

test('busy: says who has it, a file can be opened, and the camera comes when it is free', async ({
  page,
}) => {
  await guardCameras(page, 'NotReadableError');
  await openApp(page);
  await expect(page.getByText('The camera is in use')).toBeVisible();
  await expect(
    page.getByText('Close the other app or tab that uses the camera, then try again.'),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open video or picture' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('The camera is in use')).toBeVisible();
  // The other program is closed, and the person comes back to this window.
  await happen(page, 'freed');
  await expect.poll(() => kind(page)).toBe('camera');
  await expectStyled(page);
});

test('unplugged: says so, and goes on by itself when it is plugged in again', async ({ page }) => {
  await guardCameras(page, '');
  await openApp(page);
  await expectStyled(page);
  await happen(page, 'unplugged');
  await expect(page.getByText(/The camera stopped|No camera found/)).toBeVisible();
  await happen(page, 'plugged');
  await expect.poll(() => kind(page)).toBe('camera');
  await expectStyled(page);
});

test('asleep: a muted camera pauses with a sentence, and goes on', async ({ page }) => {
  await guardCameras(page, '');
  await openApp(page);
  await expectStyled(page);
  await happen(page, 'muted');
  await expect(page.getByText('Paused. Comes back by itself.')).toBeVisible();
  await happen(page, 'unmuted');
  await expect(page.getByText('Paused. Comes back by itself.')).toBeHidden();
  await expectStyled(page);
});
