import { describe, expect, test } from 'vitest';
import { restoreCamera, styledShare } from '../../../../src/workers/networks/pixels/styled-area';
import { inputFit } from '../../../../src/workers/segment/input-fit';
import { MaskAverage } from '../../../../src/workers/segment/mask-average';
import { isOnDemand } from '../../../../src/workers/offline/on-demand';

const input = { width: 256, height: 144 };
const mask = (...values: number[]) => ({ data: Uint8Array.from(values), width: values.length, height: 1 });

describe('inputFit', () => {
  test.each([
    [16 / 9, { x: 0, y: 0, width: 256, height: 144 }],
    [2.5, { x: 0, y: 21, width: 256, height: 102 }],
    [4 / 3, { x: 32, y: 0, width: 192, height: 144 }],
    [1, { x: 56, y: 0, width: 144, height: 144 }],
    [9 / 16, { x: 56, y: 0, width: 144, height: 144 }],
  ])('a picture of %f', (aspect, fit) => expect(inputFit(input, aspect)).toEqual(fit));
});

describe('MaskAverage', () => {
  test('follows a change within a few masks, and starts afresh', () => {
    const average = new MaskAverage();
    expect(average.add(mask(0, 200), 0).data).toEqual(Uint8Array.from([0, 200]));
    const [first = 0] = average.add(mask(200, 200), 0.1).data;
    expect(first).toBeGreaterThan(100);
    expect(first).toBeLessThan(180);
    expect(average.add(mask(200, 200), 1).data[0]).toBe(200);
    average.forget();
    expect(average.add(mask(9, 9), 1.01).data[0]).toBe(9);
  });

  test('a mask of another size is taken as it is', () => {
    const average = new MaskAverage();
    average.add(mask(0, 0), 0);
    expect(average.add(mask(7, 7, 7), 0.1).data[0]).toBe(7);
  });
});

describe('styled area', () => {
  test('is all, people or the rest, and feathered between', () => {
    expect([0, 1].map((person) => styledShare(person, 'all'))).toEqual([1, 1]);
    expect([0, 0.5, 1].map((person) => styledShare(person, 'person'))).toEqual([0, 0.5, 1]);
    expect([0, 0.5, 1].map((person) => styledShare(person, 'background'))).toEqual([1, 0.5, 0]);
  });

  test('gives the camera back elsewhere, with a mask of another size', () => {
    const picture = (value: number) => ({
      data: new Uint8ClampedArray(4 * 4).fill(value),
      width: 4,
      height: 1,
    });
    const styled = picture(200);
    restoreCamera(styled, picture(10), mask(0, 255), 'person');
    expect([styled.data[0], styled.data[12]]).toEqual([10, 200]);
    const other = picture(200);
    restoreCamera(other, picture(10), mask(0, 255), 'background');
    expect([other.data[0], other.data[12]]).toEqual([200, 10]);
  });
});

test('only what finds people is kept when it is first used', () => {
  expect(isOnDemand('assets/tflite-simd-1-0-0-BPqiaBh1.wasm')).toBe(true);
  expect(isOnDemand('assets/selfie_segmentation_landscape-C0qNgSaC.tflite')).toBe(true);
  expect(isOnDemand('assets/tfjs-backend-wasm-simd-BPqiaBh1.wasm')).toBe(false);
  expect(isOnDemand('styles/lion.jpg')).toBe(false);
});
