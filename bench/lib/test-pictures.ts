/** The benchmark's input: the same pictures in every run. Pure. */
import type { RgbaPicture } from '../../src/shared/picture';

/**
 * A picture of smooth colour and fine grain.
 * @param side px
 * @param step moves the colours, 0..7: consecutive frames of a clip
 */
export function testPicture(side: number, step = 0): RgbaPicture {
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  let state = 1;
  for (let i = 0; i < side * side; i++) {
    state = (state * 1664525 + 1013904223) % 4294967296;
    const grain = (state / 4294967296) * 40;
    data[i * 4] = ((((i % side) + (step * side) / 8) % side) * 200) / side + grain;
    data[i * 4 + 1] = (Math.floor(i / side) * 200) / side + grain;
    data[i * 4 + 2] = 100 + grain;
  }
  return { data, width: side, height: side };
}
