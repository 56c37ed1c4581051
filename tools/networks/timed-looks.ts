/** The looks that frames are timed in. Pure. */
import { linearMask } from '../../src/workers/networks/pixels/mask-shapes';
import { styleCodeLength } from '../../src/workers/networks/types';

const style = (seed: number) => ({
  mix: [{ code: new Float32Array(styleCodeLength).map((_, index) => Math.sin(seed * index)), weight: 1 }],
  strength: 1,
});

/** A wash from side to side is the dearest mask: every place has both styles. */
const wash = linearMask({ x: 0, y: 0.5 }, { x: 1, y: 0.5 });

export const timedLooks = { one: style(1), two: { ...style(1), second: { ...style(2), mask: wash } } };
