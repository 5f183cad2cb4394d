import { finite, read, type Spec } from "../options/mod.ts";
import { sigmoid } from "./sigmoid.ts";
import type { Pulls, VectorField } from "./types.ts";

/**
 * The Wasserstein GAN without any constraint: the critic maximises D(x) - D(y), the generator D(y)
 * (Arjovsky, Chintala and Bottou 2017). theta' = psi, psi' = -theta: circles with the period 2 pi.
 * Put `clipping` or a penalty on it.
 *
 * @example
 * ```ts
 * import { wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(wasserstein().generator(3, 2), 2);
 * assert.equal(wasserstein().critic(3, 2), -3);
 * ```
 */
export function wasserstein(): VectorField {
  return game("wasserstein", "WGAN", { real: () => 1, fake: () => -1, generator: () => 1 });
}

/**
 * The original GAN, both players on one value: the critic maximises log sigmoid(D(x)) + log(1 -
 * sigmoid(D(y))), the generator minimises it (Goodfellow et al. 2014; the saturating loss).
 * theta' = psi s, psi' = -theta s, s = sigmoid(theta psi).
 *
 * The flow keeps theta^2 + psi^2 exactly: it goes in circles for ever (Mescheder, Geiger and
 * Nowozin 2018, lemma 2.2).
 *
 * @example
 * ```ts
 * import { minimax } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const field = minimax();
 * const [theta, psi] = [1, 0.5];
 * const outwards = theta * field.generator(theta, psi) + psi * field.critic(theta, psi);
 * assert.equal(outwards, 0); // always sideways
 * ```
 */
export function minimax(): VectorField {
  return game("minimax", "GAN", {
    real: (t) => sigmoid(-t),
    fake: (t) => -sigmoid(t),
    generator: sigmoid,
  });
}

/**
 * The GAN with the non-saturating generator, which maximises log sigmoid(D(y)) (Goodfellow et al.
 * 2014, section 3): theta' = psi sigmoid(-theta psi), psi' = -theta sigmoid(theta psi).
 *
 * At the equilibrium its eigenvalues are those of `minimax`, +- i/2, yet its flow converges: slower
 * than any exponential, see `nonSaturatingRadius`.
 *
 * @example
 * ```ts
 * import { nonSaturating } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const field = nonSaturating();
 * const [theta, psi] = [1, 0.5];
 * const outwards = theta * field.generator(theta, psi) + psi * field.critic(theta, psi);
 * assert.ok(outwards < 0); // -t tanh(t / 2) at t = theta psi
 * ```
 */
export function nonSaturating(): VectorField {
  return game("non-saturating", "NS-GAN", {
    real: (t) => sigmoid(-t),
    fake: (t) => -sigmoid(t),
    generator: (t) => sigmoid(-t),
  });
}

/** The scores that the players of {@linkcode leastSquares} aim at. */
export interface LeastSquaresOptions {
  /** The score that the critic wants for generated points; a in the paper. Default -1. */
  readonly fake?: number;
  /** The score that the critic wants for real points; b in the paper. Default 1. */
  readonly real?: number;
  /** The score that the generator wants for its points; c in the paper. Default 1. */
  readonly target?: number;
}

/** What fits {@linkcode LeastSquaresOptions}. */
export const LEAST_SQUARES = {
  fake: finite(-1),
  real: finite(1),
  target: finite(1),
} satisfies Spec<LeastSquaresOptions>;

/**
 * The least-squares GAN (Mao et al. 2017), without a bias in the critic: the critic minimises
 * (D(x) - real)^2 / 2 + (D(y) - fake)^2 / 2, the generator (D(y) - target)^2 / 2.
 *
 * With the codes (fake, real, target) = (-1, 1, 1), the defaults, the eigenvalues are +- i and the
 * flow converges sub-linearly, see `leastSquaresRadius`. The codes (0, 1, 1) and (-1, 1, 0) need a
 * bias: without one, a player that aims at the score 0 is already there. That is why the default
 * of `fake` is not the 0 of the loss of the same name, which trains critics with biases.
 *
 * @param options `fake`, default -1, `real`, default 1, `target`, default 1: the scores that the
 * players aim at.
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
  options: LeastSquaresOptions = {},
): VectorField {
  const { fake, real, target } = read("leastSquares", options, LEAST_SQUARES);
  return game("least-squares", "LSGAN", {
    real: (t) => real - t,
    fake: (t) => fake - t,
    generator: (t) => target - t,
  });
}

/**
 * The field of two players with these pulls: the real point is 0, where the score is 0
 * whatever psi is.
 */
function game(name: string, title: string, pulls: Pulls): VectorField {
  return {
    name,
    title,
    pulls,
    generator: (theta, psi) => psi * pulls.generator(theta * psi),
    critic: (theta, psi) => theta * pulls.fake(theta * psi),
  };
}
