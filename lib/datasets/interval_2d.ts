import { finite, notNegative, pair, positive, read, type Spec } from "../options/mod.ts";
import { checkDraw, checkPoint } from "./check.ts";
import type { Dataset } from "./types.ts";

/** Where an interval in the plane lies. */
export interface Interval2DOptions {
  /** Its length. Default 2. */
  readonly length?: number;
  /** The standard deviation of the normal noise across it. Default 0.05. */
  readonly noise?: number;
  /**
   * By how much it is turned about its start, in radians, from the first axis towards the
   * second. Default 0.
   */
  readonly angle?: number;
  /** Where it starts. Default (0, 0). */
  readonly offset?: readonly [x: number, y: number];
}

/** What fits {@linkcode Interval2DOptions}. */
export const INTERVAL_2D = {
  length: positive(2),
  noise: notNegative(0.05),
  angle: finite(0),
  offset: pair({}, [0, 0]),
} satisfies Spec<Interval2DOptions>;

/**
 * GANConvergence's interval in the plane: a straight line of even density with normal noise across
 * it only, turned about its start. With u uniform on [0, 1) and e normal of deviation `noise`, the
 * point is the rotation of (length u, e) by `angle`, plus `offset`.
 *
 * @throws {RangeError} if the length is not positive, the noise is negative or another number is
 * not finite.
 *
 * @example
 * ```ts
 * import { interval2D } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const upright = interval2D({ angle: Math.PI / 2 });
 * const peak = 1 / 2 / (Math.sqrt(2 * Math.PI) * 0.05); // even along the length 2, normal across
 * assert.ok(Math.abs(upright.density!([0, 1]) - peak) < 1e-12);
 * assert.equal(upright.density!([0, 2.1]), 0);
 * ```
 */
export function interval2D(options: Interval2DOptions = {}): Dataset {
  const { length, noise, angle, offset } = read("interval2D", options, INTERVAL_2D);
  const [x0, y0] = offset, cos = Math.cos(angle), sin = Math.sin(angle);
  const ends = [[x0, y0], [x0 + length * cos, y0 + length * sin]] as const;
  const half = .6 * length + 4 * noise;
  return {
    name: "interval-2d",
    dimension: 2,
    sample(random, n) {
      checkDraw("interval-2d", random, n);
      const out = random.normal(new Float32Array(2 * n), 0, noise);
      for (let i = 0; i < 2 * n; i += 2) {
        const along = length * random.next(), across = out[i + 1]!;
        out[i] = x0 + cos * along - sin * across;
        out[i + 1] = y0 + sin * along + cos * across;
      }
      return out;
    },
    ...(noise === 0 ? {} : {
      density(point: ArrayLike<number>) {
        checkPoint("interval-2d", point, 2);
        const x = point[0]! - x0, y = point[1]! - y0;
        const along = cos * x + sin * y, across = (cos * y - sin * x) / noise;
        if (along < 0 || along > length) return 0;
        return Math.exp(-(across ** 2) / 2) / (Math.sqrt(2 * Math.PI) * noise * length);
      },
    }),
    manifold: [Float32Array.from(ends.flat())],
    extent: [0, 1].map((axis) => {
      const middle = (ends[0][axis]! + ends[1][axis]!) / 2;
      return [middle - half, middle + half] as const;
    }),
  };
}
