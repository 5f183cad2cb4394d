import { checkPositive } from "./_check.ts";
import { divergenceRate } from "./_divergence_rate.ts";

/**
 * The radius of the orbit on which simultaneous updates of `wasserstein` with the penalty k |psi|^p, p > 2, end: where the outward
 * push h r^2 balances 2 k p E|sin|^p r^p. For k = 2, p = 6 it is (h / 7.5)^(1/4).
 *
 * @param step The step size h of both players, small.
 * @param options `k`, positive, default 2; `p`, above 2, default 6.
 * @throws {RangeError} if step or k is not positive or p is not above 2.
 *
 * @example
 * ```ts
 * import { divergenceOrbit } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(divergenceOrbit(0.01) - (0.01 / 7.5) ** 0.25) < 1e-12);
 * ```
 */
export function divergenceOrbit(
  step: number,
  { k = 2, p = 6 }: {
    /** The weight. Default 2. */
    readonly k?: number;
    /** The power of the gradient's norm. Default 6. */
    readonly p?: number;
  } = {},
): number {
  checkPositive("step", step);
  if (!(p > 2)) throw new RangeError(`p must be above 2 for an orbit, got ${p}`);
  return (step / divergenceRate(k, p)) ** (1 / (p - 2));
}
