import type { Complex, Field, Scheme, State } from "./types.ts";
import { updateEigenvalues } from "./update_eigenvalues.ts";

/**
 * The largest absolute value of the eigenvalues of one step: the factor by which the distance to the fixed point changes in the long run. Below
 * 1 the game converges there, above 1 the point repels.
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
  return Math.max(
    ...updateEigenvalues(field, scheme, at).map((l: Complex) => Math.hypot(l.re, l.im)),
  );
}
