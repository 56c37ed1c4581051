import { describe, expect, it } from 'vitest';
import { completeLength } from '../../../../src/workers/record/files/complete-boxes';

function box(type: string, payload: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 + payload);
  new DataView(bytes.buffer).setUint32(0, bytes.length);
  bytes.set(new TextEncoder().encode(type), 4);
  return bytes;
}

const whole = [box('ftyp', 12), box('moov', 100), box('moof', 40), box('mdat', 500), box('moof', 40)];
const two = [...whole, box('mdat', 700)];
const length = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);

describe('completeLength', () => {
  it('takes all of a whole file', async () => {
    expect(await completeLength(new Blob(two))).toBe(length(two));
  });

  it('cuts before the first piece that is not whole, wherever the file breaks off', async () => {
    const first = length(whole.slice(0, 4));
    for (const end of [length(two) - 1, length(two) - 699, length(whole) + 4, length(whole), first]) {
      expect(await completeLength(new Blob([new Blob(two).slice(0, end)]))).toBe(first);
    }
  });

  it('finds nothing in a file without media data, or in zeros', async () => {
    expect(await completeLength(new Blob(whole.slice(0, 3)))).toBe(0);
    expect(await completeLength(new Blob([new Uint8Array(1000)]))).toBe(0);
  });

  it('reads 64-bit lengths', async () => {
    const bytes = new Uint8Array(16 + 5);
    new DataView(bytes.buffer).setUint32(0, 1);
    bytes.set(new TextEncoder().encode('mdat'), 4);
    new DataView(bytes.buffer).setBigUint64(8, 21n);
    expect(await completeLength(new Blob([bytes]))).toBe(21);
  });
});
