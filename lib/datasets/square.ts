import { flag, notNegative, positive, read, type Spec } from "../options/mod.ts";
import { boxDensity, boxNoise, drawShifts } from "./box_noise.ts";
import { checkDraw, checkPoint } from "./check.ts";
import type { Dataset, Extent } from "./types.ts";

/** The size and the noise of a square that stands on a corner. */
export interface SquareOptions {
  /** How far its corners are from its centre, before the noise. Default 1.5. */
  readonly radius?: number;
  /** How far each coordinate is moved at most: by noise U(0, 1). Default 0.05. */
  readonly noise?: number;
  /**
   * Whether to move evenly to both sides, by noise U(-1/2, 1/2). Default false, as
   * GANConvergence does.
   */
  readonly centred?: boolean;
}

/** What fits {@linkcode SquareOptions}. */
export const SQUARE = {
  radius: positive(1.5),
  noise: notNegative(0.05),
  centred: flag(false),
} satisfies Spec<SquareOptions>;

/**
 * GANConvergence's square, which stands on a corner: evenly on the four sides between (0, 1.5),
 * (1.5, 0), (0, -1.5) and (-1.5, 0), each coordinate then moved by 0.05 U(0, 1). That noise is not
 * centred, as in GANConvergence's code: it shifts the square by 0.025 on both axes.
 * `{ centred: true }` takes the shift away.
 *
 * @throws {RangeError} if the radius is not positive or the noise is negative.
 *
 * @example
 * ```ts
 * import { square } from "saddle/datasets/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [x, y] = square({ noise: 0 }).sample(stream(1, 0, "data"), 1);
 * assert.ok(Math.abs(Math.abs(x!) + Math.abs(y!) - 1.5) < 1e-6);
 * ```
 */
export function square(options: SquareOptions = {}): Dataset {
  const { radius, noise, centred } = read("square", options, SQUARE);
  const box = boxNoise(noise, centred),
    axis: Extent = [-1.4 * radius - noise, 1.4 * radius + noise];
  const corners = [[0, radius], [radius, 0], [0, -radius], [-radius, 0], [0, radius]] as const;
  const sides = corners.slice(1).map((end, i) => [corners[i]!, end] as const);
  return {
    name: "square",
    dimension: 2,
    sample(random, n) {
      checkDraw("square", random, n);
      const out = drawShifts(random, n, box);
      random.integers(new Int32Array(n), 4).forEach((side, i) => {
        const [[x0, y0], [x1, y1]] = sides[side]!, u = random.next();
        out[2 * i]! += x0 + u * (x1 - x0);
        out[2 * i + 1]! += y0 + u * (y1 - y0);
      });
      return out;
    },
    ...(noise === 0 ? {} : {
      density(point: ArrayLike<number>) {
        checkPoint("square", point, 2);
        return boxDensity(
          point,
          box,
          (x, y) =>
            sides.reduce((sum, [a, b]) => sum + shareIn([a[0], b[0]], x, [a[1], b[1]], y), 0) / 4,
        );
      },
    }),
    manifold: [Float32Array.from(corners.flat())],
    extent: [axis, axis],
  };
}

type Pair = readonly [number, number];

/**
 * The share of the u in [0, 1] for which the straight line between the pairs of coordinates lies
 * in x and in y.
 */
function shareIn(fromX: Pair, x: Pair, fromY: Pair, y: Pair): number {
  const between = ([a, b]: Pair, [low, high]: Pair): Pair => {
    const first = (low - a) / (b - a), last = (high - a) / (b - a);
    return first < last ? [first, last] : [last, first];
  };
  const [a, b] = between(fromX, x), [c, d] = between(fromY, y);
  return Math.max(0, Math.min(1, b, d) - Math.max(0, a, c));
}
