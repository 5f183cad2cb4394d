import * as tf from "@tensorflow/tfjs";
import { mapTree } from "../engine/mod.ts";
import type { Constraint } from "./constraint.ts";
import { perRun, read, type Spec } from "../options/mod.ts";
import { type PerRun, spread } from "../runs/mod.ts";

/** The setting of {@linkcode clipping}. */
export interface ClippingOptions {
  /** The largest size of a weight or bias, for all runs or one a run. Default 0.01. */
  readonly limit?: PerRun;
}

/** What fits {@linkcode ClippingOptions}. */
export const CLIPPING = { limit: perRun({ above: 0 }, 0.01) } satisfies Spec<ClippingOptions>;

/**
 * Weight clipping (Arjovsky et al. 2017, algorithm 1): after each critic step every weight and bias
 * is moved into [-limit, limit].
 *
 * Refused with spectral normalisation, which undoes it. It bounds the critic's slope, but does not
 * hold it near 1: most weights end at the limit.
 *
 * @throws {RangeError} If a limit is not positive and finite.
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
 * const { project, numbers } = clipping({ limit: 1 });
 * const clipped = project!(params, { limit: tf.tensor1d([numbers["limit"] as number]) });
 * assert.deepEqual([...leaves(clipped)[0]!.dataSync()], [1, -0.5]);
 * ```
 */
export function clipping(options: ClippingOptions = {}): Constraint {
  const { limit } = read("clipping", options, CLIPPING);
  return {
    name: "weight clipping",
    numbers: { limit },
    needs: {
      sizedWeights: true,
      because:
        "spectral normalisation divides weights by their size, so that a limit to it bounds nothing",
    },
    project: (params, numbers) =>
      mapTree((leaf) => {
        const bound = spread(numbers["limit"]!, leaf);
        return tf.minimum(tf.maximum(leaf, tf.neg(bound)), bound);
      }, params),
  };
}
