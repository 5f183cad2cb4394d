import { derivatives } from "./derivatives.ts";
import type { Field, Matrix, State } from "./types.ts";

/**
 * The Jacobian of a field, [[d theta'/d theta, d theta'/d psi], [d psi'/d theta, d psi'/d psi]], by
 * differences: about 10 digits.
 *
 * @param field The game.
 * @param at Where. Default the equilibrium [0, 0].
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
export function jacobian(field: Field, at: State = [0, 0]): Matrix {
  const velocity = ([theta, psi]: State): State => [
    field.generator(theta, psi),
    field.critic(theta, psi),
  ];
  checkSmooth(field.name, velocity, at);
  return derivatives(velocity, at);
}

/** Throws where the slopes to the left and to the right of the place differ. */
function checkSmooth(name: string, velocity: (state: State) => State, [theta, psi]: State): void {
  const h = 1e-5, here = velocity([theta, psi]);
  for (const [dx, dy] of [[h, 0], [0, h]] as const) {
    const after = velocity([theta + dx, psi + dy]), before = velocity([theta - dx, psi - dy]);
    for (const i of [0, 1] as const) {
      const right = (after[i] - here[i]) / h, left = (here[i] - before[i]) / h;
      const scale = 1 + Math.abs(right) + Math.abs(left);
      // At a jump of the size s both slopes are s / (2 h): a slope of thousands is no slope
      // of these games.
      if (
        Math.abs(right - left) > 1e-2 * scale || scale > 1e3 * (1 + Math.hypot(theta, psi) ** 6)
      ) {
        throw new RangeError(
          `${name} has no Jacobian at (${theta}, ${psi}): it jumps or bends there`,
        );
      }
    }
  }
}
