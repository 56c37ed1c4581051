/** A box blur of a square mask, in both directions. Pure. */

/**
 * @param data [side, side], 0..255. @param reachX, reachY how many pixels to each side are averaged, ≥ 0; the border's
 *   pixels count for what lies beyond
 */
export function blurred(
  data: Uint8Array,
  side: number,
  reachX: number,
  reachY: number,
): Uint8Array<ArrayBuffer> {
  const rows = averaged(Float32Array.from(data), side, reachX, 1, side);
  return Uint8Array.from(averaged(rows, side, reachY, side, 1), Math.round);
}

/** @param step from one pixel of a line to the next. @param next from one line to the next */
function averaged(data: Float32Array, side: number, reach: number, step: number, next: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let line = 0; line < side; line++) {
    const at = (index: number): number =>
      Number(data[line * next + Math.min(side - 1, Math.max(0, index)) * step]);
    let sum = 0;
    for (let index = -reach; index <= reach; index++) sum += at(index);
    for (let index = 0; index < side; index++) {
      out[line * next + index * step] = sum / (2 * reach + 1);
      sum += at(index + reach + 1) - at(index - reach);
    }
  }
  return out;
}
