/** A video file painted in WebKit and Firefox: every frame at its own time, read back with ffprobe. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileOf } from '../../tools/app/drive-takes';
import { decodeErrors, probe, withoutFfmpeg } from '../../tools/media/probe';
import { expect, openApp, pictureFile, test } from './fixtures';
import { painted, takesWhen } from './walk';

test.skip(withoutFfmpeg !== false, String(withoutFfmpeg));

/** Half a second at 24 frames a second, then as long at half the rate, with a tone. */
function makeClip(): string {
  const file = path.resolve('test-results/engines/uneven.mp4');
  mkdirSync(path.dirname(file), { recursive: true });
  execFileSync('ffmpeg', [
    ...['-y', '-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=128x96:rate=24:duration=1'],
    ...['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1'],
    ...[
      '-vf',
      "select='lt(n,12)+not(mod(n,2))'",
      '-fps_mode',
      'vfr',
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
    ],
    ...['-c:a', 'aac', '-movflags', '+faststart', file],
  ]);
  return file;
}

test('a video file is painted, every frame at its time, with its sound', async ({
  person,
  address,
}, info) => {
  const clip = makeClip();
  await openApp(person, address);
  await painted(person);
  await person.driver.setFile('convert-file', clip);
  await person.sees('button', 'Paint it');
  await person.driver.screenshot(pictureFile(info.project.name, 'convert-phone.png'));
  await person.press('button', 'Paint it');
  const [take] = await takesWhen(person, 1);
  const file = await fileOf(person, take?.id ?? '', `${info.project.name}-converted`);
  const [source, made] = [probe(clip), probe(file)];
  console.log(`${info.project.name}: ${made.video.codec}, ${made.audio?.codec ?? 'no sound'}`);
  expect(decodeErrors(file)).toBe('');
  expect(made.times.length).toBe(source.times.length);
  made.times.forEach((time, index) => {
    const right = Number(source.times[index]) - Number(source.times[0]);
    expect(Math.abs(time - Number(made.times[0]) - right)).toBeLessThan(0.0015);
  });
  expect(made.audio?.codec).toBe('aac');
});
