/** Eigenvalues of symmetric 3 × 3 matrices, for colour statistics. Pure. */

/** Row-major, nine numbers. */
export type Matrix3 = readonly number[];

/** a·b */
export function multiply3(a: Matrix3, b: Matrix3): number[] {
  return Array.from({ length: 9 }, (_, n) => {
    const row = Math.floor(n / 3) * 3;
    const column = n % 3;
    return [0, 1, 2].reduce((sum, k) => sum + Number(a[row + k]) * Number(b[k * 3 + column]), 0);
  });
}

export function transpose3(a: Matrix3): number[] {
  return Array.from({ length: 9 }, (_, n) => Number(a[(n % 3) * 3 + Math.floor(n / 3)]));
}

/**
 * Cyclic Jacobi rotations (Golub & Van Loan, “Matrix computations”, §8.5).
 * @param a symmetric. @returns eigenvalues, and eigenvectors as the columns of an orthogonal matrix, in the same order.
 */
export function eigen3(a: Matrix3): { values: [number, number, number]; vectors: number[] } {
  let d = [...a];
  let vectors = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  for (let sweep = 0; sweep < 12; sweep++) {
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const offDiagonal = Number(d[p * 3 + q]);
      if (offDiagonal === 0) continue;
      const angle = 0.5 * Math.atan2(2 * offDiagonal, Number(d[q * 4]) - Number(d[p * 4]));
      const rotation = [1, 0, 0, 0, 1, 0, 0, 0, 1];
      rotation[p * 4] = rotation[q * 4] = Math.cos(angle);
      rotation[p * 3 + q] = Math.sin(angle);
      rotation[q * 3 + p] = -Math.sin(angle);
      d = multiply3(multiply3(transpose3(rotation), d), rotation);
      vectors = multiply3(vectors, rotation);
    }
  }
  return { values: [Number(d[0]), Number(d[4]), Number(d[8])], vectors };
}

/** `a` to a power, through its eigenvalues, which are raised to `floor` first. a: symmetric, no negative eigenvalues. */
export function power3(a: Matrix3, exponent: number, floor: number): number[] {
  const { values, vectors } = eigen3(a);
  const diagonal = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  values.forEach((value, i) => (diagonal[i * 4] = Math.max(value, floor) ** exponent));
  return multiply3(multiply3(vectors, diagonal), transpose3(vectors));
}
