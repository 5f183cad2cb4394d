import { game } from "./_game.ts";
import type { Field } from "./types.ts";

/**
 * The least-squares GAN (Mao et al. 2017), without a bias in the critic: the critic minimises (D(x) - real)^2 / 2 + (D(y) - fake)^2 / 2, the
 * generator (D(y) - target)^2 / 2.
 *
 * With the codes (fake, real, target) = (-1, 1, 1), the defaults, the eigenvalues are +- i and the flow converges sub-linearly, see
 * `leastSquaresRadius`. The codes (0, 1, 1) and (-1, 1, 0) need a bias: without one, a player that aims at the score 0 is already there.
 *
 * @param codes `fake`, default -1, `real`, default 1, `target`, default 1: the scores that the players aim at.
 * @throws {RangeError} if a code is not finite.
 *
 * @example
 * ```ts
 * import { leastSquares } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(leastSquares().generator(0, 0.1), 0.1);
 * assert.equal(leastSquares().critic(0.1, 0), -0.1);
 * ```
 */
export function leastSquares(
  { fake = -1, real = 1, target = 1 }: {
    /** The score that the critic wants for generated points. Default -1. */
    readonly fake?: number;
    /** The score that the critic wants for real points. Default 1. */
    readonly real?: number;
    /** The score that the generator wants for its points. Default 1. */
    readonly target?: number;
  } = {},
): Field {
  for (const [label, code] of Object.entries({ fake, real, target })) {
    if (!Number.isFinite(code)) throw new RangeError(`${label} must be finite, got ${code}`);
  }
  return game("least-squares", "LSGAN", {
    real: (t) => real - t,
    fake: (t) => fake - t,
    generator: (t) => target - t,
  });
}
