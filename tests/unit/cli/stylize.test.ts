/** `npm run stylize` as a user runs it: spawned, on real files. */

import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function stylize(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'src/cli/stylize.ts', ...args],
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
  });
}

let dir: string;
const at = (...path: string[]): string => join(dir, ...path);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'impasto-cli-'));
  await mkdir(at('contents'));
  await mkdir(at('styles'));
  for (const [from, to] of [
    ['poppies', 'contents/meadow'],
    ['lion', 'contents/lion'],
    ['great-wave', 'styles/wave'],
    ['composition-viii', 'styles/circles'],
  ] as const) {
    await sharp(`public/styles/${from}.jpg`)
      .resize(101, 75, { fit: 'fill' })
      .toFile(at(`${to}.png`));
  }
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('stylize', () => {
  it('styles one picture at its own size, and the style shows', async () => {
    const run = await stylize(
      '--content',
      at('contents/meadow.png'),
      '--style',
      at('styles/wave.png'),
      '--out',
      at('one.png'),
    );
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const { data, info } = await sharp(at('one.png')).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 101, height: 75, channels: 3 });
    const before = await sharp(at('contents/meadow.png')).removeAlpha().raw().toBuffer();
    const change = data.reduce((sum, value, i) => sum + Math.abs(value - Number(before[i])), 0) / data.length;
    expect(change).toBeGreaterThan(10);
  });

  it('a transparent ground of an artwork leaves no trace in the style', async () => {
    const square = sharp('tests/fixtures/artwork.png').resize(128, 128, { fit: 'fill' }).removeAlpha();
    const artwork = sharp(await square.png().toBuffer());
    await artwork.clone().toFile(at('plain.png'));
    const ground = { top: 32, bottom: 32, left: 32, right: 32 };
    await artwork
      .clone()
      .ensureAlpha()
      .extend({ ...ground, background: { r: 255, g: 255, b: 255, alpha: 0 } })
      .toFile(at('cut-out.png'));
    await artwork
      .clone()
      .extend({ ...ground, background: '#fff' })
      .toFile(at('on-white.png'));
    const painted = async (style: string): Promise<Buffer> => {
      const out = at(`by-${style}.png`);
      await stylize('--content', at('contents/lion.png'), '--style', at(`${style}.png`), '--out', out);
      return sharp(out).raw().toBuffer();
    };
    const plain = await painted('plain');
    const differs = (other: Buffer): number =>
      other.reduce((sum, value, index) => sum + Math.abs(value - Number(plain[index])), 0) / other.length;
    const [cutOut, onWhite] = [differs(await painted('cut-out')), differs(await painted('on-white'))];
    expect(cutOut).toBeLessThan(onWhite / 2);
  });

  it('styles every pair of two folders with --size as the long side', async () => {
    const run = await stylize(
      ...[
        '--content',
        at('contents'),
        '--style',
        at('styles'),
        '--out',
        at('pairs'),
        '--size',
        '64',
        '--strength',
        '0.5',
      ],
    );
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const names = (await readdir(at('pairs'))).sort();
    expect(names).toEqual(['lion__circles.png', 'lion__wave.png', 'meadow__circles.png', 'meadow__wave.png']);
    expect(await sharp(at('pairs/lion__wave.png')).metadata()).toMatchObject({ width: 64, height: 48 });
  });

  it('goes on after an unreadable picture, says which in one line, and exits with 2', async () => {
    await mkdir(at('mixed'));
    await copyFile(at('contents/lion.png'), at('mixed/lion.png'));
    await writeFile(at('mixed/broken.png'), 'not a picture');
    const run = await stylize(
      '--content',
      at('mixed'),
      '--style',
      at('styles/wave.png'),
      '--out',
      at('mixed-out'),
      '--size',
      '32',
    );
    expect(run.code).toBe(2);
    expect(run.stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/broken\.png cannot be read as a picture/),
    ]);
    expect(await readdir(at('mixed-out'))).toEqual(['lion__wave.png']);
  });

  it.each([
    ['nothing', [], /--content, --style and --out are needed/],
    ['an unknown option', ['--colour', 'x'], /--colour/],
    ['a strength out of range', ['--strength', '1.5'], /--strength must be from 0 to 1, not 1.5/],
    ['a strength that is no number', ['--strength', 'full'], /--strength must be a number/],
    ['an impossible size', ['--size', '5000'], /--size must be a whole number from 16 to 4096, not 5000/],
    ['a missing path', ['--content', '/nowhere/at/all.png'], /there is no \/nowhere\/at\/all\.png/],
    ['an unknown result type', ['--out', 'x.bmp'], /--out must end in/],
  ])('refuses %s in one line', async (_name, args, message) => {
    const paths =
      args.length > 0
        ? ['--content', at('contents/lion.png'), '--style', at('styles/wave.png'), '--out', at('no.png')]
        : [];
    const run = await stylize(...paths, ...args);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(message);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('explains itself', async () => {
    expect(await stylize('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Usage:') as string,
    });
  });
});
