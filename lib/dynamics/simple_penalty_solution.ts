import { checkNonNegative } from "./_check.ts";
import type { State } from "./types.ts";

/**
 * The flow of `wasserstein` with the simple penalty weight psi^2, in closed form: a damped oscillator, theta'' + 2 weight theta' + theta = 0.
 * Below the weight 1 it spirals, at 1 it converges fastest, above it creeps; without penalty (weight 0) it circles.
 *
 * @param options `weight` (lambda), at least 0; `time`; `start`, default [-1, 0], GANConvergence's.
 * @throws {RangeError} if the weight is negative.
 *
 * @example
 * ```ts
 * import { simplePenaltySolution } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [theta, psi] = simplePenaltySolution({ weight: 1, time: 2 });
 * assert.ok(Math.abs(theta + 3 * Math.exp(-2)) < 1e-12); // -(1 + t) e^-t
 * assert.ok(Math.abs(psi - 2 * Math.exp(-2)) < 1e-12); // t e^-t
 * ```
 */
export function simplePenaltySolution(
  { weight, time, start: [theta, psi] = [-1, 0] }: {
    /** Lambda, at least 0. */
    readonly weight: number;
    /** The time since the start. */
    readonly time: number;
    /** The first state. Default [-1, 0]. */
    readonly start?: State;
  },
): State {
  checkNonNegative("weight", weight);
  const [even, odd] = oscillation(weight, time);
  return [
    theta * even + (psi + weight * theta) * odd,
    psi * even - (theta + weight * psi) * odd,
  ];
}

/** e^(-weight t) times cos(w t) and sin(w t) / w with w = sqrt(1 - weight^2), also where w is 0 or imaginary. */
function oscillation(weight: number, t: number): [even: number, odd: number] {
  const squared = 1 - weight ** 2, w = Math.sqrt(Math.abs(squared));
  const decay = Math.exp(-weight * t);
  if (w * Math.abs(t) < 1e-4) return [decay * (1 - squared * t * t / 2), decay * t];
  if (squared > 0) return [decay * Math.cos(w * t), decay * Math.sin(w * t) / w];
  // The sums of two decaying exponentials: cosh and sinh themselves would overflow.
  const slow = Math.exp((w - weight) * t) / 2, fast = Math.exp(-(w + weight) * t) / 2;
  return [slow + fast, (slow - fast) / w];
}
