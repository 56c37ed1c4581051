/** The command line reads pictures as people have them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readArtwork, readPicture } from '../../../src/cli/picture-files';
import { oddPictures } from '../../support/files/odd-pictures';

const folder = await mkdtemp(join(tmpdir(), 'impasto-odd-'));
afterAll(() => rm(folder, { recursive: true }));
const pictures = await oddPictures();

test.each(pictures)('$name', async ({ name, bytes, size, colours, tolerance }) => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const { own, data, width, height } = await readPicture(path, (given) => given);
  expect(own).toEqual(size);
  expect({ width, height }).toEqual(size);
  colours.forEach((colour, index) => {
    const at = (Math.floor(height / 2) * width + Math.floor((width * (index + 0.5)) / 2)) * 4;
    colour.forEach((channel, offset) =>
      expect(Math.abs(Number(data[at + offset]) - channel), `colour ${index}`).toBeLessThanOrEqual(tolerance),
    );
  });
  const artwork = await readArtwork(path, () => ({ width: 64, height: 64 }));
  expect([artwork.width, artwork.height]).toEqual([64, 64]);
});
