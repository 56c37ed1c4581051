/** `npm run stylize` on a video, read back with ffprobe. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeErrors, probe, withoutFfmpeg } from '../../../tools/media/probe';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'impasto-video-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function stylize(
  env: NodeJS.ProcessEnv,
  ...args: string[]
): { status: number | null; stdout: string; stderr: string } {
  const command = ['--import', 'tsx', 'src/cli/stylize.ts', ...args];
  return spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

const style = ['--style', 'tests/fixtures/artwork.png'];

describe('stylize a video', () => {
  it.skipIf(withoutFfmpeg)('keeps frames, times and sound', () => {
    const clip = join(folder, 'clip.mp4');
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=25:duration=1'];
    const tone = ['-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'aac'];
    const vfr = ['-vf', "select='lt(n,5)+not(mod(n,5))'", '-fps_mode', 'vfr', '-pix_fmt', 'yuv420p'];
    execFileSync('ffmpeg', ['-y', '-v', 'error', ...source, ...tone, ...vfr, clip]);
    const out = join(folder, 'out.mp4');
    const { status, stderr } = stylize({}, '--content', clip, ...style, '--strength', '0.8', '--out', out);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(decodeErrors(out)).toBe('');
    const [before, after] = [probe(clip), probe(out)];
    expect(after.video).toMatchObject({ codec: 'h264', width: 64, height: 48 });
    expect(after.times.length).toBe(before.times.length);
    after.times.forEach((time, index) => expect(time).toBeCloseTo(Number(before.times[index]), 3));
    expect(after.audio?.codec).toBe('aac');
  });

  it.skipIf(withoutFfmpeg)(
    'keeps every sound track with its language; what MP4 does not take becomes AAC',
    () => {
      const clip = join(folder, 'two.mkv');
      const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=32x32:rate=8:duration=1'];
      const tones = ['-f', 'lavfi', '-i', 'sine=duration=1', '-f', 'lavfi', '-i', 'sine=f=880:duration=1'];
      const maps = ['-map', '0', '-map', '1', '-map', '2', '-c:a:0', 'aac', '-c:a:1', 'libvorbis'];
      const languages = ['-metadata:s:a:0', 'language=ger', '-metadata:s:a:1', 'language=spa'];
      const late = ['-output_ts_offset', '0.5', '-pix_fmt', 'yuv420p'];
      const command = ['-y', '-v', 'error', ...picture, ...tones, ...maps, ...languages, ...late, clip];
      execFileSync('ffmpeg', command);
      const out = join(folder, 'two.mp4');
      const { status, stdout } = stylize({}, '--content', clip, ...style, '--out', out);
      expect(status).toBe(0);
      expect(stdout).toContain('The sound (vorbis) was encoded again as AAC');
      expect(decodeErrors(out)).toBe('');
      const { times } = probe(out);
      expect(times).toHaveLength(8);
      // The sound begins a little earlier: with what its encoder needs to start.
      expect(times[0]).toBeLessThan(0.05);
      times.forEach((time, index) => expect(time - Number(times[0])).toBeCloseTo(index / 8, 2));
      const entries = 'stream=codec_name:stream_tags=language';
      const facts = ['-v', 'error', '-select_streams', 'a', '-show_entries', entries, '-of', 'csv=p=0', out];
      const sound = execFileSync('ffprobe', facts, { encoding: 'utf8' });
      expect(sound.trim().split('\n')).toEqual(['aac,ger', 'aac,spa']);
    },
  );

  it.skipIf(withoutFfmpeg)('frames before zero are not painted, and those after keep their times', () => {
    const clip = join(folder, 'before.mp4');
    const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=32x32:rate=24:duration=1', '-pix_fmt', 'yuv420p'];
    const before = ['-output_ts_offset', '-0.5', '-avoid_negative_ts', 'disabled'];
    execFileSync('ffmpeg', ['-y', '-v', 'error', ...picture, ...before, clip]);
    const out = join(folder, 'after.mp4');
    expect(stylize({}, '--content', clip, ...style, '--out', out).status).toBe(0);
    const { times } = probe(out);
    expect(times).toHaveLength(12);
    times.forEach((time, index) => expect(time).toBeCloseTo(index / 24, 3));
  });

  it('says how to get ffmpeg when it is missing, in one line', () => {
    const env = { PATH: '/nowhere' };
    const clip = 'tests/fixtures/clip.webm';
    const { status, stderr } = stylize(env, '--content', clip, ...style, '--out', join(folder, 'b.mp4'));
    expect(stderr).toMatch(/^stylize: Videos need ffmpeg.*install.*\n$/);
    expect(status).toBe(2);
  });
});
