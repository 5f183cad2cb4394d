import { roots } from "./_roots.ts";
import type { Complex, Matrix } from "./types.ts";

/**
 * The two eigenvalues of a real 2 x 2 matrix: a conjugate pair, the one with positive imaginary part first, or two real
 * ones, the larger first.
 *
 * @param matrix The matrix, row by row.
 *
 * @example
 * ```ts
 * import { eigenvalues } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(eigenvalues([[0, 2], [-2, 0]]), [{ re: 0, im: 2 }, { re: 0, im: -2 }]);
 * assert.deepEqual(eigenvalues([[3, 0], [1, 5]]), [{ re: 5, im: 0 }, { re: 3, im: 0 }]);
 * ```
 */
export function eigenvalues([[a, b], [c, d]]: Matrix): [Complex, Complex] {
  // (a - d)^2 / 4 + b c loses fewer digits than trace^2 / 4 - determinant.
  return roots((a + d) / 2, ((a - d) / 2) ** 2 + b * c);
}
