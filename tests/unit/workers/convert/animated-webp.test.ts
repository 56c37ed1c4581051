import sharp from 'sharp';
import type { Color, WebpOptions } from 'sharp';
import { expect, test } from 'vitest';
import { AnimatedWebp } from '../../../../src/workers/convert/animated-webp';

const colours = [
  { r: 220, g: 30, b: 30 },
  { r: 30, g: 200, b: 60 },
  { r: 20, g: 40, b: 230 },
];
const size = { width: 33, height: 20 };

async function still(background: Color, options: WebpOptions = {}): Promise<Uint8Array> {
  const picture = sharp({ create: { ...size, channels: 4, background } });
  return new Uint8Array(await picture.webp(options).toBuffer());
}

test.each([
  ['lossy', {}],
  ['lossless', { lossless: true }],
])('%s stills become frames in order, with their times, for ever', async (_name, options) => {
  const animation = new AnimatedWebp(size.width, size.height);
  for (const [index, colour] of colours.entries()) animation.add(await still(colour, options), 40 + index);
  const file = animation.bytes();
  const found = await sharp(file, { animated: true }).metadata();
  expect(found).toMatchObject({ format: 'webp', pages: 3, loop: 0, width: 33, pageHeight: 20 });
  expect(found.delay).toEqual([40, 41, 42]);
  for (const [page, { r, g, b }] of colours.entries()) {
    const pixel = await sharp(file, { page })
      .extract({ left: 16, top: 10, width: 1, height: 1 })
      .raw()
      .toBuffer();
    [r, g, b].forEach((value, channel) => expect(Math.abs((pixel[channel] ?? 0) - value)).toBeLessThan(9));
  }
});

test('transparency is kept, and a frame replaces the one before', async () => {
  const animation = new AnimatedWebp(size.width, size.height);
  animation.add(await still({ r: 0, g: 0, b: 0, alpha: 1 }), 50);
  animation.add(await still({ r: 0, g: 0, b: 255, alpha: 0.5 }), 50);
  const pixel = await sharp(animation.bytes(), { page: 1 }).ensureAlpha().raw().toBuffer();
  expect(Math.abs((pixel[3] ?? 0) - 128)).toBeLessThan(3);
});

test('colour profiles and metadata of stills are left out', async () => {
  const plain = await still({ r: 9, g: 9, b: 9 });
  const withMetadata = new Uint8Array(
    await sharp(plain)
      .withExif({ IFD0: { Copyright: 'nobody' } })
      .webp()
      .toBuffer(),
  );
  const animation = new AnimatedWebp(size.width, size.height);
  animation.add(withMetadata, 50);
  expect(Buffer.from(animation.bytes()).includes('EXIF')).toBe(false);
  expect((await sharp(animation.bytes()).metadata()).width).toBe(33);
});

test('what is no WebP still is refused', async () => {
  const animation = new AnimatedWebp(size.width, size.height);
  const good = await still({ r: 9, g: 9, b: 9 });
  expect(() => animation.add(new Uint8Array(40), 50)).toThrow(/no WebP file/);
  expect(() => animation.add(new Uint8Array(0), 50)).toThrow(/no WebP file/);
  const cut = good.slice();
  // A chunk longer than the file.
  new DataView(cut.buffer).setUint32(16, 1e6, true);
  expect(() => animation.add(cut, 50)).toThrow(/end of this WebP file/);
  animation.add(good, 50);
  expect(() => animation.add(animation.bytes(), 50)).toThrow(/no picture/);
  expect(() => new AnimatedWebp(0, 10)).toThrow(RangeError);
});
