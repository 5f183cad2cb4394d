import { checkGame, checkState } from "./arguments.ts";
import { checkSmooth, derivatives } from "./derivatives.ts";
import type { Matrix, State, VectorField } from "./types.ts";
import { velocityOf } from "./velocity.ts";

/**
 * The Jacobian of a field, [[d theta'/d theta, d theta'/d psi], [d psi'/d theta, d psi'/d psi]], by
 * differences: about 10 digits.
 *
 * @param field The game.
 * @param at Where. Default the equilibrium [0, 0].
 * @throws {TypeError} if the field is no game.
 * @throws {RangeError} if the field has a jump or a kink there, as WGAN-GP has at psi = 0.
 *
 * @example
 * ```ts
 * import { jacobian, nonSaturating, r1 } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [[a, b], [c, d]] = jacobian(r1(nonSaturating(), { gamma: 0.3 }));
 * for (const [got, expected] of [[a, 0], [b, 0.5], [c, -0.5], [d, -0.3]] as const) {
 *   assert.ok(Math.abs(got - expected) < 1e-10);
 * }
 * ```
 */
export function jacobian(field: VectorField, at: State = [0, 0]): Matrix {
  checkGame("jacobian", field);
  checkState("jacobian", "at", at);
  const velocity = velocityOf(field);
  checkSmooth(field.name, velocity, at);
  return derivatives(velocity, at);
}
