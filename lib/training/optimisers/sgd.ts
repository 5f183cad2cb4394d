import * as tf from "@tensorflow/tfjs";
import { perRun, read, type Spec } from "../../options/mod.ts";
import { type PerRun, spread } from "../../runs/mod.ts";
import { mapTree } from "../../engine/mod.ts";
import type { Optimiser } from "./optimiser.ts";

/** Options of {@linkcode sgd}. */
export interface SgdOptions {
  /** Learning rate, for all runs or one a run. Default 0.01. */
  readonly rate?: PerRun;
}

/** What fits {@linkcode SgdOptions}. */
export const SGD = { rate: perRun({ from: 0 }, 0.01) } satisfies Spec<SgdOptions>;

/**
 * Plain gradient descent: $\theta \leftarrow \theta - \eta\, g$.
 *
 * @throws {RangeError} If a rate is negative or not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { leaves, start } from "saddle/engine/mod.ts";
 * import { sgd } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const { params } = sgd().update([tf.tensor([[4]])], {}, [tf.tensor([[1]])], {
 *   rate: tf.tensor1d([0.5]),
 * });
 * assert.deepEqual([...leaves(params)[0]!.dataSync()], [1 - 0.5 * 4]);
 * ```
 */
export function sgd(options: SgdOptions = {}): Optimiser {
  return {
    name: "SGD",
    numbers: read("sgd", options, SGD),
    init: () => ({}),
    update: (gradient, memory, params, { rate }) => ({
      params: mapTree((p, g) => tf.sub(p, tf.mul(spread(rate!, p), g!)), params, gradient),
      memory,
    }),
  };
}
