/** The tiny frame by which engines are tried, the same for all. Pure. */

import type { RgbaPicture } from '../../../shared/picture';
import type { StyleCode } from '../../networks/types';
import { styleCodeLength } from '../../networks/types';

/** The look of the probe; any code will do. */
export const probeCode: StyleCode = Float32Array.from(
  { length: styleCodeLength },
  (_, i) => Math.sin(i * 1.7) * 0.5,
);

/** @param side px */
export function probePicture(side: number): RgbaPicture {
  const data = new Uint8ClampedArray(side * side * 4);
  return {
    data: data.map((_, i) => (i % 4 === 3 ? 255 : (i * 73 + (i >> 4) * 31) % 256)),
    width: side,
    height: side,
  };
}
