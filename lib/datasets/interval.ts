import { finite, misfit, read, type Spec } from "../options/mod.ts";
import { checkDraw, checkPoint } from "./check.ts";
import type { Dataset } from "./types.ts";

/** The ends of the interval. */
export interface IntervalOptions {
  /** The lower end. Default -2. */
  readonly low?: number;
  /** The upper end, above `low`. Default 0. */
  readonly high?: number;
}

/** What fits {@linkcode IntervalOptions}. */
export const INTERVAL = {
  low: finite(-2),
  high: finite(0),
} satisfies Spec<IntervalOptions>;

/**
 * Uniform data on an interval, GANConvergence's target in one dimension: U[-2, 0] by default.
 *
 * @throws {RangeError} unless low < high, both finite.
 *
 * @example
 * ```ts
 * import { interval } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(interval().density!([-1]), 0.5);
 * assert.equal(interval().density!([1]), 0);
 * ```
 */
export function interval(options: IntervalOptions = {}): Dataset {
  const { low, high } = read("interval", options, INTERVAL);
  if (low >= high) throw misfit("interval", "low", `below high, ${high}`, low);
  const width = high - low;
  return {
    name: "interval",
    dimension: 1,
    sample(random, n) {
      checkDraw("interval", random, n);
      return random.uniform(new Float32Array(n), low, high);
    },
    density(point) {
      checkPoint("interval", point, 1);
      return point[0]! >= low && point[0]! <= high ? 1 / width : 0;
    },
    extent: [[low - width / 2, high + width / 2]],
  };
}
