/** A video file in, a painted one out: compared frame by frame and packet by packet with ffprobe. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ffmpeg, probe, topBoxes, withoutFfmpeg } from '../../../tools/media/probe';
import { expectStyled, openApp } from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';
import { chooseFile, fileOf, paintFile, takesOf, waitForTake } from '../../../tools/app/drive-takes';

test.skip(withoutFfmpeg !== false, String(withoutFfmpeg));

const folder = 'test-results/clips';

/** MD5 of each of the sound's packets, as they are in the file. */
function soundPackets(file: string): string[] {
  const args = ['-v', 'error', '-select_streams', 'a', '-show_packets', '-show_data_hash', 'md5', file];
  const text = execFileSync('ffprobe', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return [...text.matchAll(/data_hash=MD5:(\w+)/g)].map(([, hash = '']) => hash);
}

/**
 * The same file, to be shown turned by 90°: the first track header's matrix is changed (ISO/IEC 14496-12, section
 * 8.3.2), which no two versions of ffmpeg do by the same option.
 */
function turned(file: Buffer): Buffer {
  const bytes = Buffer.from(file);
  const matrix = bytes.indexOf('tkhd') + 4 + 40;
  [0, 0x10000, 0, -0x10000, 0, 0, 96 * 0x10000, 0, 0x40000000].forEach((value, index) =>
    bytes.writeInt32BE(value, matrix + index * 4),
  );
  return bytes;
}

const picture = (size: string, seconds: number): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=${seconds}`],
];
const tone = (seconds: number): string[] => ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`];

test.beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  // Every frame of the first third of a second, then every fourth: the rate varies. B-frames, turned by 90°.
  ffmpeg(
    ...[...picture('128x96', 2), ...tone(2), '-vf', "select='lt(n,10)+not(mod(n,4))'", '-fps_mode', 'vfr'],
    ...['-c:v', 'libx264', '-bf', '2', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
    ...['-movflags', '+faststart', `${folder}/level.mp4`],
  );
  writeFileSync(`${folder}/turned.mp4`, turned(readFileSync(`${folder}/level.mp4`)));
  ffmpeg(
    ...picture('97x65', 0.5),
    '-c:v',
    'libvpx-vp9',
    '-pix_fmt',
    'yuv420p10le',
    `${folder}/odd-10bit.webm`,
  );
  ffmpeg(
    ...[...picture('96x64', 0.3), '-c:v', 'libvpx-vp9', '-pix_fmt', 'yuv420p10le'],
    ...['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'],
    `${folder}/hdr.webm`,
  );
  ffmpeg(...tone(1), '-c:a', 'aac', `${folder}/sound.m4a`);
  const whole = readFileSync(`${folder}/turned.mp4`);
  writeFileSync(`${folder}/cut-off.mp4`, whole.subarray(0, Math.round(whole.length * 0.6)));
  writeFileSync(`${folder}/letter.mp4`, 'Dear video, you are none.');
});

test('every frame at its own time, sound untouched, turned the right way; then a part of it', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openApp(page, { backend: 'wasm', detail: 192, strength: 0.7 });
  await expectStyled(page);
  await chooseFile(page, `${folder}/turned.mp4`);
  const file = await paintFile(page, 'painted.mp4');
  const source = probe(`${folder}/turned.mp4`);
  const found = probe(file);
  expect(found.video).toEqual({ codec: 'h264', width: 96, height: 128 });
  expect(found.times.length).toBe(source.times.length);
  const steps = (times: readonly number[]): number[] => times.map((time) => time - Number(times[0]));
  steps(found.times).forEach((time, index) =>
    expect(Math.abs(time - Number(steps(source.times)[index]))).toBeLessThan(0.001),
  );
  const [before, after] = [soundPackets(`${folder}/turned.mp4`), soundPackets(file)];
  const from = before.indexOf(after[0] ?? '');
  expect(before.slice(from, from + after.length), 'the same bytes, packet by packet').toEqual(after);
  // What lies before the picture's first frame (the codec's priming) or beyond its last is left out.
  expect(before.length - after.length).toBeLessThanOrEqual(2);
  expect(Math.abs(found.duration - source.duration)).toBeLessThan(1 / 30 + 0.03);
  const boxes = topBoxes(readFileSync(file)).filter((type) => /^(moov|moof|mdat)$/.test(type));
  expect(boxes).toEqual(['moov', 'mdat']);

  await chooseFile(page, `${folder}/turned.mp4`);
  await page.getByRole('slider', { name: 'From' }).fill('0.5');
  await page.getByRole('slider', { name: 'To' }).fill('1.5');
  const part = probe(await paintFile(page, 'part.mp4'));
  expect(Math.abs(part.duration - 1)).toBeLessThan(0.15);
  expect(part.audio?.codec).toBe('aac');
  const inPart = steps(source.times).filter((time) => time >= 0.5 && time < 1.5).length;
  expect(Math.abs(part.times.length - inPart), 'a frame reaches into the part').toBeLessThanOrEqual(1);
});

test('10 bits, odd sides, no sound', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await chooseFile(page, `${folder}/odd-10bit.webm`);
  const found = probe(await paintFile(page, 'from-odd.mp4'));
  expect(found.video).toEqual({ codec: 'h264', width: 96, height: 64 });
  expect(found.times.length).toBe(15);
  expect(found.audio).toBeNull();
});

test('HDR is said to be, and becomes ordinary', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await chooseFile(page, `${folder}/hdr.webm`);
  await expect(page.getByText(/This video is HDR/)).toBeVisible();
  const file = await paintFile(page, 'from-hdr.mp4');
  expect(probe(file).times.length).toBe(9);
  const args = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'stream=color_transfer', file];
  expect(execFileSync('ffprobe', args, { encoding: 'utf8' })).not.toContain('smpte2084');
});

test('goes on while the page is hidden', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await chooseFile(page, `${folder}/turned.mp4`);
  await page.getByRole('button', { name: 'Paint it' }).click();
  await expect(page.getByText(/[1-9]\d* frames painted/)).toBeVisible({ timeout: 60_000 });
  // A headless page is never hidden: what the page is told of it is replaced, and its frames stop.
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true });
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
    globalThis.requestAnimationFrame = () => 0;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const id = await waitForTake(page);
  const found = probe(await fileOf(page, id, 'hidden.mp4'));
  expect(found.times.length).toBe(probe(`${folder}/turned.mp4`).times.length);
});

test('what cannot be converted is refused in a sentence', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  for (const [name, sentence] of [
    ['letter.mp4', /This is not a video/],
    ['sound.m4a', /This file has only sound/],
    ['cut-off.mp4', /This video is damaged/],
  ] as const) {
    await chooseFile(page, `${folder}/${name}`);
    await expect(page.getByText(sentence)).toBeVisible();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Close' }).last().click();
    await expect(sheet).toBeHidden();
  }
});

test('cancelling leaves nothing behind, and the camera goes on', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await chooseFile(page, `${folder}/turned.mp4`);
  await page.getByRole('button', { name: 'Paint it' }).click();
  await expect(page.getByText(/[1-9]\d* frames painted/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const root = await navigator.storage.getDirectory();
        const takes = await root.getDirectoryHandle('takes');
        const names: string[] = [];
        for await (const name of takes.keys()) names.push(name);
        return names;
      }),
    )
    .toEqual([]);
  expect((await takesOf(page)).takes).toEqual([]);
  await expectStyled(page);
  await page.getByRole('button', { name: 'Record video' }).click();
  await expect(page.getByRole('button', { name: 'Stop recording', exact: true })).toBeVisible();
});
