/** Sides of a picture that was read from the page. */

/** The left or right half of a 48 × 48 picture's RGB, a few columns away from the middle. */
export function half(rgb: readonly number[], side: 'left' | 'right'): number[] {
  return rgb.filter((_value, index) => {
    const column = Math.floor(index / 3) % 48;
    return side === 'left' ? column < 20 : column > 28;
  });
}
