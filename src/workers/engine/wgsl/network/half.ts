/** Single precision to IEEE 754 half precision, for uploads: JavaScript's `Float16Array` is too new to rely on. Pure. */

const bits = new Float32Array(1);
const word = new Uint32Array(bits.buffer);

/** The half nearest to `value` (ties to even) as its 16 bits; beyond ± 65504 infinity. */
export function floatToHalf(value: number): number {
  bits[0] = value;
  const [raw = 0] = word;
  const sign = (raw >>> 16) & 0x8000;
  const exponent = ((raw >>> 23) & 0xff) - 127 + 15;
  const fraction = raw & 0x7fffff;
  if (exponent >= 31) return sign | 0x7c00 | (exponent === 143 && fraction !== 0 ? 0x200 : 0);
  if (exponent <= -11) return sign;
  // Below the smallest normal half the hidden bit becomes visible and moves right.
  const shift = exponent > 0 ? 13 : 14 - exponent;
  const mantissa = exponent > 0 ? (exponent << 23) | fraction : fraction | 0x800000;
  const rest = mantissa & ((1 << shift) - 1);
  const half = mantissa >>> shift;
  const tie = 1 << (shift - 1);
  // A carry out of the fraction moves on into the exponent, as it should.
  return sign | (rest > tie || (rest === tie && (half & 1) === 1) ? half + 1 : half);
}

export function floatsToHalves(values: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(values, floatToHalf);
}
