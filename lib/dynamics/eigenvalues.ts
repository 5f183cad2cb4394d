import { read } from "../options/mod.ts";
import { derivatives } from "./derivatives.ts";
import { roots } from "./roots.ts";
import { SCHEME, stepOf } from "./step.ts";
import type { Complex, Field, Matrix, Scheme, State } from "./types.ts";

/**
 * The two eigenvalues of a real 2 x 2 matrix: a conjugate pair, the one with positive imaginary
 * part first, or two real ones, the larger first.
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

/**
 * The eigenvalues of one step of a game, as a map, at a fixed point: where both lie inside the unit
 * circle, the game with this step size is drawn to the point. For simultaneous steps they are 1 +
 * step * eigenvalue of the Jacobian.
 *
 * @param field The game; smooth at the point.
 * @param scheme Step size and method, as for `simulate`.
 * @param at The point. Default the equilibrium [0, 0].
 * @throws {RangeError} if the scheme is not one that `simulate` takes.
 *
 * @example
 * ```ts
 * import { updateEigenvalues, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [first] = updateEigenvalues(wasserstein(), { step: 0.1, method: "alternating" });
 * assert.ok(Math.abs(Math.hypot(first.re, first.im) - 1) < 1e-9); // on the circle: it cycles
 * ```
 */
export function updateEigenvalues(
  field: Field,
  scheme: Scheme,
  at: State = [0, 0],
): [Complex, Complex] {
  const given = read("updateEigenvalues", scheme, SCHEME);
  return eigenvalues(derivatives(stepOf(field, given), at));
}

/**
 * The largest absolute value of the eigenvalues of one step: the factor by which the
 * distance to the fixed point changes in the long run. Below 1 the game converges there,
 * above 1 the point repels.
 *
 * @param field The game; smooth at the point.
 * @param scheme Step size and method, as for `simulate`.
 * @param at The point. Default the equilibrium [0, 0].
 * @throws {RangeError} if the scheme is not one that `simulate` takes.
 *
 * @example
 * ```ts
 * import { minimax, spectralRadius } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const got = spectralRadius(minimax(), { step: 0.2, method: "simultaneous" });
 * assert.ok(Math.abs(got - Math.sqrt(1 + 0.2 ** 2 / 4)) < 1e-9);
 * ```
 */
export function spectralRadius(field: Field, scheme: Scheme, at: State = [0, 0]): number {
  const given = read("spectralRadius", scheme, SCHEME);
  return Math.max(...updateEigenvalues(field, given, at).map(({ re, im }) => Math.hypot(re, im)));
}
