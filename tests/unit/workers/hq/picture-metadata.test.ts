/** Settings in saved files, read back by another program (libvips) and by hand. */

import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { withMetadata } from '../../../../src/workers/hq/picture/picture-metadata';

const note = {
  description: 'Painted in the style of “A & B” <c>',
  settings: '{"seed":1,"title":"L\'été"}',
};

async function picture(format: 'png' | 'jpeg' | 'webp', options: object = {}): Promise<ArrayBuffer> {
  const image = sharp({ create: { width: 37, height: 21, channels: 3, background: '#48a' } });
  return new Uint8Array(await image.toFormat(format, options).toBuffer()).buffer;
}

describe.each([
  ['image/png', 'png', {}],
  ['image/jpeg', 'jpeg', {}],
  ['image/webp', 'webp', {}],
  ['image/webp', 'webp', { lossless: true }],
] as const)('%s', (type, format, options) => {
  it(`keeps the picture and carries the note (${JSON.stringify(options)})`, async () => {
    const plain = await picture(format, options);
    const file = new Uint8Array(withMetadata(plain, type, note));
    const metadata = await sharp(file).metadata();
    expect(metadata).toMatchObject({ format, width: 37, height: 21 });
    const xmp = metadata.xmp?.toString() ?? '';
    expect(xmp).toContain('&#34;title&#34;:&#34;L&#39;été&#34;');
    expect(xmp).toContain('“A &#38; B” &#60;c&#62;');
    const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
    expect(await pixels(file)).toEqual(await pixels(new Uint8Array(plain)));
  });
});

it('is plain text in PNG as well', async () => {
  const file = Buffer.from(withMetadata(await picture('png'), 'image/png', note));
  expect(file.includes(Buffer.from(`impasto:settings\0\0\0\0\0${note.settings}`))).toBe(true);
  const { comments } = await sharp(file).metadata();
  expect(comments).toContainEqual({ keyword: 'impasto:settings', text: note.settings });
});

it('refuses a note that no JPEG segment holds', async () => {
  const long = { ...note, settings: 'x'.repeat(70_000) };
  const jpeg = await picture('jpeg');
  expect(() => withMetadata(jpeg, 'image/jpeg', long)).toThrow('too long');
});
