/** Files that move and files that do not, as ffmpeg writes them. */
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isAnimated } from '../../../src/shared/pictures/is-animated';
import { ffmpeg } from '../../../tools/media/probe';

const folder = mkdtempSync(join(tmpdir(), 'animated-'));
afterAll(() => rmSync(folder, { recursive: true }));

const moving = ['-f', 'lavfi', '-i', 'testsrc=size=32x32:rate=5:duration=1'];

test.each([
  ['a.gif', [], true],
  ['a.webp', ['-c:v', 'libwebp_anim', '-loop', '0'], true],
  ['a.png', ['-f', 'apng'], true],
  ['one.gif', ['-frames:v', '1', '-loop', '-1'], false],
  ['one.webp', ['-frames:v', '1', '-c:v', 'libwebp'], false],
  ['one.png', ['-frames:v', '1'], false],
  ['one.jpg', ['-frames:v', '1'], false],
])('%s', async (name, options, moves) => {
  const path = join(folder, name);
  ffmpeg(...moving, ...options, path);
  expect(await isAnimated(await openAsBlob(path))).toBe(moves);
});

test('an AVIF sequence by its brand; what is no picture does not move', async () => {
  expect(await isAnimated(new Blob([new Uint8Array(4), 'ftypavis', new Uint8Array(20)]))).toBe(true);
  expect(await isAnimated(new Blob([new Uint8Array(4), 'ftypavif', new Uint8Array(20)]))).toBe(false);
  expect(await isAnimated(new Blob([]))).toBe(false);
});
