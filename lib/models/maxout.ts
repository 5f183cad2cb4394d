import * as tf from "@tensorflow/tfjs";
import { count, read, type Spec } from "../options/mod.ts";
import type { Activation } from "./activations.ts";

/** What fits the pieces of {@linkcode maxout}. */
export const MAXOUT = { pieces: count(2, { from: 2, most: 1000 }) } satisfies Spec<
  { readonly pieces?: number }
>;

/**
 * Maxout (Goodfellow et al. 2013): each unit is the largest of `pieces` sums of its own, a convex
 * piecewise linear function that is learned. A layer of it has `pieces` times the weights; a
 * perceptron's widths stay those of its units.
 *
 * @throws {RangeError} If `pieces` is not a whole number of at least 2.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { maxout } from "saddle/models/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const y = maxout(2).apply(tf.tensor([[[1, 5, -2, -3]]])); // two units
 * assert.deepEqual([...y.dataSync()], [5, -2]);
 * ```
 */
export function maxout(pieces?: number): Activation {
  const { pieces: each } = read("maxout", { pieces }, MAXOUT);
  return {
    name: `maxout ${each}`,
    pieces: each,
    apply: (x) => {
      const shape = [...x.shape.slice(0, -1), x.shape.at(-1)! / each, each];
      return tf.max(tf.reshape(x, shape), shape.length - 1);
    },
  };
}
