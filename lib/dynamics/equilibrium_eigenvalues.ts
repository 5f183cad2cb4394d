import { checkArgument, positive, read, type Spec } from "../options/mod.ts";
import { roots } from "./roots.ts";
import { CONSENSUS, type ConsensusOptions } from "./consensus.ts";
import { INSTANCE_NOISE, type InstanceNoiseOptions } from "./instance_noise.ts";
import { GAMMA, type GammaOptions } from "./penalties.ts";
import type { Complex } from "./types.ts";

/** f'(0) of GAN and NS-GAN, whose losses are those of a logistic regression. */
export const LOGISTIC_PULL = 0.5;

/** A game's penalty gamma/2 psi^2 on the critic, and how hard its players pull. */
export interface PenalisedGameOptions extends GammaOptions {
  /** How hard the players pull at the score 0, f'(0), positive. Default 1/2. */
  readonly pull?: number;
}

/** What fits {@linkcode PenalisedGameOptions}. */
export const PENALISED_GAME = {
  ...GAMMA,
  pull: positive(LOGISTIC_PULL),
} satisfies Spec<PenalisedGameOptions>;

/**
 * The eigenvalues at the equilibrium of a game with a penalty gamma/2 psi^2 on the
 * critic: -gamma/2 +- sqrt(gamma^2/4 - pull^2) (Mescheder, Geiger and Nowozin 2018, lemma 4.1;
 * gamma = 0: no penalty).
 *
 * @param options `gamma`, at least 0 (2 lambda for the simple penalty); `pull`, how hard the
 * players pull at the score 0, f'(0): 1/2 for GAN and NS-GAN (the default), 1 for WGAN and LSGAN.
 * @throws {RangeError} if gamma is negative or the pull is not positive.
 *
 * @example
 * ```ts
 * import { penaltyEigenvalues } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(penaltyEigenvalues({ gamma: 0 }), [{ re: -0, im: 0.5 }, { re: -0, im: -0.5 }]);
 * assert.equal(penaltyEigenvalues({ gamma: 0.3 })[0].im.toFixed(5), "0.47697");
 * ```
 */
export function penaltyEigenvalues(
  options: PenalisedGameOptions,
): [Complex, Complex] {
  const { gamma, pull } = read("penaltyEigenvalues", options, PENALISED_GAME);
  return roots(-gamma / 2, gamma ** 2 / 4 - pull ** 2);
}

/**
 * The weight gamma of a penalty gamma/2 psi^2 from which on the game no longer turns: 2 pull.
 * There both eigenvalues are -pull, and the flow converges fastest.
 *
 * @param pull f'(0): 1/2 for GAN and NS-GAN (the default: gamma = 1), 1 for WGAN and LSGAN
 * (gamma = 2, lambda = 1).
 * @throws {RangeError} if the pull is not positive.
 *
 * @example
 * ```ts
 * import { criticalGamma } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(criticalGamma(), 1);
 * ```
 */
export function criticalGamma(pull: number = LOGISTIC_PULL): number {
  checkArgument("criticalGamma", "pull", pull, positive());
  return 2 * pull;
}

/**
 * The eigenvalues at the equilibrium of GAN and NS-GAN with instance noise sigma: f''(0) sigma^2 +-
 * sqrt(f''(0)^2 sigma^4 - f'(0)^2) = -sigma^2/4 +- sqrt(sigma^4/16 - 1/4) (Mescheder, Geiger and
 * Nowozin 2018, lemma 3.2). They are real from sigma = sqrt 2 on, see `criticalNoise`.
 *
 * @param options `deviation`, sigma, at least 0.
 * @throws {RangeError} if the deviation is negative.
 *
 * @example
 * ```ts
 * import { noiseEigenvalues } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [first] = noiseEigenvalues({ deviation: 0.7 });
 * assert.equal(first.re.toFixed(5), "-0.12250");
 * assert.equal(first.im.toFixed(5), "0.48476");
 * ```
 */
export function noiseEigenvalues(
  options: InstanceNoiseOptions,
): [Complex, Complex] {
  const { deviation } = read("noiseEigenvalues", options, INSTANCE_NOISE);
  return roots(-(deviation ** 2) / 4, deviation ** 4 / 16 - 1 / 4);
}

/**
 * The deviation of instance noise from which on GAN and NS-GAN no longer turn: sqrt(f'(0)
 * / |f''(0)|) = sqrt 2.
 *
 * @example
 * ```ts
 * import { criticalNoise } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(criticalNoise(), Math.SQRT2);
 * ```
 */
export function criticalNoise(): number {
  return Math.SQRT2;
}

/** A game's consensus optimisation, and how hard its players pull. */
export interface ConsensusGameOptions extends ConsensusOptions {
  /** How hard the players pull at the score 0, f'(0), positive. Default 1/2. */
  readonly pull?: number;
}

/** What fits {@linkcode ConsensusGameOptions}. */
export const CONSENSUS_GAME = {
  ...CONSENSUS,
  pull: positive(LOGISTIC_PULL),
} satisfies Spec<ConsensusGameOptions>;

/**
 * The eigenvalues at the equilibrium of a game with consensus optimisation: -gamma pull^2 +- i
 * pull. They are never real.
 *
 * @param options `gamma`, at least 0; `pull`, f'(0): 1/2 for GAN and NS-GAN
 * (the default), 1 for WGAN.
 * @throws {RangeError} if gamma is negative or the pull is not positive.
 *
 * @example
 * ```ts
 * import { consensusEigenvalues } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(consensusEigenvalues({ gamma: 1 })[0], { re: -0.25, im: 0.5 });
 * ```
 */
export function consensusEigenvalues(
  options: ConsensusGameOptions,
): [Complex, Complex] {
  const { gamma, pull } = read("consensusEigenvalues", options, CONSENSUS_GAME);
  const re = -gamma * pull ** 2;
  return [{ re, im: pull }, { re, im: -pull }];
}
