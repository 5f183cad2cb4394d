import { checkArgument, open, positive, read, type Spec } from "../../options/mod.ts";
import { aTraining } from "../record/arguments.ts";
import { gradientNorms } from "./gradient_norms.ts";
import type { TrainedRuns } from "../record/run.ts";
import { score } from "./score.ts";

/**
 * How steep critics are seen to be, one number a run. Their Lipschitz constants are at least that.
 */
export interface Lipschitz {
  /** The largest norm of a gradient at a point, `[runs]`. */
  readonly gradient: readonly number[];
  /** The largest $|D(x) - D(y)| / \|x - y\|$ over pairs of points, `[runs]`. */
  readonly slope: readonly number[];
}

/** Options of {@linkcode lipschitz}. */
export interface LipschitzOptions {
  /**
   * Pairs nearer than this are left out of the slope, in units of the data: there the rounding of
   * scores counts. Default a thousandth of the widest range of the points along an axis.
   */
  readonly apart?: number;
}

/** What fits {@linkcode LipschitzOptions}. */
export const LIPSCHITZ = { apart: open(positive()) } satisfies Spec<LipschitzOptions>;

/**
 * Estimates the Lipschitz constants of the trained critics from below, at points `[n, dimension]`:
 * by gradients at the points and by slopes between all pairs of them. The gradient sees steep
 * places that points fall on, the slope everything on the way between two points.
 *
 * The pairs are $n (n - 1) / 2$: a few thousand points take seconds.
 *
 * @throws {RangeError} If there are no points, they are not whole rows, or `apart` is not positive
 * and finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ring } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { wasserstein } from "saddle/losses/mod.ts";
 * import { constantValues, linear } from "saddle/models/mod.ts";
 * import { type Lipschitz, lipschitz, type LipschitzOptions, sgd, train } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const init = constantValues([3, 4]); // D(x) = 3 x1 + 4 x2, everywhere of slope 5
 * const players = { generator: linear({ inputs: 2, outputs: 2 }), critic: linear({ inputs: 2, outputs: 1, init }) };
 * const optimiser = sgd({ rate: 0 });
 * const run = await train({ dataset: ring(), ...players, loss: wasserstein(), optimiser, batch: 1, steps: 1, runs: 3 });
 * const options: LipschitzOptions = { apart: 0.01 };
 * const { gradient, slope }: Lipschitz = lipschitz(run, Float32Array.of(0, 0, 3, 4), options);
 * assert.deepEqual([gradient, slope], [[5, 5, 5], [5, 5, 5]]);
 * ```
 */
export function lipschitz(
  run: TrainedRuns,
  points: Float32Array,
  options: LipschitzOptions = {},
): Lipschitz {
  const given = read("lipschitz", options, LIPSCHITZ).apart;
  checkArgument("lipschitz", "run", run, aTraining);
  const [norms, scores] = [gradientNorms(run, points), score(run, points)];
  const dimension = run.critic.model.inputs, n = points.length / dimension;
  const apart = given ?? (widestRange(points, dimension) / 1000 || 1); // 1 where all coincide
  const each = <T>(of: (from: number) => T) =>
    Array.from({ length: run.runs }, (_, r) => of(r * n));
  return {
    gradient: each((from) => largest(norms.subarray(from, from + n))),
    slope: each((from) => steepest(points, scores.subarray(from, from + n), apart)),
  };
}

/** The largest number, NaN if one is NaN: a critic that is not finite is not flat. */
function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function widestRange(points: Float32Array, dimension: number): number {
  let widest = 0;
  for (let axis = 0; axis < dimension; axis++) {
    let [low, high] = [Infinity, -Infinity];
    for (let i = axis; i < points.length; i += dimension) {
      low = Math.min(low, points[i]!);
      high = Math.max(high, points[i]!);
    }
    widest = Math.max(widest, high - low);
  }
  return widest;
}

/** The largest slope between two points at least so far apart; 0 if there are no two. */
function steepest(points: Float32Array, scores: Float32Array, apart: number): number {
  const dimension = points.length / scores.length;
  let most = 0; // squared: one root at the end
  for (let i = 0; i < scores.length; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let axis = 0; axis < dimension; axis++) {
        square += (points[i * dimension + axis]! - points[j * dimension + axis]!) ** 2;
      }
      if (square >= apart ** 2) most = Math.max(most, (scores[i]! - scores[j]!) ** 2 / square);
    }
  }
  return Math.sqrt(most);
}
