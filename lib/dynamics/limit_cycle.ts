import { checkPositive } from "./_check.ts";

/**
 * The limit cycle of the WGAN-GP flow, weight (|psi| - target)^2 two-sided, to which it is drawn from almost everywhere for
 * 0 < weight < 1. With w = sqrt(1 - weight^2), for the target 1: theta reaches 2 weight coth(pi weight / 2 w) = A, psi reaches
 * (A + 2 weight) exp(-(weight / w) arccos weight), and a round takes 2 pi / w. The start psi = 0 exactly is special.
 *
 * From the weight 1 on there is no cycle: the game stalls at theta = +-2 weight target with psi going to 0, and never at 0.
 *
 * @param options `weight` (lambda), between 0 and 1; `target`, positive, default 1: both amplitudes are proportional to it.
 * @returns `theta` and `psi`, the amplitudes, and the `period`.
 * @throws {RangeError} if the weight is not between 0 and 1 or the target is not positive.
 *
 * @example
 * ```ts
 * import { gradientPenalty, limitCycle, simulate, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { theta } = simulate(gradientPenalty(wasserstein(), { weight: 0.35 }), {
 *   step: 0.01,
 *   steps: 20_000,
 *   method: "runge-kutta",
 * });
 * const amplitude = Math.max(...theta.slice(-1000));
 * assert.ok(Math.abs(amplitude - limitCycle({ weight: 0.35 }).theta) < 0.01);
 * ```
 */
export function limitCycle(
  { weight, target = 1 }: {
    /** Lambda, between 0 and 1. */
    readonly weight: number;
    /** The norm of the gradient that is not punished. Default 1. */
    readonly target?: number;
  },
): {
  /** The largest |theta| on the cycle. */
  readonly theta: number;
  /** The largest |psi| on the cycle. */
  readonly psi: number;
  /** The time of a round. */
  readonly period: number;
} {
  checkPositive("target", target);
  if (!(weight > 0 && weight < 1)) {
    throw new RangeError(
      `weight must be between 0 and 1, got ${weight}; from 1 on the game stalls at theta = +-2 weight target`,
    );
  }
  const w = Math.sqrt(1 - weight ** 2);
  const theta = 2 * weight / Math.tanh(Math.PI * weight / (2 * w));
  const psi = (theta + 2 * weight) * Math.exp(-weight / w * Math.acos(weight));
  return { theta: theta * target, psi: psi * target, period: 2 * Math.PI / w };
}
