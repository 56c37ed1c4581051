import { expect, test } from 'vitest';
import { isOutOfMemory } from '../../../src/shared/out-of-memory';

test.each([
  new RangeError('Invalid typed array length: 4294967296'),
  new RangeError('Array buffer allocation failed'),
  new RangeError('Invalid array length'),
  new RangeError('Out of memory'),
  new RangeError('length too large'),
  new RangeError('invalid or out-of-range array length'),
  new RangeError('WebAssembly.Memory(): could not allocate memory'),
  new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded'),
  new Error('Aborted(OOM). Build with -sASSERTIONS for more info.'),
  new Error('memory access out of bounds'),
  new Error('Out of memory on the GPU. Texture does not fit'),
  new Error('Failed to allocate a texture'),
  'out-of-memory',
])('memory ran out: %s', (error) => expect(isOutOfMemory(error)).toBe(true));

test('the platform’s own errors are known', () => {
  // More than any engine gives an array: the words are those of the engine that runs this test.
  for (const ask of [() => new Float32Array(2 ** 52), () => new ArrayBuffer(2 ** 52)]) {
    let thrown: unknown;
    try {
      ask();
    } catch (error) {
      thrown = error;
    }
    expect(isOutOfMemory(thrown), String(thrown)).toBe(true);
  }
});

test.each([
  new Error('shapes do not match'),
  new RangeError('Maximum call stack size exceeded'),
  new Error('The buffer was deallocated'),
  new Error('index out of bounds'),
  new Error('the room is full'),
  undefined,
])('something else: %s', (error) => expect(isOutOfMemory(error)).toBe(false));
