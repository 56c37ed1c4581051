/** Recording in WebKit and Firefox: a take with sound, read back with ffprobe, kept over a reload and a restart. */
import { snapshotOf } from '../../tools/app/drive-app';
import { fileOf, recordingOf, takesOf, waitForSeconds } from '../../tools/app/drive-takes';
import { decodeErrors, probe, withoutFfmpeg } from '../../tools/media/probe';
import { expect, openApp, pictureFile, test } from './fixtures';
import { painted, takesWhen } from './walk';

test.skip(withoutFfmpeg !== false, String(withoutFfmpeg));

/** Of the take, s. */
const takeSeconds = 5;

test('five seconds with sound; take and settings are there after a reload and a restart', async ({
  person,
  address,
}, info) => {
  await openApp(person, address);
  await painted(person);
  await person.press('button', 'Record sound');
  await expect.poll(async () => (await recordingOf(person)).sound).toBe(true);
  await painted(person);
  await person.press('button', 'Record video');
  await waitForSeconds(person, takeSeconds);
  await person.press('button', 'Stop recording');
  const [take] = await takesWhen(person, 1);
  const file = await fileOf(person, take?.id ?? '', `${info.project.name}-take`);
  const found = probe(file);
  const { duration, video, audio, times } = found;
  console.log(
    `${info.project.name}: ${video.codec} ${video.width} × ${video.height}, ${audio?.codec ?? 'no sound'}, ` +
      `${times.length} frames in ${duration.toFixed(2)} s`,
  );
  expect(decodeErrors(file)).toBe('');
  expect(duration).toBeGreaterThanOrEqual(takeSeconds);
  expect(Math.abs(duration - (take?.duration ?? 0))).toBeLessThan(0.1);
  expect(video).toMatchObject({ width: take?.width, height: take?.height });
  expect(video.codec).toMatch(/^(h264|vp8|vp9|av1)$/);
  expect(audio?.codec).toMatch(/^(aac|opus|vorbis)$/);
  expect(Math.abs((audio?.duration ?? 0) - duration), 'sound as long as the picture').toBeLessThan(0.3);
  expect(times.length, 'moving').toBeGreaterThan(4);
  expect(times.every((time, index) => index === 0 || time > Number(times[index - 1]))).toBe(true);

  const kept = async (): Promise<void> => {
    expect((await takesWhen(person, 1)).map(({ id }) => id)).toEqual([take?.id]);
    expect((await takesOf(person)).cutOff).toEqual([]);
    expect((await recordingOf(person)).sound).toBe(true);
  };
  await person.fill('slider', 'Style strength', 60);
  await person.reload();
  await kept();
  await person.restart();
  await person.driver.resize(390, 844);
  await person.open(address);
  await kept();
  expect((await snapshotOf(person)).settings.strength).toBe(0.6);
  await person.press('button', 'Open your takes');
  await person.sees('heading', 'Takes');
  await person.driver.screenshot(pictureFile(info.project.name, 'takes-phone.png'));
});
