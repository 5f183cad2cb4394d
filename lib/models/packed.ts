import * as tf from "@tensorflow/tfjs";
import { checkArgument, count, read, type Spec } from "../options/mod.ts";
import { checkFeatures } from "./layer_params.ts";
import { aModel, type Model } from "./model.ts";

/** How {@linkcode packed} packs. */
export interface PackedOptions {
  /** Points the critic judges together, at least 1. Default 2. */
  readonly size?: number;
}

/** What fits {@linkcode PackedOptions}. */
export const PACKED = { size: count(2) } satisfies Spec<PackedOptions>;

/**
 * A packed critic (PacGAN, Lin et al. 2018): judges m points together, so that it sees when
 * generated ones are too alike. `inner` takes m times the features of a point; a batch
 * `[runs, batch, features]` is cut into packs of m points in a row, and there is one score a pack,
 * `[runs, batch / m, 1]`.
 *
 * Losses of means take it as it is; those that compare points with scores one by one do not. A
 * penalty sees, at each point, the part of the critic's gradient that belongs to it: the squared
 * norm of a pack's whole gradient is the sum of m of those. So a target norm of 1 is one for
 * each point's part, and the whole gradient of a pack is then $\sqrt m$ long. Used without
 * training (in snapshots, by `score`), each point is judged as a pack of m copies of itself: one
 * score a point.
 *
 * @throws {TypeError} If `inner` is no model.
 * @throws {RangeError} If the size is not a positive whole number, or does not divide the features
 * of `inner` or, when applied, the batch.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { mlp, packed } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const critic = packed(mlp({ inputs: 3 * 2, outputs: 1 }), { size: 3 });
 * assert.equal(critic.inputs, 2);
 * const { y } = critic.apply(critic.init([stream(7, 0, "init")]), tf.zeros([1, 12, 2]), "train");
 * assert.deepEqual(y.shape, [1, 4, 1]);
 * ```
 */
export function packed(inner: Model, options: PackedOptions = {}): Model {
  checkArgument("packed", "inner", inner, aModel);
  const { size } = read("packed", options, PACKED);
  if (inner.inputs % size !== 0) {
    throw new RangeError(
      `A critic of packs of ${size} points takes ${size} times the features of a point, but ` +
        `${inner.name} takes ${inner.inputs}.`,
    );
  }
  const inputs = inner.inputs / size;
  return {
    ...inner,
    name: `${inner.name}, packs of ${size}`,
    inputs,
    ...(size > 1 ? { pack: size, ...(inner.sees === "batch" ? {} : { sees: "pack" }) } : {}),
    apply(variables, x, phase = "train") {
      checkFeatures(x, inputs, "packed critic");
      const packs = phase === "evaluate" ? tf.tile(x, [1, 1, size]) : packsOf(x, size);
      return inner.apply(variables, packs, phase);
    },
  };
}

/** Refuses a batch that leaves points over. */
export function checkWholePacks(size: number, batch: number): void {
  if (batch % size === 0) return;
  throw new RangeError(`Packs of ${size} points need batches of whole packs, but ${batch} came.`);
}

function packsOf(x: tf.Tensor, size: number): tf.Tensor {
  const [runs, batch, features] = x.shape as [number, number, number];
  checkWholePacks(size, batch);
  return tf.reshape(x, [runs, batch / size, size * features]);
}
