/** 500 mutated pictures and 500 mutated style packs in a real browser: refused or read, and the library intact. Seeded. */
import fc from 'fast-check';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodePicture } from '../../../src/pipeline/sources/decode-picture';
import { importLook } from '../../../src/pipeline/styles/look-files';
import { StyleLibrary } from '../../../src/pipeline/library/style-library';
import { writeStylePack } from '../../../src/pipeline/styles/style-pack';
import { isImpastoError } from '../../../src/shared/errors';
import { mutated } from '../../support/files/mutate';

const runs = { numRuns: 500, seed: 20261125 };

async function draw(type: string): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(48, 32);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  const gradient = context.createLinearGradient(0, 0, 48, 32);
  gradient.addColorStop(0, 'teal');
  gradient.addColorStop(1, 'gold');
  context.fillStyle = gradient;
  context.fillRect(0, 0, 48, 32);
  return new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
}

let library: StyleLibrary;

beforeEach(async () => {
  await deleteDB('impasto');
  library = await StyleLibrary.open();
});

afterEach(() => library.destroy());

test('pictures: refused, or decoded within the size asked for', async () => {
  const originals = await Promise.all(['image/png', 'image/jpeg', 'image/webp'].map(draw));
  const type = fc.constantFrom('image/png', 'image/jpeg', 'image/webp', 'image/gif', '');
  let read = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(...originals.map(mutated)), type, async (bytes, name) => {
      try {
        const bitmap = await decodePicture(new Blob([bytes], { type: name }), 24);
        read += 1;
        expect(Math.max(bitmap.width, bitmap.height)).toBeLessThanOrEqual(24);
        bitmap.close();
      } catch (error) {
        if (!isImpastoError(error, 'unreadable-picture')) throw error;
      }
    }),
    runs,
  );
  expect(read, 'some damage is harmless').toBeGreaterThan(0);
  expect(read, 'some is not').toBeLessThan(500);
});

test('style packs: refused with the library as it was, or added whole', async () => {
  const code = new Float32Array(100).fill(0.25);
  const parts = await Promise.all(
    ['image/jpeg', 'image/png'].map(async (type, index) => ({
      title: `Artwork ${index}`,
      weight: 0.5,
      code,
      picture: new Blob([await draw(type)], { type }),
    })),
  );
  const pack = { title: 'Two', strength: 0.7, keepColours: 0, recipe: { network: '', parts } };
  const file = new Uint8Array(await (await writeStylePack(pack)).arrayBuffer());
  await fc.assert(
    fc.asyncProperty(mutated(file), async (bytes) => {
      const before = library.entries.map(({ id }) => id);
      try {
        const { style } = await importLook(new Blob([bytes]));
        await library.insert(style);
        expect(library.recipe(style.id)?.parts).toHaveLength(2);
      } catch (error) {
        if (!isImpastoError(error, 'unreadable-pack')) throw error;
        expect(library.entries.map(({ id }) => id)).toEqual(before);
      }
    }),
    runs,
  );
  const { style } = await importLook(new Blob([file]));
  expect(await library.insert(style)).toBe('kept');
  library.destroy();
  library = await StyleLibrary.open();
  expect(library.find(style.id)?.title).toBe('Two');
  expect(library.recipe(style.id)?.parts[1]?.code).toEqual(code);
});
