import { checkArgument, count, positive } from "../options/mod.ts";
import { erf } from "./erf.ts";

/**
 * W1 between two fresh samples of one normal distribution, on average and for large samples:
 * deviation sqrt(1/n + 1/m) sqrt(2/pi) times the integral of sqrt(Phi (1 - Phi)), where Phi is the
 * normal distribution function. For n = m = 100 it is 0.182, for 1000 0.0576, for 10,000 0.0182.
 *
 * @param n The size of one sample.
 * @param m The size of the other. Default n.
 * @param deviation Of the distribution. Default 1.
 * @throws {RangeError} if a size is not a positive integer or the deviation is not positive.
 * @throws {TypeError} if one is no number.
 *
 * @example
 * ```ts
 * import { gaussianW1Floor } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(gaussianW1Floor(1000) - 0.057) < 0.001);
 * ```
 */
export function gaussianW1Floor(n: number, m: number = n, deviation: number = 1): number {
  checkArgument("gaussianW1Floor", "n", n, count());
  checkArgument("gaussianW1Floor", "m", m, count());
  checkArgument("gaussianW1Floor", "deviation", deviation, positive());
  // E|F_n - G_m| at x is sqrt(2/pi) times the deviation of F_n - G_m there, by the central
  // limit theorem.
  return deviation * Math.sqrt(2 / Math.PI * (1 / n + 1 / m)) * spread();
}

/**
 * The integral of sqrt(Phi (1 - Phi)) over the line, by the trapezoidal rule, which converges
 * exponentially here.
 */
function spread(): number {
  const step = .05;
  let sum = 0;
  for (let x = -12; x <= 12; x += step) sum += Math.sqrt(1 - erf(x / Math.SQRT2) ** 2) / 2;
  return sum * step;
}
