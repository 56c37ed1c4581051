/** Files damaged at random, for fuzzing with fast-check: bytes flipped, overwritten, cut out, doubled, cut off. */
import fc from 'fast-check';

type Edit =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'write' | 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'cut' | 'double'; readonly at: number; readonly length: number }
  | { readonly kind: 'end'; readonly at: number }
  | { readonly kind: 'number'; readonly at: number; readonly text: string };

/** Numbers that parsers trip over. */
const odd = [
  '-1',
  '0',
  '1.5',
  '4294967296',
  '9007199254740993',
  '1e400',
  '-0',
  '999999999',
  'null',
  '""',
  '[]',
  '{}',
];

/** 0..1, with a liking for the beginning, where headers are. */
const place = fc.oneof(
  fc.double({ min: 0, max: 0.02, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({
    kind: fc.constantFrom('write' as const, 'insert' as const),
    at: place,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 16 }),
  }),
  fc.record({
    kind: fc.constantFrom('cut' as const, 'double' as const),
    at: place,
    length: fc.integer({ min: 1, max: 64 }),
  }),
  fc.record({ kind: fc.constant('end' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('number' as const), at: place, text: fc.constantFrom(...odd) }),
);

/** `original` after one to four random edits; never quite as it was, unless the edits cancel out. */
export function mutated(original: Uint8Array): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) => edits.reduce((bytes, step) => apply(bytes, step), new Uint8Array(original)));
}

function apply(bytes: Uint8Array<ArrayBuffer>, step: Edit): Uint8Array<ArrayBuffer> {
  const at = Math.min(Math.max(0, bytes.length - 1), Math.floor(step.at * bytes.length));
  switch (step.kind) {
    case 'flip': {
      const copy = bytes.slice();
      if (copy.length > 0) copy[at] = (copy[at] ?? 0) ^ (1 << step.bit);
      return copy;
    }
    case 'write': {
      const copy = bytes.slice();
      copy.set(step.bytes.subarray(0, copy.length - at), at);
      return copy;
    }
    case 'insert':
      return join(bytes.subarray(0, at), step.bytes, bytes.subarray(at));
    case 'cut':
      return join(bytes.subarray(0, at), bytes.subarray(at + step.length));
    case 'double':
      return join(bytes.subarray(0, at + step.length), bytes.subarray(at));
    case 'end':
      return bytes.slice(0, at);
    case 'number':
      return replaceNumber(bytes, at, step.text);
  }
}

/** Puts `text` in place of the first decimal number at or after `at`. */
function replaceNumber(bytes: Uint8Array<ArrayBuffer>, at: number, text: string): Uint8Array<ArrayBuffer> {
  const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
  let from = at;
  while (from < bytes.length && !isDigit(bytes[from])) from += 1;
  let to = from;
  while (isDigit(bytes[to])) to += 1;
  return join(bytes.subarray(0, from), new TextEncoder().encode(text), bytes.subarray(to));
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
