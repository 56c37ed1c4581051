/** What the end-to-end tests of recording share: driving takes, and getting their files out of the page. */
import { writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { SessionApi } from '../../src/pipeline/api/session-api';
import type { RecordingSnapshot, RecordingState } from '../../src/pipeline/api/recording-api';
import type { TakesSnapshot } from '../../src/pipeline/api/takes-state';
import type { Evaluates } from './evaluates';
import { decodeErrors } from '../media/probe';
import { appIsThere } from './drive-app';

export async function takesOf(page: Evaluates): Promise<TakesSnapshot> {
  await appIsThere(page);
  return page.evaluate(() => {
    const app = document.querySelector<HTMLElement & { session: SessionApi }>('impasto-app');
    if (!app) throw new Error('no app on the page');
    return app.session.takes.snapshot;
  });
}

export async function recordingState(page: Evaluates): Promise<RecordingState> {
  return (await recordingOf(page)).state;
}

export async function recordingOf(page: Evaluates): Promise<RecordingSnapshot> {
  await appIsThere(page);
  return page.evaluate(() => {
    const app = document.querySelector<HTMLElement & { session: SessionApi }>('impasto-app');
    if (!app) throw new Error('no app on the page');
    return app.session.recording.snapshot;
  });
}

/** Bytes of the running take that are on the disk; 0 when none runs. */
export async function recordedBytes(page: Evaluates): Promise<number> {
  const state = await recordingState(page);
  return state.kind === 'recording' ? state.sizeBytes : 0;
}

/** Length of the running take, s; −1 when none runs. */
export async function recordedSeconds(page: Evaluates): Promise<number> {
  const state = await recordingState(page);
  return state.kind === 'recording' ? state.duration : -1;
}

export async function waitForSeconds(page: Evaluates, seconds: number): Promise<void> {
  await expect
    .poll(() => recordedSeconds(page), { timeout: 60_000, intervals: [100] })
    .toBeGreaterThanOrEqual(seconds);
}

/**
 * Waits until the running take is so long, s, and some of it is on the disk.
 * @returns its length in s, and the bytes on the disk. On a busy machine an encoder may be seconds behind
 */
export async function recordFor(
  page: Evaluates,
  seconds: number,
): Promise<{ readonly length: number; readonly bytes: number }> {
  let [length, bytes] = [0, 0];
  const look = async (): Promise<boolean> => {
    const state = await recordingState(page);
    if (state.kind !== 'recording') throw new Error(`Nothing is recorded: ${state.kind}.`);
    [length, bytes] = [state.duration, state.sizeBytes];
    return length >= seconds && bytes > 0;
  };
  await expect.poll(look, { timeout: 60_000, intervals: [100] }).toBe(true);
  return { length, bytes };
}

/** Waits until recording is over and the newest take is in the library. */
export async function waitForTake(page: Evaluates, count = 1): Promise<string> {
  await expect
    .poll(async () => (await takesOf(page)).takes.length, { timeout: 60_000 })
    .toBeGreaterThanOrEqual(count);
  return (await takesOf(page)).takes[0]?.id ?? '';
}

/** Writes a take's file to disk and returns its path. */
export async function fileOf(page: Evaluates, id: string, name: string): Promise<string> {
  const base64 = await page.evaluate(async (takeId) => {
    const app = document.querySelector<HTMLElement & { session: SessionApi }>('impasto-app');
    const file = await app?.session.takes.file(takeId);
    if (!file) throw new Error('the take has no file');
    const url = await new Promise<string>((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result as string);
      reader.onerror = () => reject(new Error('unreadable'));
      reader.readAsDataURL(file);
    });
    return url.slice(url.indexOf(',') + 1);
  }, id);
  const target = path.resolve('test-results/takes', name);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, Buffer.from(base64, 'base64'));
  return target;
}

/** Opens a file in the sheet that paints videos. */
export async function chooseFile(page: Page, file: string): Promise<void> {
  await page.getByTestId('convert-file').setInputFiles(file);
  await expect(page.getByRole('dialog', { name: 'Paint a video' })).toBeVisible();
}

/** Paints the file in the open sheet with the options as they are, and returns the result's file. */
export async function paintFile(page: Page, name: string): Promise<string> {
  const before = (await takesOf(page)).takes.length;
  await page.getByRole('button', { name: 'Paint it' }).click();
  await expect(page.getByText('Your painted video is ready')).toBeVisible({ timeout: 120_000 });
  const file = await fileOf(page, await waitForTake(page, before + 1), name);
  await page.getByRole('button', { name: 'Close' }).click();
  expect(decodeErrors(file)).toBe('');
  return file;
}
