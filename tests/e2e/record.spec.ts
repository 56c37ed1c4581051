/** Recording the live view: real frames through real encoders into real files, read back with ffprobe. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { decodeErrors, probe, topBoxes, withoutFfmpeg } from '../support/probe';
import { expectStyled, openApp } from './app';
import { call, fileOf, takesOf, waitForSeconds, waitForTake } from './takes';

test.skip(withoutFfmpeg !== false, String(withoutFfmpeg));

test('a take is a plain, seekable file as long as it was recorded', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await call(page, 'startRecording');
  await waitForSeconds(page, 3);
  await call(page, 'stopRecording');
  const id = await waitForTake(page);
  const [take] = (await takesOf(page)).takes;
  const file = await fileOf(page, id, 'plain.mp4');
  const found = probe(file);
  console.log(JSON.stringify({ ...found, times: found.times.length, take }));
  expect(decodeErrors(file)).toBe('');
  expect(topBoxes(readFileSync(file)).filter((type) => type === 'moov' || type === 'mdat')).toEqual([
    'moov',
    'mdat',
  ]);
  expect(found.video).toEqual({ codec: 'h264', width: take?.width, height: take?.height });
  expect(found.audio).toBeNull();
  expect(found.duration).toBeGreaterThanOrEqual(3);
});
