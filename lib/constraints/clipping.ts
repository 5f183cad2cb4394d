import * as tf from "@tensorflow/tfjs";
import { mapTree } from "../engine/mod.ts";
import type { Constraint, PerRun } from "./constraint.ts";

/**
 * Weight clipping (Arjovsky et al. 2017, algorithm 1): after each critic step every weight and bias
 * is moved into [-limit, limit]. Default limit 0.01.
 *
 * It bounds the critic's slope, but does not hold it near 1: most weights end at the limit.
 *
 * @throws {RangeError} If a limit is not positive.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { clipping } from "saddle/constraints/mod.ts";
 * import { leaves, start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const params = { weight: tf.tensor([[[3], [-0.5]]]) };
 * const clipped = clipping({ limit: 1 }).project!(params, { limit: tf.tensor1d([1]) });
 * assert.deepEqual([...leaves(clipped)[0]!.dataSync()], [1, -0.5]);
 * ```
 */
export function clipping({ limit = 0.01 }: { readonly limit?: PerRun } = {}): Constraint {
  for (const value of typeof limit === "number" ? [limit] : limit) {
    if (!(value > 0 && value < Infinity)) {
      throw new RangeError(`Weight clipping takes a positive finite limit, but ${value} came.`);
    }
  }
  return {
    name: "weight clipping",
    numbers: { limit },
    project: (params, numbers) =>
      mapTree((leaf) => {
        const bound = tf.reshape(numbers["limit"]!, [-1, ...leaf.shape.slice(1).map(() => 1)]);
        return tf.minimum(tf.maximum(leaf, tf.neg(bound)), bound);
      }, params),
  };
}
