import { checkArgument, read } from "../options/mod.ts";
import { aMatrix, checkGame, checkState } from "./arguments.ts";
import { checkSmooth, derivatives } from "./derivatives.ts";
import { roots } from "./roots.ts";
import { SCHEME, stepOf } from "./step.ts";
import type { Complex, Matrix, Scheme, State, VectorField } from "./types.ts";
import { velocityOf } from "./velocity.ts";

/**
 * The two eigenvalues of a real 2 x 2 matrix: a conjugate pair, the one with positive imaginary
 * part first, or two real ones, the larger first.
 *
 * @param matrix The matrix, row by row.
 * @throws {TypeError} if it is none.
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
export function eigenvalues(matrix: Matrix): [Complex, Complex] {
  checkArgument("eigenvalues", "matrix", matrix, aMatrix);
  const [[a, b], [c, d]] = matrix;
  // (a - d)^2 / 4 + b c loses fewer digits than trace^2 / 4 - determinant.
  return roots((a + d) / 2, ((a - d) / 2) ** 2 + b * c);
}

/**
 * The eigenvalues of one step of a game, as a map, at a fixed point: where both lie inside the unit
 * circle, the game with this step size is drawn to the point. For simultaneous steps of one size h
 * for both players they are 1 + h times those of the Jacobian; with a size for each player they are
 * those of 1 + its rows, each times the size of its player.
 *
 * @param field The game; smooth at the point.
 * @param scheme Step size and method, as for `simulate`.
 * @param at The point. Default the equilibrium [0, 0].
 * @throws {TypeError} if the field is no game.
 * @throws {RangeError} if the scheme is not one that `simulate` takes, or a step jumps or bends at
 * the point, as that of WGAN-GP does at psi = 0.
 *
 * @example
 * ```ts
 * import { updateEigenvalues, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [first] = updateEigenvalues(wasserstein(), { stepSize: 0.1, method: "alternating" });
 * assert.ok(Math.abs(Math.hypot(first.re, first.im) - 1) < 1e-9); // on the circle: it cycles
 * ```
 */
export function updateEigenvalues(
  field: VectorField,
  scheme: Scheme,
  at: State = [0, 0],
): [Complex, Complex] {
  return eigenvaluesOfStep("updateEigenvalues", field, scheme, at);
}

/**
 * The largest absolute value of the eigenvalues of one step: the factor by which the
 * distance to the fixed point changes in the long run. Below 1 the game converges there,
 * above 1 the point repels.
 *
 * @param field The game; smooth at the point.
 * @param scheme Step size and method, as for `simulate`.
 * @param at The point. Default the equilibrium [0, 0].
 * @throws {TypeError} if the field is no game.
 * @throws {RangeError} if the scheme is not one that `simulate` takes, or a step jumps or bends at
 * the point, as that of WGAN-GP does at psi = 0.
 *
 * @example
 * ```ts
 * import { minimax, spectralRadius } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const got = spectralRadius(minimax(), { stepSize: 0.2, method: "simultaneous" });
 * assert.ok(Math.abs(got - Math.sqrt(1 + 0.2 ** 2 / 4)) < 1e-9);
 * ```
 */
export function spectralRadius(field: VectorField, scheme: Scheme, at: State = [0, 0]): number {
  const both = eigenvaluesOfStep("spectralRadius", field, scheme, at);
  return Math.max(...both.map(({ re, im }) => Math.hypot(re, im)));
}

function eigenvaluesOfStep(
  owner: string,
  field: VectorField,
  scheme: Scheme,
  at: State,
): [Complex, Complex] {
  checkGame(owner, field);
  checkState(owner, "at", at);
  const step = stepOf(field, read(owner, scheme, SCHEME));
  // a short step hides a kink of the field, and a field knows nothing of where clipping bends
  checkSmooth(field.name, velocityOf(field), at);
  checkSmooth(field.name, step, at, { steepest: Infinity });
  return eigenvalues(derivatives(step, at));
}
