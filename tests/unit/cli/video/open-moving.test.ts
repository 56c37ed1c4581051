/** Files as people have them, made by ffmpeg, opened as `npm run stylize` does. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { MovingPicture } from '../../../../src/cli/video/moving-picture';
import { openMoving } from '../../../../src/cli/video/open-moving';
import type { RgbaPicture } from '../../../../src/shared/picture';
import { withoutFfmpeg } from '../../../../tools/media/probe';

const folder = mkdtempSync(join(tmpdir(), 'impasto-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const source = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=24:duration=1'];
const tone = ['-f', 'lavfi', '-i', 'sine=duration=1:sample_rate=44100'];
const small = { width: 32, height: 24 };

function make(name: string, ...args: string[]): string {
  const file = join(folder, name);
  execFileSync('ffmpeg', ['-y', '-v', 'error', ...args, file]);
  return file;
}

async function opened(file: string): Promise<MovingPicture> {
  const moving = await openMoving(file, true);
  if (!moving) throw new Error(`${file} was taken for a picture`);
  return moving;
}

async function all(frames: AsyncIterable<RgbaPicture>): Promise<RgbaPicture[]> {
  const list = [];
  for await (const frame of frames) list.push(frame);
  return list;
}

const mean = ({ data }: RgbaPicture): number => data.reduce((sum, value) => sum + value, 0) / data.length;

describe.skipIf(withoutFfmpeg)('what moves', () => {
  it.each([
    ['MJPEG of a camera', 'camera.avi', [...tone, '-c:v', 'mjpeg', '-c:a', 'pcm_s16le'], 'pcm_s16le'],
    ['MPEG-2', 'a.mpg', [...tone, '-c:a', 'mp2'], 'mp2'],
    ['a transport stream', 'a.ts', [...tone, '-c:a', 'aac'], 'aac'],
    ['Windows Media', 'a.wmv', [...tone], 'wmav2'],
    ['Flash', 'a.flv', [...tone, '-c:v', 'flv1', '-c:a', 'mp3'], 'mp3'],
  ])('%s', async (_what, name, args, codec) => {
    const video = await opened(make(name, ...source, ...args));
    expect(video).toMatchObject({ own: { width: 64, height: 48 }, sound: [{ codec }] });
    expect(video.times.length).toBeGreaterThanOrEqual(24);
    expect(video.times[0]).toBeGreaterThanOrEqual(0);
    expect(video.times[0]).toBeLessThan(0.1);
    expect(await all(video.frames(small))).toHaveLength(video.times.length);
    expect(await video.frameAt(0.5, small)).toMatchObject(small);
  });

  it('frames before zero are not shown', async () => {
    const before = ['-output_ts_offset', '-0.5', '-avoid_negative_ts', 'disabled', '-pix_fmt', 'yuv420p'];
    const video = await opened(make('before.mp4', ...source, ...before));
    expect(video.times).toHaveLength(12);
    video.times.forEach((time, index) => expect(time).toBeCloseTo(index / 24, 3));
    expect(await all(video.frames(small))).toHaveLength(12);
  });

  it('one that is turned and has wide pixels is shown upright and square', async () => {
    const wide = make('wide.mp4', ...source, '-vf', 'setsar=2', '-pix_fmt', 'yuv420p');
    expect((await opened(wide)).own).toEqual({ width: 128, height: 48 });
    const turn = ['-c', 'copy', '-metadata:s:v:0', 'rotate=90'];
    expect((await opened(make('turned.mp4', '-i', wide, ...turn))).own).toEqual({ width: 48, height: 128 });
  });

  it('HDR keeps its brightness: grey and white of ordinary pictures stay what they are', async () => {
    const grey = ['-f', 'lavfi', '-i', 'color=c=0x808080:size=64x48:rate=24:duration=0.2'];
    const rgb = 'format=gbrp,setparams=range=pc:color_primaries=bt709:color_trc=bt709:colorspace=gbr';
    const pq = 'zscale=p=bt2020:t=smpte2084:m=bt2020nc:r=tv:npl=203,format=yuv420p10le';
    const filter = ['-vf', `${rgb},zscale=t=linear:npl=203,format=gbrpf32le,${pq}`];
    const tags = ['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'];
    const encoder = ['-c:v', 'libx265', '-x265-params', 'log-level=error'];
    const video = await opened(make('hdr.mp4', ...grey, ...filter, ...encoder, ...tags));
    const [frame] = await all(video.frames(small));
    expect(Math.abs((frame?.data[0] ?? 0) - 128)).toBeLessThan(6);
  });

  it.each([
    ['GIF', 'a.gif', []],
    ['animated WebP', 'a.webp', ['-c:v', 'libwebp_anim', '-loop', '0']],
    ['APNG', 'a.png', ['-f', 'apng']],
  ])('%s: each frame at its time', async (_what, name, args) => {
    const file = make(name, ...source, '-vf', 'fps=5', ...args);
    const video = await opened(file);
    expect(video.own).toEqual({ width: 64, height: 48 });
    expect(video.times).toHaveLength(5);
    video.times.forEach((time, index) => expect(time).toBeCloseTo(index / 5, 2));
    const frames = await all(video.frames(small));
    expect(frames).toHaveLength(5);
    expect(new Set(frames.map(mean)).size, 'frames differ').toBe(5);
    expect(await openMoving(file, false), 'its first frame is wanted').toBeNull();
  });

  it('GIF: a hundredth of a second is a tenth, as in browsers', async () => {
    const pages = ['#804020', '#204080'].map((background) =>
      sharp({ create: { width: 8, height: 4, channels: 3, background } })
        .png()
        .toBuffer(),
    );
    const file = join(folder, 'hasty.gif');
    await sharp(await Promise.all(pages), { join: { animated: true } })
      .gif({ delay: [10, 200] })
      .toFile(file);
    const { times, duration } = await opened(file);
    expect(times).toEqual([0, 0.1]);
    expect(duration).toBeCloseTo(0.3, 6);
  });
});

describe.skipIf(withoutFfmpeg)('what cannot be read is said in a sentence', () => {
  it('cut off before its index', async () => {
    const whole = make('whole.mp4', ...source, '-pix_fmt', 'yuv420p');
    const cut = join(folder, 'cut.mp4');
    writeFileSync(cut, readFileSync(whole).subarray(0, 2000));
    await expect(openMoving(cut, true)).rejects.toThrow(/cut\.mp4 is damaged or incomplete/);
  });

  it('only sound', async () => {
    await expect(openMoving(make('sound.m4a', ...tone), true)).rejects.toThrow('it holds only sound');
  });

  it('neither picture nor video', async () => {
    const text = join(folder, 'text.mp4');
    writeFileSync(text, 'no video');
    await expect(openMoving(text, true)).rejects.toMatchObject({ code: 'unreadable-video' });
  });
});

describe('what stands still', () => {
  it('is no video: pictures, folders, what is not there, a damaged picture', async () => {
    const damaged = join(folder, 'damaged.jpg');
    writeFileSync(damaged, 'no picture');
    const png = join(folder, 'still.png');
    copyFileSync('tests/fixtures/artwork.png', png);
    for (const path of [png, folder, join(folder, 'missing.mp4'), damaged])
      expect(await openMoving(path, true)).toBeNull();
  });
});
