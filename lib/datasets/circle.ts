import { flag, notNegative, positive, read, type Spec } from "../options/mod.ts";
import { boxDensity, boxNoise, drawShifts } from "./box_noise.ts";
import { checkDraw, checkPoint } from "./check.ts";
import { trace } from "./noisy_curve.ts";
import type { Dataset, Extent } from "./types.ts";

/** The size and the noise of a circle. */
export interface CircleOptions {
  /** Its radius, before the noise. Default 1. */
  readonly radius?: number;
  /** How far each coordinate is moved at most: by noise U(0, 1). Default 0.05. */
  readonly noise?: number;
  /**
   * Whether to move evenly to both sides, by noise U(-1/2, 1/2). Default false, as
   * GANConvergence does.
   */
  readonly centred?: boolean;
}

/** What fits {@linkcode CircleOptions}. */
export const CIRCLE = {
  radius: positive(1),
  noise: notNegative(0.05),
  centred: flag(false),
} satisfies Spec<CircleOptions>;

/**
 * GANConvergence's circle: evenly on the unit circle, each coordinate then moved by 0.05 U(0, 1).
 * That noise is not centred, as in GANConvergence's code: it shifts the circle by 0.025 on both
 * axes. `{ centred: true }` takes the shift away.
 *
 * @throws {RangeError} if the radius is not positive or the noise is negative.
 *
 * @example
 * ```ts
 * import { circle } from "saddle/datasets/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const mean = (x: Float32Array) => x.reduce((sum, value) => sum + value, 0) / x.length;
 * const random = stream(1, 0, "data");
 * assert.ok(Math.abs(mean(circle().sample(random, 20_000)) - 0.025) < 0.02);
 * assert.ok(Math.abs(mean(circle({ centred: true }).sample(random, 20_000))) < 0.02);
 * ```
 */
export function circle(options: CircleOptions = {}): Dataset {
  const { radius, noise, centred } = read("circle", options, CIRCLE);
  const box = boxNoise(noise, centred),
    axis: Extent = [-1.5 * radius - noise, 1.5 * radius + noise];
  const at = (u: number) => [
    radius * Math.cos(2 * Math.PI * u),
    radius * Math.sin(2 * Math.PI * u),
  ];
  return {
    name: "circle",
    dimension: 2,
    sample(random, n) {
      checkDraw("circle", random, n);
      const out = drawShifts(random, n, box);
      for (let i = 0; i < 2 * n; i += 2) {
        const [x, y] = at(random.next());
        out[i]! += x!;
        out[i + 1]! += y!;
      }
      return out;
    },
    ...(noise === 0 ? {} : {
      density(point: ArrayLike<number>) {
        checkPoint("circle", point, 2);
        const unit = ([a, b]: readonly [number, number]): Arc => [a / radius, b / radius];
        return boxDensity(point, box, (x, y) => arcsInBox(unit(x), unit(y)) / (2 * Math.PI));
      },
    }),
    manifold: [trace(at, 200)],
    extent: [axis, axis],
  };
}

type Arc = readonly [from: number, to: number];

/** The length of the part of the unit circle whose coordinates lie in x and in y. */
function arcsInBox(x: Arc, y: Arc): number {
  const quarter = Math.PI / 2, turn = 2 * Math.PI;
  // sin t = cos(t - pi/2): where the sine lies in y is where the cosine does, a quarter turned.
  const sines = whereCosineIn(y).map(([a, b]): Arc => [a + quarter, b + quarter]);
  let length = 0;
  for (const [a, b] of whereCosineIn(x)) {
    for (const [c, d] of sines) {
      for (const shift of [-turn, 0, turn]) {
        length += Math.max(0, Math.min(b, d + shift) - Math.max(a, c + shift));
      }
    }
  }
  return length;
}

/** The angles within [-pi, pi] whose cosine lies between two numbers. */
function whereCosineIn([low, high]: Arc): Arc[] {
  if (high <= -1 || low >= 1) return [];
  const from = Math.acos(Math.min(1, high)), to = Math.acos(Math.max(-1, low));
  return [[from, to], [-to, -from]];
}
