import * as tf from "@tensorflow/tfjs";
import { finite, flag, misfit, read, type Spec } from "../options/mod.ts";
import { type Loss, meanOfRun } from "./loss.ts";

/** The codes of {@linkcode leastSquares}: the scores that the players aim at. */
export interface LeastSquaresOptions {
  /** The score that the critic wants for generated points; a in the paper. Default 0. */
  readonly fake?: number;
  /** The score that the critic wants for real points; b in the paper. Default 1. */
  readonly real?: number;
  /** The score that the generator wants for its points; c in the paper. Default 1. */
  readonly target?: number;
  /**
   * Whether every term has the factor 1/2, as in the paper; much code leaves it out.
   * Default `true`.
   */
  readonly halves?: boolean;
}

/** What fits {@linkcode LeastSquaresOptions}. */
export const LEAST_SQUARES = {
  fake: finite(0),
  real: finite(1),
  target: finite(1),
  halves: flag(true),
} satisfies Spec<LeastSquaresOptions>;

/**
 * The least-squares loss (LSGAN, Mao et al. 2017, eq. 2), with codes a for generated points, b for
 * real ones and c for what the generator wants:
 *
 * critic: $\frac12 E_p (D(x) - b)^2 + \frac12 E_q (D(x) - a)^2$,
 * generator: $\frac12 E_q (D(x) - c)^2$.
 *
 * The best critic is $D^* = (b p + a q)/(p + q)$: for (a, b, c) = (0, 1, 1), the default, the
 * probability of being real. With (-1, 1, 0) the generator minimises a Pearson $\chi^2$
 * divergence, that of p + q from 2 q. The slope grows with the distance from the code: a sure
 * critic still teaches.
 *
 * @throws {RangeError} If a code is not finite, or the real one is not above the fake one (the
 * critic is high on real data).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { leastSquares } from "saddle/losses/mod.ts";
 *
 * assert.deepEqual(leastSquares().equilibrium, { critic: 0.25, generator: 0.125, score: 0.5 });
 * assert.deepEqual(
 *   leastSquares({ fake: -1, real: 1, target: 0 }).equilibrium,
 *   { critic: 1, generator: 0, score: 0 },
 * );
 * assert.equal(leastSquares({ halves: false }).equilibrium.critic, 0.5);
 * ```
 */
export function leastSquares(options: LeastSquaresOptions = {}): Loss {
  const { fake, real, target, halves } = read("leastSquares", options, LEAST_SQUARES);
  if (real <= fake) {
    throw misfit("leastSquares", "real", `a code above that of generated points, ${fake}`, real);
  }
  const factor = halves ? 0.5 : 1;
  const error = (scores: tf.Tensor, code: number) =>
    tf.mul(factor, meanOfRun(tf.square(tf.sub(scores, code))));
  const score = (fake + real) / 2;
  return {
    name: `least squares (codes ${fake}, ${real}, ${target}${halves ? "" : ", no halves"})`,
    critic: (scores) => tf.add(error(scores.real, real), error(scores.fake, fake)),
    generator: (scores) => error(scores.fake, target),
    generatorSeesReal: false,
    equilibrium: {
      critic: factor * ((score - real) ** 2 + (score - fake) ** 2),
      generator: factor * (score - target) ** 2,
      score,
    },
    needs: {
      reach: [Math.min(fake, target), Math.max(real, target)],
      because: "these are the codes that its players aim at",
    },
  };
}
