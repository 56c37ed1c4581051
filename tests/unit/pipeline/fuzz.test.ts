/** 500 mutations each of what comes from outside: refused with our own error, or read as what is legal. Seeded. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLink } from '../../../src/pipeline/page/deep-link';
import { parseIndex } from '../../../src/pipeline/engine/model-index';
import { defaultSettings, openSettings } from '../../../src/pipeline/storage/settings-store';
import { readStylePack, writeStylePack } from '../../../src/pipeline/styles/style-pack';
import type { StylePack } from '../../../src/pipeline/styles/style-pack';
import { isImpastoError } from '../../../src/shared/errors';
import type { ImpastoErrorCode } from '../../../src/shared/errors';
import { parseSafetensors } from '../../../src/workers/networks/files/safetensors';
import { writeSafetensors } from '../../../src/workers/networks/files/write-safetensors';
import { mutated } from '../../support/files/mutate';
import { samplePack } from '../../support/files/sample-pack';

const runs = { numRuns: 500, seed: 20261125 };

/** What `read` gives, or null when it refused with `code`; any other error is a failure. */
async function orRefused<T>(read: () => T | Promise<T>, code: ImpastoErrorCode): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!isImpastoError(error, code)) throw error;
    return null;
  }
}

/** Plain data of a pack, artworks as text. */
async function plain(pack: StylePack) {
  const parts = await Promise.all(
    pack.recipe.parts.map(async ({ title, weight, code, picture }) => [
      title,
      weight,
      [...code],
      await picture.text(),
    ]),
  );
  return { ...pack, recipe: { network: pack.recipe.network, parts } };
}

test('safetensors: refused, or tensors as large as their shapes say', async () => {
  const file = new Uint8Array(
    writeSafetensors(
      [
        ['a.weight', { shape: [4, 3], data: new Float32Array(12).fill(0.5) }],
        ['b.bytes', { shape: [7], data: new Uint8Array(7) }],
      ],
      { licence: 'x', date: '2026' },
    ),
  );
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(mutated(file), async (bytes) => {
      const read = await orRefused(() => parseSafetensors(bytes.buffer), 'model-format');
      if (!read) refused += 1;
      for (const { shape, data } of read?.tensors.values() ?? [])
        expect(data.length).toBe(shape.reduce((product, side) => product * side, 1));
    }),
    runs,
  );
  expect(refused, 'most mutations are refused').toBeGreaterThan(250);
  expect(refused, 'and some are legal').toBeLessThan(500);
});

test('style packs: refused, or just as they were made', async () => {
  const file = new Uint8Array(await (await writeStylePack(samplePack())).arrayBuffer());
  const original = await plain(await readStylePack(new Blob([file])));
  await fc.assert(
    fc.asyncProperty(mutated(file), async (bytes) => {
      const read = await orRefused(() => readStylePack(new Blob([bytes])), 'unreadable-pack');
      if (read) expect(await plain(read)).toEqual(original);
    }),
    runs,
  );
});

test('style packs with a right hash but any contents: refused, or in the legal ranges', async () => {
  const anyNumber = fc.oneof(
    fc.double(),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0, 1, -1, 2),
  );
  const part = fc.record({
    title: fc.string({ maxLength: 200, unit: 'grapheme' }),
    weight: anyNumber,
    value: anyNumber,
  });
  const pack = fc.record({
    title: fc.string({ maxLength: 200, unit: 'binary' }),
    strength: anyNumber,
    keepColours: anyNumber,
    network: fc.oneof(fc.constant('a'.repeat(64)), fc.constant(''), fc.string()),
    parts: fc.array(part, { maxLength: 20 }),
  });
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(pack, async ({ title, strength, keepColours, network, parts }) => {
      const made = parts.map(({ title: name, weight, value }) => ({
        title: name,
        weight,
        code: new Float32Array(100).fill(value),
        picture: new Blob(['x']),
      }));
      const file = await writeStylePack({ title, strength, keepColours, recipe: { network, parts: made } });
      const read = await orRefused(() => readStylePack(file), 'unreadable-pack');
      if (!read) return;
      accepted += 1;
      expect(read.title).toMatch(/^[^\p{Cc}\p{Cf}]{1,120}$/u);
      for (const number of [read.strength, read.keepColours]) expect(number >= 0 && number <= 1).toBe(true);
      expect(read.recipe.parts.length).toBeLessThanOrEqual(16);
      for (const { weight, code } of read.recipe.parts) {
        expect(weight > 0 && weight <= 1).toBe(true);
        expect(code.every((number) => Math.abs(number) <= 1000)).toBe(true);
      }
    }),
    runs,
  );
  expect(accepted, 'some are legal').toBeGreaterThan(0);
});

describe('settings', () => {
  const load = (text: string) => openSettings({ getItem: () => text, setItem: () => undefined }).current;
  const stored = {
    ...defaultSettings,
    strength: 0.4,
    styleId: 'lion',
    detail: 256,
    showStats: true,
  } as const;

  test('as damaged text: always legal, and stable', async () => {
    const text = new TextEncoder().encode(JSON.stringify(stored));
    await fc.assert(
      fc.asyncProperty(mutated(text), (bytes) => {
        const read = load(new TextDecoder().decode(bytes));
        expect(Object.keys(read).sort()).toEqual(Object.keys(defaultSettings).sort());
        expect(load(JSON.stringify(read)), 'what was read is legal').toEqual(read);
        return Promise.resolve();
      }),
      runs,
    );
  });

  test('with any values: the field falls back alone', () => {
    const fields = Object.keys(stored) as (keyof typeof stored)[];
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
        const read = load(JSON.stringify({ ...stored, [field]: value }));
        expect({ ...read, [field]: null }).toEqual({ ...stored, [field]: null });
        expect([JSON.stringify(value), JSON.stringify(defaultSettings[field])]).toContain(
          JSON.stringify(read[field]),
        );
      }),
      runs,
    );
  });
});

test('addresses: plain values or nothing', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), fc.string(), fc.string(), (query, style, strength) => {
      const url = new URL(`https://a.example/?${query}`);
      url.searchParams.set('style', style);
      url.searchParams.set('strength', strength);
      const link = parseLink(url);
      expect(link.styleId ?? 'x').toMatch(/^[a-z0-9-]+$/);
      expect(link.strength === null || (link.strength >= 0 && link.strength <= 1)).toBe(true);
    }),
    runs,
  );
});

test('the index of the networks: refused, or file names beside it', async () => {
  const entry = { file: 'transformer.0123456789abcdef.safetensors', bytes: 1000, sha256: 'a'.repeat(64) };
  const text = new TextEncoder().encode(
    JSON.stringify({ transformer: entry, styleHead: entry, lossNetwork: entry, perceptualNetwork: entry }),
  );
  await fc.assert(
    fc.asyncProperty(mutated(text), async (bytes) => {
      const index = await orRefused(() => parseIndex(new TextDecoder().decode(bytes)), 'model-format');
      for (const { file, bytes: size } of Object.values(index ?? {})) {
        expect(file).toMatch(/^[\w.-]+$/);
        expect(Number.isSafeInteger(size) && size > 0).toBe(true);
      }
    }),
    runs,
  );
});
