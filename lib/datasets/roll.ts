import { notNegative, positive, read, type Spec } from "../options/mod.ts";
import { checkDraw, checkPoint } from "./check.ts";
import { trace } from "./noisy_curve.ts";
import type { Dataset } from "./types.ts";

/** The shape of gan_comparison's roll. */
export interface RollOptions {
  /** How often it goes round. Default 3. */
  readonly turns?: number;
  /** The standard deviation of the noise at right angles to the radius. Default 0.1. */
  readonly noise?: number;
}

/** What fits {@linkcode RollOptions}. */
export const ROLL = {
  turns: positive(3),
  noise: notNegative(0.1),
} satisfies Spec<RollOptions>;

/**
 * gan_comparison's roll: a spiral of three turns whose radius grows from 0 to 1, with normal noise
 * at right angles to the radius, so on the outer turns nearly along the line, which stays thin.
 * With t uniform on [0, 1) and e normal of deviation `noise`, the point is (t, e) turned by the
 * angle 2 pi turns t. There t runs evenly over a fixed set; here it is drawn.
 *
 * The noise folds the plane: the density is exact, and infinite on the line where e = 1
 * / (2 pi turns).
 *
 * @throws {RangeError} if turns is not positive or the noise is negative.
 *
 * @example
 * ```ts
 * import { roll } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [spiral] = roll().manifold!;
 * assert.deepEqual([...spiral!.slice(0, 2)], [0, 0]);
 * assert.ok(roll().density!([0.5, 0]) > 0);
 * assert.ok(roll().density!([2, 2]) < 1e-9);
 * ```
 */
export function roll(options: RollOptions = {}): Dataset {
  const { turns, noise } = read("roll", options, ROLL);
  const speed = 2 * Math.PI * turns;
  return {
    name: "roll",
    dimension: 2,
    sample(random, n) {
      checkDraw("roll", random, n);
      const out = random.normal(new Float32Array(2 * n), 0, noise);
      for (let i = 0; i < 2 * n; i += 2) {
        const t = random.next(), e = out[i + 1]!;
        const cos = Math.cos(speed * t), sin = Math.sin(speed * t);
        out[i] = cos * t - sin * e;
        out[i + 1] = sin * t + cos * e;
      }
      return out;
    },
    ...(noise === 0 ? {} : {
      density(point: ArrayLike<number>) {
        checkPoint("roll", point, 2);
        return density(point[0]!, point[1]!, speed, noise);
      },
    }),
    manifold: [trace((t) => [t * Math.cos(speed * t), t * Math.sin(speed * t)], 400)],
    extent: [[-2, 2], [-2, 2]],
  };
}

/**
 * The sum over all (t, e) that are sent to (x, y) of their density, divided by the stretching |1 -
 * speed e| of the plane there.
 */
function density(x: number, y: number, speed: number, noise: number): number {
  const r = Math.hypot(x, y), angle = Math.atan2(y, x);
  // Turned back by t's own angle, the point must have the radius t.
  const gap = (t: number) => r * Math.cos(speed * t - angle) - t;
  const bounds = [0, ...turningPoints(r, angle, speed), 1];
  let sum = 0;
  for (let i = 1; i < bounds.length; i++) {
    const low = bounds[i - 1]!, high = bounds[i]!;
    if (gap(low) * gap(high) >= 0) continue;
    const e = -r * Math.sin(speed * zero(gap, low, high) - angle);
    const normal = Math.exp(-((e / noise) ** 2) / 2) / (Math.sqrt(2 * Math.PI) * noise);
    sum += normal / Math.abs(1 - speed * e);
  }
  return sum;
}

/**
 * The t in (0, 1), in order, where r cos(speed t - angle) - t has a maximum or a minimum: between
 * them it has at most one zero.
 */
function turningPoints(r: number, angle: number, speed: number): number[] {
  if (r * speed <= 1) return [];
  const turn = 2 * Math.PI, first = -Math.asin(1 / (r * speed)), points: number[] = [];
  const lowest = Math.floor(-angle / turn) - 1, highest = Math.ceil((speed - angle) / turn) + 1;
  for (let k = lowest; k <= highest; k++) {
    for (const phase of [first + turn * k, Math.PI - first + turn * k]) {
      points.push((phase + angle) / speed);
    }
  }
  return points.filter((t) => t > 0 && t < 1).sort((a, b) => a - b);
}

/** Where a monotone function is 0, by halving the interval at whose ends its signs differ. */
function zero(f: (t: number) => number, low: number, high: number): number {
  const sign = Math.sign(f(low));
  for (let i = 0; i < 45; i++) {
    const middle = (low + high) / 2;
    if (Math.sign(f(middle)) === sign) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
