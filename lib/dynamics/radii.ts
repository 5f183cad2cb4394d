import { checkArgument, notNegative, number, positive, read, type Spec } from "../options/mod.ts";
import { checkState } from "./arguments.ts";
import { WASSERSTEIN_DIVERGENCE, type WassersteinDivergenceOptions } from "./penalties.ts";
import { ratesOf, SCHEME } from "./step.ts";
import type { Scheme, State } from "./types.ts";

/** Where simultaneous steps begin, and how they go on. */
export interface SimultaneousRadiusOptions {
  /** The radius at the start. */
  readonly radius: number;
  /** The step size of both players. */
  readonly stepSize: number;
  /** How many steps. */
  readonly steps: number;
  /** How hard the players pull at the score 0, f'(0), positive. Default 1. */
  readonly pull?: number;
}

/** What fits {@linkcode SimultaneousRadiusOptions}. */
export const SIMULTANEOUS_RADIUS = {
  radius: notNegative(),
  stepSize: positive(),
  steps: notNegative(),
  pull: positive(1),
} satisfies Spec<SimultaneousRadiusOptions>;

/**
 * The radius after some simultaneous steps of the unconstrained `wasserstein` game: radius
 * (1 + h^2)^(steps / 2), exactly. Every step size spirals outwards. For `minimax` near the
 * equilibrium the same holds with the pull 1/2: growth by exp(h t / 8) in the time t = h
 * steps, for small h.
 *
 * @param options `radius` at the start, `stepSize` h, number of `steps`; `pull`,
 * f'(0), default 1.
 * @throws {RangeError} if the step size or pull is not positive, or radius or steps negative.
 *
 * @example
 * ```ts
 * import { simultaneousRadius } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const after = simultaneousRadius({ radius: Math.SQRT2, stepSize: 0.2, steps: 500 });
 * assert.equal(after.toPrecision(4), "2.564e+4");
 * ```
 */
export function simultaneousRadius(
  options: SimultaneousRadiusOptions,
): number {
  const { radius, stepSize, steps, pull } = read(
    "simultaneousRadius",
    options,
    SIMULTANEOUS_RADIUS,
  );
  return radius * (1 + (stepSize * pull) ** 2) ** (steps / 2);
}

/** What fits the scheme of {@linkcode alternatingInvariant}. */
const ALTERNATING = {
  stepSize: SCHEME.stepSize,
  first: SCHEME.first,
} satisfies Spec<Pick<Scheme, "stepSize" | "first">>;

/**
 * What alternating updates of the unconstrained `wasserstein` game keep exactly, step after step,
 * one step each: theta^2 + psi^2 + h theta psi if the generator moves first, with a minus if the
 * critic does. With the step sizes a of the generator and b of the critic it is (b theta^2 + a
 * psi^2 +- a b theta psi) / sqrt(a b). So the states lie on an ellipse, and the radius oscillates a
 * little. With clipping or a one-sided penalty it is kept while these do not act.
 *
 * @param state The state.
 * @param scheme `stepSize`, and `first`, default "generator", as for `simulate`.
 * @throws {TypeError} if the state is not two numbers.
 * @throws {RangeError} if a step size is not positive, or the state not finite.
 *
 * @example
 * ```ts
 * import { alternatingInvariant, simulate, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { theta, psi } = simulate(wasserstein(), { start: [1, 0], stepSize: 0.2, steps: 100 });
 * const got = alternatingInvariant([theta[100]!, psi[100]!], { stepSize: 0.2 });
 * assert.ok(Math.abs(got - alternatingInvariant([1, 0], { stepSize: 0.2 })) < 1e-12);
 * ```
 */
export function alternatingInvariant(
  state: State,
  scheme: Pick<Scheme, "stepSize" | "first">,
): number {
  checkState("alternatingInvariant", "state", state);
  const [theta, psi] = state;
  const { stepSize, first } = read("alternatingInvariant", scheme, ALTERNATING);
  const { generator: a, critic: b } = ratesOf(stepSize);
  const sign = first === "critic" ? -1 : 1;
  return (b * theta ** 2 + a * psi ** 2 + sign * a * b * theta * psi) / Math.sqrt(a * b);
}

/**
 * The radius of the NS-GAN flow, averaged over its turns: radius^2 = r0^2 / (1 + r0^2 t / 8). It
 * follows from d(r^2/2)/dt = -u tanh(u/2), u = theta psi, for small r. So NS-GAN converges although
 * its eigenvalues are imaginary, but slower than any exponential.
 *
 * @param time The time since the start.
 * @param start The radius at the start.
 * @throws {RangeError} if one is negative.
 *
 * @example
 * ```ts
 * import { nonSaturatingRadius } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(nonSaturatingRadius(1000, Math.SQRT2).toFixed(5), "0.08926");
 * ```
 */
export function nonSaturatingRadius(time: number, start: number): number {
  checkArgument("nonSaturatingRadius", "time", time, notNegative());
  checkArgument("nonSaturatingRadius", "start", start, notNegative());
  return start / Math.sqrt(1 + start ** 2 * time / 8);
}

/**
 * The radius of the LSGAN flow with the codes (-1, 1, 1), averaged over its turns: radius^2 = r0^2
 * / (1 + r0^2 t / 2). It follows from d(r^2/2)/dt = -2 (theta psi)^2.
 *
 * @param time The time since the start.
 * @param start The radius at the start.
 * @throws {RangeError} if one is negative.
 *
 * @example
 * ```ts
 * import { leastSquaresRadius } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(leastSquaresRadius(1000, Math.SQRT2).toFixed(5), "0.04470");
 * ```
 */
export function leastSquaresRadius(time: number, start: number): number {
  checkArgument("leastSquaresRadius", "time", time, notNegative());
  checkArgument("leastSquaresRadius", "start", start, notNegative());
  return start / Math.sqrt(1 + start ** 2 * time / 2);
}

/**
 * The radius of the orbit on which simultaneous updates of NS-GAN end: about sqrt(2 h), where the
 * outward push of the step size h balances the flow's own shrinking. LSGAN with the codes
 * (-1, 1, 1) ends at the same radius.
 *
 * @param stepSize The step size of both players, small.
 * @throws {RangeError} if the step size is not positive.
 *
 * @example
 * ```ts
 * import { nonSaturatingOrbit } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(nonSaturatingOrbit(0.01).toFixed(4), "0.1414");
 * ```
 */
export function nonSaturatingOrbit(stepSize: number): number {
  checkArgument("nonSaturatingOrbit", "stepSize", stepSize, positive());
  return Math.sqrt(2 * stepSize);
}

/** Powers from 2 on, for which {@linkcode wassersteinDivergenceRadius} is right. */
const SLOW_DIVERGENCE = {
  ...WASSERSTEIN_DIVERGENCE,
  p: number({ from: 2 }, 6),
} satisfies Spec<WassersteinDivergenceOptions>;

/**
 * The radius of the flow of `wasserstein` with the Wasserstein divergence's penalty k |psi|^p,
 * averaged over its turns: with s = radius^2, s' = -2 k p E|sin|^p s^(p/2). For k = 2, p = 6 that
 * is 1 / r^4 = 1 / r0^4 + 15 t: a sub-linear rate; for p = 2 it is r0 e^(-k t).
 *
 * @param time The time since the start.
 * @param start The radius at the start.
 * @param options `k`, positive, default 2; `p`, at least 2, default 6.
 * @throws {RangeError} if time or start is negative, k is not positive or p is below 2.
 *
 * @example
 * ```ts
 * import { wassersteinDivergenceRadius } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(wassersteinDivergenceRadius(1000, Math.SQRT2).toFixed(5), "0.09036");
 * ```
 */
export function wassersteinDivergenceRadius(
  time: number,
  start: number,
  options: WassersteinDivergenceOptions = {},
): number {
  const { k, p } = read("wassersteinDivergenceRadius", options, SLOW_DIVERGENCE);
  checkArgument("wassersteinDivergenceRadius", "time", time, notNegative());
  checkArgument("wassersteinDivergenceRadius", "start", start, notNegative());
  const rate = divergenceRate(k, p), power = p / 2 - 1;
  if (power === 0) return start * Math.exp(-rate * time / 2);
  return (start ** (-2 * power) + power * rate * time) ** (-1 / (2 * power));
}

/** Powers that vanish fast enough for an orbit. */
const ORBITING_DIVERGENCE = {
  ...WASSERSTEIN_DIVERGENCE,
  p: number({ above: 2 }, 6),
} satisfies Spec<WassersteinDivergenceOptions>;

/**
 * The radius of the orbit on which simultaneous updates of `wasserstein` with the penalty
 * k |psi|^p, p > 2, end: where the outward push h r^2 balances 2 k p E|sin|^p r^p. For k = 2, p = 6
 * it is (h / 7.5)^(1/4).
 *
 * @param stepSize The step size h of both players, small.
 * @param options `k`, positive, default 2; `p`, above 2, default 6.
 * @throws {RangeError} if the step size or k is not positive or p is not above 2.
 *
 * @example
 * ```ts
 * import { wassersteinDivergenceOrbit } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(wassersteinDivergenceOrbit(0.01) - (0.01 / 7.5) ** 0.25) < 1e-12);
 * ```
 */
export function wassersteinDivergenceOrbit(
  stepSize: number,
  options: WassersteinDivergenceOptions = {},
): number {
  const { k, p } = read("wassersteinDivergenceOrbit", options, ORBITING_DIVERGENCE);
  checkArgument("wassersteinDivergenceOrbit", "stepSize", stepSize, positive());
  return (stepSize / divergenceRate(k, p)) ** (1 / (p - 2));
}

/**
 * c in d(r^2)/dt = -c (r^2)^(p/2) for the penalty k |psi|^p on a turning game: 2 k p times the mean
 * of |sin|^p over a turn.
 */
function divergenceRate(k: number, p: number): number {
  const places = 4096;
  let mean = 0;
  for (let i = 0; i < places; i++) mean += Math.sin(Math.PI * (i + .5) / places) ** p / places;
  return 2 * k * p * mean;
}

/** The two-sided gradient penalty of {@linkcode limitCycle}. */
export interface LimitCycleOptions {
  /** Lambda, between 0 and 1. */
  readonly weight: number;
  /** The norm of the gradient that is not punished. Default 1. */
  readonly target?: number;
}

/** What fits {@linkcode LimitCycleOptions}. */
export const LIMIT_CYCLE = {
  weight: {
    ...number({ above: 0, below: 1 }),
    fits: "between 0 and 1 (from 1 on the game stalls at theta = +-2 weight target)",
  },
  target: positive(1),
} satisfies Spec<LimitCycleOptions>;

/**
 * The limit cycle of the WGAN-GP flow, weight (|psi| - target)^2 two-sided, to which it is drawn
 * from almost everywhere for 0 < weight < 1. With w = sqrt(1 - weight^2), for the target 1: theta
 * reaches 2 weight coth(pi weight / 2 w) = A, psi reaches (A + 2 weight) exp(-(weight / w) arccos
 * weight), and a round takes 2 pi / w. The start psi = 0 exactly is special.
 *
 * From the weight 1 on there is no cycle: the game stalls at theta = +-2 weight target with psi
 * going to 0, and never at 0.
 *
 * @param options `weight` (lambda), between 0 and 1; `target`, positive, default 1: both amplitudes
 * are proportional to it.
 * @returns `theta` and `psi`, the amplitudes, and the `period`.
 * @throws {RangeError} if the weight is not between 0 and 1 or the target is not positive.
 *
 * @example
 * ```ts
 * import { gradientPenalty, limitCycle, simulate, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { theta } = simulate(gradientPenalty(wasserstein(), { weight: 0.35 }), {
 *   stepSize: 0.01,
 *   steps: 20_000,
 *   method: "runge-kutta",
 * });
 * const amplitude = Math.max(...theta.slice(-1000));
 * assert.ok(Math.abs(amplitude - limitCycle({ weight: 0.35 }).theta) < 0.01);
 * ```
 */
export function limitCycle(
  options: LimitCycleOptions,
): {
  /** The largest |theta| on the cycle. */
  readonly theta: number;
  /** The largest |psi| on the cycle. */
  readonly psi: number;
  /** The time of a round. */
  readonly period: number;
} {
  const { weight, target } = read("limitCycle", options, LIMIT_CYCLE);
  const w = Math.sqrt(1 - weight ** 2);
  const theta = 2 * weight / Math.tanh(Math.PI * weight / (2 * w));
  const psi = (theta + 2 * weight) * Math.exp(-weight / w * Math.acos(weight));
  return { theta: theta * target, psi: psi * target, period: 2 * Math.PI / w };
}
