import * as tf from "@tensorflow/tfjs";
import { safeRoot } from "../engine/mod.ts";
import { checkArgument, choice, read, type Spec } from "../options/mod.ts";
import { aModel, type Model } from "./model.ts";

/** How {@linkcode batchDeviation} measures a batch. */
export interface BatchDeviationOptions {
  /**
   * `"mean"`: the mean of all features' deviations (Karras et al. 2018). `"first feature"`: that of
   * the first alone, as gan_comparison ships it. Default `"mean"`.
   */
  readonly of?: "mean" | "first feature";
}

/** What fits {@linkcode BatchDeviationOptions}. */
export const BATCH_DEVIATION = {
  of: choice(["mean", "first feature"], "mean"),
} satisfies Spec<BatchDeviationOptions>;

/**
 * A critic that sees how spread out its batch is (minibatch deviation, Karras et al. 2018, section
 * 3; the "batch stats" critic of gan_comparison): `features` makes features of each point, their
 * standard deviation over the batch is put in front of them, and `head` scores the lot. A generator
 * whose points are all alike gives itself away.
 *
 * Deviations are over n, not n - 1; 1e-12 under the root keeps derivatives finite where all points
 * are alike. The batch at hand counts, also when the model is only looked at: real and generated
 * points are two batches. A point's gradient then includes its part in the deviation.
 *
 * @throws {TypeError} If `features` or `head` is no model.
 * @throws {RangeError} If `head` does not take one number more than `features` makes, or `of` is
 * unknown.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { batchDeviation, constantValues, linear } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const features = linear({ inputs: 1, outputs: 1, init: constantValues([1]) });
 * const head = linear({ inputs: 2, outputs: 1, init: constantValues([100, 1]) });
 * const critic = batchDeviation(features, head);
 * const { y } = critic.apply(critic.init([stream(7, 0, "init")]), tf.tensor([[[3], [7]]]));
 * assert.deepEqual([...y.dataSync()], [100 * 2 + 3, 100 * 2 + 7]);
 * ```
 */
export function batchDeviation(
  features: Model,
  head: Model,
  options: BatchDeviationOptions = {},
): Model {
  checkArgument("batchDeviation", "features", features, aModel);
  checkArgument("batchDeviation", "head", head, aModel);
  const { of } = read("batchDeviation", options, BATCH_DEVIATION);
  if (head.inputs !== features.outputs + 1) {
    throw new RangeError(
      `The head takes the ${features.outputs} features and the deviation, ` +
        `${features.outputs + 1} numbers, but ${head.name} takes ${head.inputs}.`,
    );
  }
  return {
    name: `${features.name}, batch deviation (${of}), ${head.name}`,
    inputs: features.inputs,
    outputs: head.outputs,
    sees: "batch",
    ...(head.range ? { range: head.range } : {}),
    init(randoms) {
      const [lower, upper] = [features.init(randoms), head.init(randoms)];
      return {
        params: { features: lower.params, head: upper.params },
        state: { features: lower.state, head: upper.state },
      };
    },
    apply({ params, state }, x, phase) {
      const [p, s] = [params as Both, state as Both];
      const lower = features.apply({ params: p.features, state: s.features }, x, phase);
      const all = tf.concat([deviationOf(lower.y, of), lower.y], 2);
      const upper = head.apply({ params: p.head, state: s.head }, all, phase);
      return { y: upper.y, state: { features: lower.state, head: upper.state } };
    },
  };
}

/** A tree of each part. */
type Both = Readonly<Record<"features" | "head", Parameters<Model["apply"]>[0]["params"]>>;

/** The deviation of a batch `[runs, batch, features]`, beside every point: `[runs, batch, 1]`. */
function deviationOf(y: tf.Tensor, of: "mean" | "first feature"): tf.Tensor {
  const measured = of === "mean" ? y : tf.slice(y, [0, 0, 0], [-1, -1, 1]);
  const centred = tf.sub(measured, tf.mean(measured, 1, true));
  const variance = tf.mean(tf.square(centred), 1, true);
  const deviation = tf.mean(safeRoot(variance), 2, true);
  return tf.tile(deviation, [1, y.shape[1]!, 1]);
}
