import { describe, expect, it } from 'vitest';
import {
  floatTensor,
  halfToFloat,
  parseSafetensors,
} from '../../../../src/workers/networks/files/safetensors';

/** A file with this header and so many data bytes. */
function file(header: unknown, data: readonly number[] = []): ArrayBuffer {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const out = new Uint8Array(8 + json.length + data.length);
  new DataView(out.buffer).setBigUint64(0, BigInt(json.length), true);
  out.set(json, 8);
  out.set(data, 8 + json.length);
  return out.buffer;
}

const tensor = (dtype: string, shape: number[], begin: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('parseSafetensors', () => {
  it('reads float32, float16, bytes and metadata', () => {
    const { tensors, metadata } = parseSafetensors(
      file(
        {
          __metadata__: { licence: 'x' },
          f: tensor('F32', [1], 0, 4),
          h: tensor('F16', [2], 4, 8),
          b: tensor('U8', [2], 8, 10),
        },
        [0, 0, 0x80, 0x3f, 0, 0x3c, 0, 0xc0, 7, 9],
      ),
    );
    expect([...(tensors.get('f')?.data ?? [])]).toEqual([1]);
    expect([...(tensors.get('h')?.data ?? [])]).toEqual([1, -2]);
    expect([...(tensors.get('b')?.data ?? [])]).toEqual([7, 9]);
    expect(metadata).toEqual({ licence: 'x' });
  });

  it.each([
    ['too short', new ArrayBuffer(3), /3 bytes/],
    ['header beyond the end', new Uint8Array([255, 255, 0, 0, 0, 0, 0, 0, 123]).buffer, /header/],
    ['not JSON', file('{'), /JSON/],
    ['not an object', file([1]), /object/],
    ['unknown type', file({ a: tensor('I64', [1], 0, 8) }, Array(8).fill(0)), /I64/],
    ['negative shape', file({ a: tensor('U8', [-1], 0, 1) }, [0]), /shape/],
    ['truncated data', file({ a: tensor('F32', [2], 0, 8) }, [0, 0, 0, 0]), /outside/],
    ['shape and bytes differ', file({ a: tensor('F32', [2], 0, 4) }, [0, 0, 0, 0]), /its shape needs 8/],
    ['a hole', file({ a: tensor('U8', [1], 1, 2) }, [0, 0]), /hole/],
    ['an overlap', file({ a: tensor('U8', [2], 0, 2), b: tensor('U8', [1], 1, 2) }, [0, 0]), /overlap/],
    ['trailing bytes', file({ a: tensor('U8', [1], 0, 1) }, [0, 0]), /1 of 2/],
  ])('refuses a file with %s', (_name, buffer, message) => {
    expect(() => parseSafetensors(buffer, 'x')).toThrow(expect.objectContaining({ code: 'model-format' }));
    expect(() => parseSafetensors(buffer, 'x')).toThrow(message);
  });

  it('checks the shape that is asked for', () => {
    const parsed = parseSafetensors(file({ a: tensor('F16', [1, 2], 0, 4) }, [0, 0, 0, 0]));
    expect(floatTensor(parsed, 'a', [1, -1])).toHaveLength(2);
    expect(() => floatTensor(parsed, 'a', [2])).toThrow(/\[1, 2\]/);
    expect(() => floatTensor(parsed, 'b', [2])).toThrow(/lacks/);
  });
});

describe('halfToFloat', () => {
  it.each([
    [0x0000, 0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x7bff, 65504],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x3555, 0.333251953125],
  ])('widens %i', (half, value) => expect(halfToFloat(half)).toBe(value));
  it('keeps NaN', () => expect(halfToFloat(0x7e00)).toBeNaN());
});
