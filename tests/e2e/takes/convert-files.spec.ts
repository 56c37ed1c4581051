/** Files as people have them: several sound tracks, and pictures that move. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { SessionApi } from '../../../src/pipeline/api/session-api';
import { ffmpeg, probe, withoutFfmpeg } from '../../../tools/media/probe';
import { expectStyled, openApp } from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';
import { chooseFile, paintFile } from '../../../tools/app/drive-takes';

test.skip(withoutFfmpeg !== false, String(withoutFfmpeg));

const folder = 'test-results/files';

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=96x64:rate=10:duration=1'];
const tone = (hertz: number): string[] => ['-f', 'lavfi', '-i', `sine=frequency=${hertz}:duration=1`];

test.beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  const tracks = ['-map', '0', '-map', '1', '-map', '2', '-c:v', 'libx264', '-pix_fmt', 'yuv420p'];
  const named = ['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=deu'];
  const inputs = [...picture, ...tone(440), ...tone(660)];
  ffmpeg(...inputs, ...tracks, ...named, '-c:a', 'aac', `${folder}/two-sounds.mp4`);
  ffmpeg(...inputs, ...tracks, '-c:a:0', 'aac', '-c:a:1', 'wmav2', `${folder}/one-unknown.mkv`);
  ffmpeg(...picture, `${folder}/moving.gif`);
  ffmpeg(...picture, '-c:v', 'libwebp_anim', '-loop', '0', `${folder}/moving.webp`);
  ffmpeg(...picture, '-f', 'apng', '-plays', '0', `${folder}/moving.png`);
  const whole = readFileSync(`${folder}/moving.gif`);
  writeFileSync(`${folder}/cut-off.gif`, whole.subarray(0, Math.round(whole.length * 0.7)));
  ffmpeg(...picture, '-frames:v', '1', `${folder}/still.gif`);
});

function sounds(file: string): string[] {
  const entries = 'stream=codec_name:stream_tags=language';
  const args = ['-v', 'error', '-select_streams', 'a', '-show_entries', entries, '-of', 'csv=p=0', file];
  return execFileSync('ffprobe', args, { encoding: 'utf8' }).trim().split(/\s+/);
}

test('all sound tracks are kept, with their languages; one that cannot be is told', async ({ page }) => {
  await openApp(page, { backend: 'wasm', detail: 192 });
  await expectStyled(page);
  await chooseFile(page, `${folder}/two-sounds.mp4`);
  expect(sounds(await paintFile(page, 'two-sounds.mp4'))).toEqual(['aac,eng', 'aac,deu']);

  await chooseFile(page, `${folder}/one-unknown.mkv`);
  await page.getByRole('button', { name: 'Paint it' }).click();
  await expect(page.getByText('One sound track is missing from the new video')).toBeVisible({
    timeout: 60_000,
  });
});

/** What the page plays of a picture that moves, as a text. */
const shown = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const app = document.querySelector<HTMLElement & { session: SessionApi }>('impasto-app');
    const preview = app?.session.snapshot.stage.preview;
    if (!(preview instanceof HTMLCanvasElement)) throw new Error('no canvas');
    return preview.toDataURL();
  });

test('pictures that move play like videos, and are painted whole; one that does not is a picture', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await openApp(page, { backend: 'wasm', detail: 192 });
  await expectStyled(page);
  for (const [name, frames] of [
    ['moving.gif', 10],
    ['moving.webp', 10],
    ['moving.png', 10],
    ['cut-off.gif', 6],
  ] as const) {
    await test.step(name, async () => {
      await page.getByTestId('content-file').setInputFiles(`${folder}/${name}`);
      await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
      const seen = new Set<string>();
      await expect.poll(async () => seen.add(await shown(page)).size).toBeGreaterThan(3);
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByRole('button', { name: 'Paint this whole video' }).click();
      const { times, duration } = probe(await paintFile(page, `${name}.mp4`));
      expect(times.length).toBeGreaterThanOrEqual(frames);
      expect(times.length).toBeLessThanOrEqual(10);
      times.forEach((time, index) =>
        expect(Math.abs(time - Number(times[0]) - index / 10)).toBeLessThan(0.01),
      );
      expect(Math.abs(duration - times.length / 10)).toBeLessThan(0.11);
    });
  }
  await page.getByTestId('content-file').setInputFiles(`${folder}/still.gif`);
  await expect(page.getByRole('button', { name: 'Pause' })).toBeHidden();
  await chooseFile(page, `${folder}/still.gif`);
  await expect(page.getByText(/This is not a video/)).toBeVisible();
});
