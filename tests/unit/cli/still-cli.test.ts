/** `npm run still`, as a process. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeErrors, probe, withoutFfmpeg } from '../../../tools/media/probe';
import { parseStillCommand } from '../../../src/cli/still-command';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const content = 'tests/fixtures/scene.jpg';
const style = 'tests/fixtures/artwork.png';
let folder: string;

beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'impasto-still-'))));
afterAll(() => rm(folder, { recursive: true }));

function still(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const command = [join(root, 'node_modules/tsx/dist/cli.mjs'), 'src/cli/still.ts', ...args];
    execFile(process.execPath, command, { cwd: root }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

describe('npm run still', () => {
  it('optimises from the live result and writes the picture', async () => {
    const out = join(folder, 'new', 'out.png');
    const small = ['--preset', 'quick', '--size', '64', '--first-iterations', '6', '--iterations', '6'];
    const { code, stdout, stderr } = await still(
      '--content',
      content,
      '--style',
      style,
      '--out',
      out,
      ...small,
    );
    expect(stderr.split('\n').filter((line) => line.startsWith('still:'))).toEqual([]);
    expect(code).toBe(0);
    expect(stdout).toContain('6/6 at 64 × 43: total');
    expect(stdout.trimEnd().endsWith(out)).toBe(true);
    const { width, height } = await sharp(out).metadata();
    expect([width, height]).toEqual([64, 43]);
    const { channels } = await sharp(out).stats();
    expect(Math.min(...channels.slice(0, 3).map(({ stdev }) => stdev))).toBeGreaterThan(5);
  });

  it.skipIf(withoutFfmpeg)('films how it is painted, from the live picture to the finished one', async () => {
    const [out, film] = [join(folder, 'filmed.png'), join(folder, 'film.mp4')];
    const small = ['--preset', 'quick', '--size', '64', '--first-iterations', '4', '--iterations', '4'];
    const { code, stderr } = await still(
      ...['--content', content, '--style', style, '--out', out, '--film', film, ...small],
    );
    expect([code, stderr]).toEqual([0, expect.anything()]);
    const { duration, video, audio, times } = probe(film);
    expect({ ...video, audio }).toEqual({ codec: 'h264', width: 720, height: 484, audio: null });
    expect(duration).toBeGreaterThan(2);
    expect(duration).toBeLessThanOrEqual(10.1);
    expect(times.length).toBe(Math.round(duration * 30));
    expect(decodeErrors(film)).toBe('');
  });

  it('paints two styles side by side, each as it does alone', async () => {
    const [one, other, both] = ['one.png', 'other.png', 'both.png'].map((name) => join(folder, name));
    if (!one || !other || !both) throw new Error('three files');
    const wave = 'public/styles/great-wave.jpg';
    const small = ['--preset', 'quick', '--size', '96', '--first-iterations', '8', '--iterations', '8'];
    const paint = (out: string, ...styles: string[]) =>
      still('--content', content, ...styles, '--out', out, ...small);
    const runs = [
      await paint(one, '--style', style),
      await paint(other, '--style', wave),
      await paint(both, '--style', style, '--style-b', wave, '--mask', 'left'),
    ];
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    const side = async (path: string, left: number): Promise<Buffer> =>
      sharp(path).extract({ left, top: 0, width: 32, height: 64 }).removeAlpha().raw().toBuffer();
    const apart = async (a: string, b: string, left: number): Promise<number> => {
      const [x, y] = [await side(a, left), await side(b, left)];
      return x.reduce((sum, value, i) => sum + Math.abs(value - Number(y[i])), 0) / x.length;
    };
    for (const [left, near, far] of [
      [0, one, other],
      [64, other, one],
    ] as const)
      expect(await apart(both, near, left)).toBeLessThan(0.6 * (await apart(both, far, left)));
    const { xmp } = await sharp(both).metadata();
    expect(xmp?.toString()).toContain('artwork, great-wave');
  });

  it.each([
    [['--content', content], '--content, --style and --out are needed'],
    [['--content', 'none.jpg', '--style', style, '--out', 'x.png'], 'none.jpg'],
    [['--content', content, '--style', style, '--out', 'x.gif'], '--out must end in'],
    [['--content', content, '--style', style, '--out', 'x.png', '--amount', '2'], 'amount must be'],
    [['--content', content, '--style', style, '--out', 'x.png', '--film', 'x.gif'], '--film must end in'],
    [['--content', content, '--style', style, '--out', 'x.png', '--loss-network', style], 'safetensors'],
    [
      ['--content', content, '--style', style, '--out', 'x.png', '--style-b', style],
      '--style-b needs --mask',
    ],
    [['--content', content, '--style', style, '--out', 'x.png', '--amount-b', '1'], 'need --style-b'],
  ])('ends with 2 and one line for %j', async (args, message) => {
    const { code, stderr } = await still(...args);
    expect(code).toBe(2);
    const lines = stderr.split('\n').filter((line) => line.startsWith('still: '));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  it('explains itself', async () => {
    expect((await still('--help')).stdout).toContain('Usage: npm run still');
  });

  it('parses every setting', () => {
    const parsed = parseStillCommand(
      `--content c.jpg --style a.jpg --style b.jpg --mix 2,1 --out o.png --preset max --colour luma --start noise
       --seed 3 --optimiser lbfgs --style-weight 7 --layer-weights 1,2,3,4 --style-scale 0.5`.split(/\s+/),
    );
    expect(parsed).toMatchObject({
      styles: [
        { path: 'a.jpg', weight: 2 },
        { path: 'b.jpg', weight: 1 },
      ],
      settings: {
        longSide: 1024,
        colour: 'luma',
        start: 'noise',
        seed: 3,
        optimiser: 'lbfgs',
        styleScale: 0.5,
        weights: { style: 7, content: 2, layers: [1, 2, 3, 4] },
      },
    });
    expect(() =>
      parseStillCommand(['--content', 'c', '--style', 's', '--out', 'o.png', '--mix', '1,2']),
    ).toThrow('--mix must have one number');
  });
});
