import { choice, notNegative, number, positive, read, type Spec } from "../options/mod.ts";
import { checkGame } from "./arguments.ts";
import type { VectorField } from "./types.ts";

/** How strong {@linkcode r1} and {@linkcode r2} are. */
export interface GammaOptions {
  /** The weight, at least 0. */
  readonly gamma: number;
}

/** What fits {@linkcode GammaOptions}. */
export const GAMMA = {
  gamma: notNegative(),
} satisfies Spec<GammaOptions>;

/**
 * R1, the penalty gamma/2 |grad D|^2 on the real points (Mescheder, Geiger and Nowozin 2018). In
 * the Dirac-GAN the critic's gradient is psi everywhere, so R1 and R2 are the same: gamma/2 psi^2.
 * Mind the half: Mescheder's training code (not his Dirac code) leaves it out.
 *
 * On `minimax` and `nonSaturating` it converges linearly, see `penaltyEigenvalues` and
 * `criticalGamma`.
 *
 * @param field The game.
 * @param options `gamma`, at least 0.
 * @throws {TypeError} if the field is no game.
 * @throws {RangeError} if gamma is negative or not finite.
 *
 * @example
 * ```ts
 * import { nonSaturating, r1 } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(r1(nonSaturating(), { gamma: 0.3 }).critic(0, 2), -0.6);
 * ```
 */
export function r1(
  field: VectorField,
  options: GammaOptions,
): VectorField {
  checkGame("r1", field);
  const { gamma } = read("r1", options, GAMMA);
  return penalised(field, {
    name: `r1(${gamma})`,
    title: `R1 (γ = ${gamma})`,
    slope: (psi) => gamma * psi,
  });
}

/**
 * R2, the penalty gamma/2 |grad D|^2 on the generated points (Mescheder, Geiger and Nowozin 2018).
 * In the Dirac-GAN the critic's gradient is psi everywhere, so R1 and R2 are the same: gamma/2
 * psi^2. Mind the half: Mescheder's training code (not his Dirac code) leaves it out.
 *
 * On `minimax` and `nonSaturating` it converges linearly, see `penaltyEigenvalues` and
 * `criticalGamma`.
 *
 * @param field The game.
 * @param options `gamma`, at least 0.
 * @throws {TypeError} if the field is no game.
 * @throws {RangeError} if gamma is negative or not finite.
 *
 * @example
 * ```ts
 * import { nonSaturating, r2 } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(r2(nonSaturating(), { gamma: 0.3 }).critic(0, 2), -0.6);
 * ```
 */
export function r2(
  field: VectorField,
  options: GammaOptions,
): VectorField {
  checkGame("r2", field);
  const { gamma } = read("r2", options, GAMMA);
  return penalised(field, {
    name: `r2(${gamma})`,
    title: `R2 (γ = ${gamma})`,
    slope: (psi) => gamma * psi,
  });
}

/** How strong a {@linkcode simplePenalty} is. */
export interface SimplePenaltyOptions {
  /** Lambda, at least 0. */
  readonly weight: number;
}

/** What fits {@linkcode SimplePenaltyOptions}. */
export const SIMPLE_PENALTY = {
  weight: notNegative(),
} satisfies Spec<SimplePenaltyOptions>;

/**
 * GANConvergence's simple gradient penalty, weight psi^2: centred at 0 and without a half, so that
 * it is R1 with gamma = 2 weight. On `wasserstein` it converges linearly, fastest at the weight 1;
 * see `simplePenaltySolution`.
 *
 * @param field The game.
 * @param options `weight` (lambda), at least 0.
 * @throws {TypeError} if the field is no game.
 * @throws {RangeError} if the weight is negative or not finite.
 *
 * @example
 * ```ts
 * import { r1, simplePenalty, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const simple = simplePenalty(wasserstein(), { weight: 0.3 });
 * assert.equal(simple.critic(1, 2), r1(wasserstein(), { gamma: 0.6 }).critic(1, 2));
 * ```
 */
export function simplePenalty(
  field: VectorField,
  options: SimplePenaltyOptions,
): VectorField {
  checkGame("simplePenalty", field);
  const { weight } = read("simplePenalty", options, SIMPLE_PENALTY);
  return penalised(field, {
    name: `simple(${weight})`,
    title: `simple GP (λ = ${weight})`,
    slope: (psi) => 2 * weight * psi,
  });
}

/** How strong a {@linkcode gradientPenalty} is, and on what. */
export interface GradientPenaltyOptions {
  /** Lambda, at least 0. */
  readonly weight: number;
  /** The norm of the gradient that is not punished. Default 1. */
  readonly target?: number;
  /** `"two"`: norms below the target cost too; `"one"`: only those above (WGAN-LP). Default two. */
  readonly sides?: "one" | "two";
}

/** What fits {@linkcode GradientPenaltyOptions}. */
export const GRADIENT_PENALTY = {
  weight: notNegative(),
  target: notNegative(1),
  sides: choice(["one", "two"], "two"),
} satisfies Spec<GradientPenaltyOptions>;

/**
 * The gradient penalty of WGAN-GP, weight (|psi| - target)^2 (Gulrajani et al. 2017), or with
 * `sides: "one"` that of WGAN-LP, weight max(0, |psi| - target)^2 (Petzka, Fischer and Lukovnikov
 * 2018). In the Dirac-GAN the critic's gradient is psi everywhere, so it does not matter where the
 * penalty looks. There is no half: Mescheder's gamma is 2 weight.
 *
 * Two-sided with a target above 0, the force jumps at psi = 0 (there it is taken as 0): the
 * equilibrium is none, and the game ends on a limit cycle or stalls, see `limitCycle`. One-sided,
 * nothing changes while |psi| <= target.
 *
 * @param field The game.
 * @param options `weight` (lambda), at least 0; `target`, the norm aimed at, default 1; `sides`,
 * default `"two"`.
 * @throws {TypeError} if the field is no game.
 * @throws {RangeError} if weight or target is negative or not finite.
 *
 * @example
 * ```ts
 * import { gradientPenalty, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const twoSided = gradientPenalty(wasserstein(), { weight: 0.5 });
 * assert.equal(twoSided.critic(0, 0.2), 0.8); // pulled up to the slope 1
 * const oneSided = gradientPenalty(wasserstein(), { weight: 0.5, sides: "one" });
 * assert.equal(oneSided.critic(1, 0.2), wasserstein().critic(1, 0.2)); // left alone
 * assert.equal(oneSided.critic(0, 3), -2);
 * ```
 */
export function gradientPenalty(
  field: VectorField,
  options: GradientPenaltyOptions,
): VectorField {
  checkGame("gradientPenalty", field);
  const { weight, target, sides } = read("gradientPenalty", options, GRADIENT_PENALTY);
  const oneSided = sides === "one";
  const kind = oneSided ? "lp" : "gp", at = target === 1 ? "" : `, target ${target}`;
  return penalised(field, {
    name: `${kind}(${weight}${at})`,
    title: `${kind.toUpperCase()} (λ = ${weight}${at})`,
    slope(psi) {
      const excess = Math.abs(psi) - target;
      return oneSided && excess <= 0 ? 0 : 2 * weight * excess * Math.sign(psi);
    },
  });
}

/** The penalty k |grad D|^p of the Wasserstein divergence. */
export interface WassersteinDivergenceOptions {
  /** The weight. Default 2. */
  readonly k?: number;
  /** The power of the gradient's norm. Default 6. */
  readonly p?: number;
}

/** What fits {@linkcode WassersteinDivergenceOptions}. */
export const WASSERSTEIN_DIVERGENCE = {
  k: positive(2),
  p: number({ above: 1 }, 6),
} satisfies Spec<WassersteinDivergenceOptions>;

/**
 * The penalty of the Wasserstein divergence, k |grad D|^p (Wu et al. 2018), in the Dirac-GAN
 * k |psi|^p: half of it from real and half from generated points, as in Wasserstein-Div, adds
 * up to the same.
 *
 * For p > 2 it vanishes too fast near 0 to give the eigenvalues a real part; the flow converges
 * sub-linearly, see `wassersteinDivergenceRadius`. For p = 2 it is the simple penalty. It is stiff:
 * with k = 2 and p = 6 the step 0.2 overflows from (1, 1).
 *
 * @param field The game, usually `wasserstein()`.
 * @param options `k`, positive, default 2; `p`, above 1, default 6.
 * @throws {TypeError} if the field is no game.
 * @throws {RangeError} if k is not positive or p not above 1.
 *
 * @example
 * ```ts
 * import { wassersteinDivergence, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(wassersteinDivergence(wasserstein()).critic(0, -1), 12);
 * ```
 */
export function wassersteinDivergence(
  field: VectorField,
  options: WassersteinDivergenceOptions = {},
): VectorField {
  checkGame("wassersteinDivergence", field);
  const { k, p } = read("wassersteinDivergence", options, WASSERSTEIN_DIVERGENCE);
  return penalised(field, {
    name: `divergence(${k}, ${p})`,
    title: `W-div (k = ${k}, p = ${p})`,
    slope: (psi) => k * p * Math.abs(psi) ** (p - 1) * Math.sign(psi),
  });
}

/**
 * The field with a penalty on the critic, given by its derivative by psi. Everything else stays.
 */
function penalised(
  field: VectorField,
  { name, title, slope }: {
    readonly name: string;
    readonly title: string;
    readonly slope: (psi: number) => number;
  },
): VectorField {
  return {
    ...field,
    name: `${field.name}+${name}`,
    title: `${field.title} + ${title}`,
    critic: (theta, psi) => field.critic(theta, psi) - slope(psi),
  };
}
