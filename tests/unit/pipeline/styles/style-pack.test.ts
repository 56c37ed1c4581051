import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStylePack } from '../../../../src/pipeline/styles/style-pack-file';
import { maxPackBytes, readStylePack, writeStylePack } from '../../../../src/pipeline/styles/style-pack';
import { recipeCode } from '../../../../src/pipeline/library/style-recipe';
import { mixCodes } from '../../../../src/workers/networks/nets/look';
import { samplePack } from '../../../support/files/sample-pack';

const text = (bytes: ArrayBuffer): string => new TextDecoder('latin1').decode(bytes);
const bytesOf = (latin1: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(latin1, (character) => character.charCodeAt(0));

/** The pack with a piece of its text replaced by one as long, so that all offsets stay right. */
async function altered(change: (content: string) => string): Promise<Blob> {
  const before = text(await (await writeStylePack(samplePack())).arrayBuffer());
  const after = change(before);
  expect(after).not.toBe(before);
  expect(after.length).toBe(before.length);
  return new Blob([bytesOf(after)]);
}

describe('style packs', () => {
  test('come back as they went: artworks, codes, shares and how they are applied', async () => {
    const pack = samplePack();
    const file = await writeStylePack(pack);
    expect(file.name).toBe('waves-poppies.impasto');
    expect(isStylePack(file)).toBe(true);
    const read = await readStylePack(file);
    expect(read).toMatchObject({ title: pack.title, strength: 0.8, keepColours: 0.25, strokeScale: 1.4 });
    expect(read.recipe.network).toBe(pack.recipe.network);
    expect(read.recipe.parts.map(({ title, weight }) => [title, weight])).toEqual([
      ['Waves', 0.75],
      ['Poppies', 0.25],
    ]);
    expect(read.recipe.parts.map(({ code }) => [...code])).toEqual(
      pack.recipe.parts.map(({ code }) => [...code]),
    );
    expect(await read.recipe.parts[1]?.picture.text()).toBe('artwork two');
  });

  test('a second style comes back with its place; damage to it is seen', async () => {
    const sample = samplePack();
    const place = { kind: 'round', x: 0.5, y: 0.25, angle: 0.75, size: 0.4 } as const;
    const second = { title: 'Night', strength: 0.3, place, parts: sample.recipe.parts.toReversed() };
    const file = await writeStylePack({ ...sample, second });
    expect(file.name).toBe('waves-poppies-night.impasto');
    const read = await readStylePack(file);
    expect(read.second).toMatchObject({ title: 'Night', strength: 0.3, place });
    expect(read.second?.parts.map(({ title, weight }) => [title, weight])).toEqual([
      ['Poppies', 0.25],
      ['Waves', 0.75],
    ]);
    expect(await read.second?.parts[1]?.picture.text()).toBe('artwork one');
    expect(read.recipe.parts).toHaveLength(2);
    for (const wrong of [
      { ...place, size: 0 },
      { ...place, x: 2 },
    ])
      await expect(
        readStylePack(await writeStylePack({ ...sample, second: { ...second, place: wrong } })),
      ).rejects.toMatchObject({ code: 'unreadable-pack' });
  });

  test('whatever styles are called, and however small their share, a pack that was written can be read', async () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('', '\u202e', 'x'.repeat(300)),
    );
    const weight = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1e-300, 1));
    const parts = fc.array(fc.record({ name, weight }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(name, parts, async (title, wanted) => {
        fc.pre(wanted.some((part) => part.weight > 0));
        const [sample] = samplePack().recipe.parts;
        if (!sample) throw new Error('no part');
        const given = wanted.map((part) => ({ ...sample, title: part.name, weight: part.weight }));
        const pack = { ...samplePack(), title, recipe: { network: '', parts: given } };
        const read = await readStylePack(await writeStylePack(pack));
        const total = wanted.reduce((sum, part) => sum + part.weight, 0);
        const shares = wanted.map((part) => part.weight / total).filter((share) => share > 0);
        expect(read.recipe.parts.map((part) => part.weight)).toEqual(shares);
        if (/^[a-z]{1,100}$/.test(title)) expect(read.title).toBe(title);
      }),
    );
  });

  test.each([
    ['an artwork', (content: string) => content.replace('artwork two', 'artwork 2wo')],
    [
      'the mix',
      (content: string) => content.replace(String.raw`\"weight\":0.75`, String.raw`\"weight\":0.65`),
    ],
    [
      'the strength',
      (content: string) => content.replace(String.raw`\"strength\":0.8`, String.raw`\"strength\":0.9`),
    ],
    ['the hash', (content: string) => content.replace(/"sha256":"[0-9a-f]{4}/, '"sha256":"zzzz')],
    ['a code', (content: string) => `${content.slice(0, -1)}\u0001`],
  ])('refuses a pack with %s altered', async (_what, change) => {
    await expect(readStylePack(await altered(change))).rejects.toMatchObject({ code: 'unreadable-pack' });
  });

  test.each([
    ['text', new Blob(['hello, I am a style'])],
    ['nothing', new Blob([])],
    ['a pack above the limit', new Blob([new Uint8Array(maxPackBytes + 1)])],
  ])('refuses %s', async (_what, file) => {
    await expect(readStylePack(file)).rejects.toMatchObject({ code: 'unreadable-pack' });
  });

  test('refuses half a pack and numbers that no encoder gives', async () => {
    const whole = await writeStylePack(samplePack());
    await expect(readStylePack(whole.slice(0, whole.size / 2))).rejects.toMatchObject({
      code: 'unreadable-pack',
    });
    for (const wrong of [NaN, Infinity, 1e6]) {
      const pack = samplePack();
      pack.recipe.parts[0]?.code.fill(wrong, 3, 4);
      await expect(readStylePack(await writeStylePack(pack))).rejects.toThrow(/out of range/);
    }
  });
});

describe('recipes', () => {
  const parts = samplePack().recipe.parts;

  test('mix codes by share', () => {
    expect(mixCodes(parts)[0]).toBeCloseTo(0.75 * 1 + 0.25 * 2, 6);
  });

  test('keep their codes for the networks that made them, and read the artworks anew for others', async () => {
    const { recipe } = samplePack();
    const read: string[] = [];
    const encode = async (picture: Blob): Promise<Float32Array> => {
      read.push(await picture.text());
      return new Float32Array(100).fill(7);
    };
    expect(await recipeCode(recipe, recipe.network, encode)).toEqual(mixCodes(parts));
    expect(read).toEqual([]);
    expect((await recipeCode(recipe, 'f'.repeat(64), encode))[0]).toBeCloseTo(7, 6);
    expect(read).toEqual(['artwork one', 'artwork two']);
  });
});
