/** `npm run stylize` with two styles in one picture, as a user runs it: results are read back. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/cli/command';
import { runCommand } from '../../../src/cli/run-command';
import { besidePerson, inPerson, personSvg } from '../../support/media/person-picture';

const [width, height] = [128, 96];
let dir: string;
const at = (...path: string[]): string => join(dir, ...path);

interface Painted {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** What comes of the command, read back. @throws what it says instead */
async function painted(name: string, ...options: string[]): Promise<Painted> {
  const out = at(`${name}.png`);
  const command = parseCommand(['--style', at('wave.png'), '--out', out, ...options]);
  if (command === 'help') throw new Error('no command');
  const problems: string[] = [];
  await runCommand(command, { info: () => undefined, problem: (line) => problems.push(line) });
  expect(problems).toEqual([]);
  const { data, info } = await sharp(out).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Mean difference of 255 in the places (shares of width and height) that `inside` takes. */
function difference(a: Painted, b: Painted, inside: (x: number, y: number) => boolean): number {
  let [sum, count] = [0, 0];
  a.data.forEach((value, i) => {
    const pixel = Math.floor(i / 3);
    if (!inside((pixel % a.width) / a.width, Math.floor(pixel / a.width) / a.height)) return;
    sum += Math.abs(value - Number(b.data[i]));
    count += 1;
  });
  return sum / count;
}

const scene = (): string[] => ['--content', at('scene.png')];
const circles = (): string[] => ['--style-b', at('circles.png')];
let first: Painted;
let second: Painted;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'impasto-two-'));
  await mkdir(at('folder'));
  const pictures = { 'folder/harvest': 'the-harvesters', wave: 'great-wave', circles: 'composition-viii' };
  for (const [name, from] of Object.entries(pictures))
    await sharp(`public/styles/${from}.jpg`)
      .resize(256, 192, { fit: 'fill' })
      .toFile(at(`${name}.png`));
  await sharp('tests/fixtures/scene.jpg').resize(width, height, { fit: 'fill' }).toFile(at('scene.png'));
  await sharp(Buffer.from(personSvg)).resize(256, 144).toFile(at('person.png'));
  first = await painted('first', ...scene());
  second = await painted('second', ...scene(), '--style', at('circles.png'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('stylize with two styles', () => {
  it.each([
    ['left', (x: number) => x < 0.25, (x: number) => x > 0.75],
    ['top', (_x: number, y: number) => y < 0.25, (_x: number, y: number) => y > 0.75],
    [
      'radial',
      (x: number, y: number) => Math.hypot(x - 0.5, y - 0.5) < 0.15,
      (x: number, y: number) => Math.hypot(x - 0.5, y - 0.5) > 0.5,
    ],
  ] as const)('has each on its side: %s', async (mask, onFirst, onSecond) => {
    const both = await painted(mask, ...scene(), ...circles(), '--mask', mask);
    for (const [inside, own, other] of [
      [onFirst, first, second],
      [onSecond, second, first],
    ] as const) {
      const [near, far] = [difference(both, own, inside), difference(both, other, inside)];
      console.info(`${mask}: ${near.toFixed(1)} from its own style alone, ${far.toFixed(1)} from the other`);
      expect(near).toBeLessThan(far / 3);
    }
  });

  it('reads a mask from a file: black is --style, white is --style-b, whatever its size', async () => {
    const flat = (background: string, name: string) =>
      sharp({ create: { width: 30, height: 11, channels: 3, background } }).toFile(at(name));
    await flat('#000', 'black.png');
    await flat('#fff', 'white.png');
    const black = await painted('black-mask', ...scene(), ...circles(), '--mask', at('black.png'));
    const white = await painted('white-mask', ...scene(), ...circles(), '--mask', at('white.png'));
    expect(black).toEqual(first);
    expect(white).toEqual(second);
  });

  it('leaves one side the picture itself with a strength of 0 there', async () => {
    const own = await painted('own', ...scene(), '--strength', '0');
    const half = await painted('half', ...scene(), ...circles(), '--mask', 'left', '--strength-b', '0');
    expect(difference(half, own, (x) => x > 0.75)).toBeLessThan(difference(half, first, (x) => x > 0.75) / 2);
    expect(difference(half, first, (x) => x < 0.25)).toBeLessThan(difference(half, own, (x) => x < 0.25) / 2);
  });

  it('tells people from what is behind them', async () => {
    const person = ['--content', at('person.png')];
    const [alone, other] = [
      await painted('person-a', ...person),
      await painted('person-b', ...person, '--style', at('circles.png')),
    ];
    const both = await painted('person', ...person, ...circles(), '--mask', 'people');
    const around = (places: readonly { x: number; y: number }[]) => (x: number, y: number) =>
      places.some((place) => Math.hypot(x - place.x, y - place.y) < 0.05);
    for (const [inside, own, wrong] of [
      [around(inPerson), alone, other],
      [around(besidePerson), other, alone],
    ] as const) {
      expect(difference(both, own, inside)).toBeLessThan(difference(both, wrong, inside) / 2);
    }
  });

  it.each([
    ['no mask', ['--style-b', 'b.png'], '--style-b needs --mask: left, top, radial, people, or a picture.'],
    ['a mask alone', ['--mask', 'left'], '--mask and --strength-b need --style-b, the second style.'],
    [
      'its strength alone',
      ['--strength-b', '1'],
      '--mask and --strength-b need --style-b, the second style.',
    ],
    [
      'a strength beyond 1',
      ['--style-b', 'b.png', '--mask', 'top', '--strength-b', '2'],
      '--strength-b must be from 0 to 1, not 2.',
    ],
  ])('says what is missing: %s', (_what, options, message) => {
    const rest = ['--content', 'a.png', '--style', 'a.png', '--out', 'o.png'];
    expect(() => parseCommand([...rest, ...options])).toThrow(message);
  });

  it('says which file cannot be used', async () => {
    const masked = (style: string, mask: string) =>
      painted('none', ...scene(), '--style-b', at(style), '--mask', mask);
    await expect(masked('nothing.png', 'left')).rejects.toThrow(
      `--style-b: there is no ${at('nothing.png')}.`,
    );
    await expect(masked('folder', 'left')).rejects.toThrow('--style-b must be one picture, not the folder');
    await expect(masked('circles.png', at('leftt'))).rejects.toThrow(`--mask: there is no ${at('leftt')}.`);
  });
});
