import { checkNonNegative, checkPositive } from "./_check.ts";

/**
 * The radius after some simultaneous steps of the unconstrained `wasserstein` game: radius (1 + h^2)^(steps / 2), exactly. Every step size
 * spirals outwards. For `minimax` near the equilibrium the same holds with the slope 1/2: growth by exp(h t / 8) in the time t = h steps, for small h.
 *
 * @param options `radius` at the start, `step` size h, number of `steps`; `slope`, f'(0), default 1.
 * @throws {RangeError} if step or slope is not positive, or radius or steps negative.
 *
 * @example
 * ```ts
 * import { simultaneousRadius } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const after = simultaneousRadius({ radius: Math.SQRT2, step: 0.2, steps: 500 });
 * assert.equal(after.toPrecision(4), "2.564e+4");
 * ```
 */
export function simultaneousRadius(
  { radius, step, steps, slope = 1 }: {
    /** The radius at the start. */
    readonly radius: number;
    /** The step size of both players. */
    readonly step: number;
    /** How many steps. */
    readonly steps: number;
    /** f'(0). Default 1. */
    readonly slope?: number;
  },
): number {
  checkNonNegative("radius", radius);
  checkNonNegative("steps", steps);
  checkPositive("step", step);
  checkPositive("slope", slope);
  return radius * (1 + (step * slope) ** 2) ** (steps / 2);
}
