import { derivatives } from "./_derivatives.ts";
import { eigenvalues } from "./eigenvalues.ts";
import { stepOf } from "./_step.ts";
import type { Complex, Field, Scheme, State } from "./types.ts";

/**
 * The eigenvalues of one step of a game, as a map, at a fixed point: where both lie inside the unit circle, the game with this step size is
 * drawn to the point. For simultaneous steps they are 1 + step * eigenvalue of the Jacobian.
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
  return eigenvalues(derivatives(stepOf(field, scheme), at));
}
