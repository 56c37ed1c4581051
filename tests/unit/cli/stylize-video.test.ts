/** `npm run stylize` on a video, read back with ffprobe. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeErrors, probe, withoutFfmpeg } from '../../support/media/probe';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'impasto-video-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function stylize(env: NodeJS.ProcessEnv, ...args: string[]): { status: number | null; stderr: string } {
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

  it('says how to get ffmpeg when it is missing, in one line', () => {
    const env = { PATH: '/nowhere' };
    const { status, stderr } = stylize(env, '--content', 'a.mp4', ...style, '--out', join(folder, 'b.mp4'));
    expect(stderr).toMatch(/^stylize: Videos need ffmpeg.*install.*\n$/);
    expect(status).toBe(2);
  });
});
