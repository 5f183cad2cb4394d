import * as tf from "@tensorflow/tfjs";
import type { Batches } from "../../datasets/mod.ts";

/** The next batches of each run's source, `[steps, runs, batch, dimension]`; the caller's. */
export function blockOf(
  sources: readonly Batches[],
  steps: number,
  batch: number,
  dimension: number,
): tf.Tensor {
  const size = batch * dimension;
  const values = new Float32Array(steps * sources.length * size);
  for (let i = 0; i < steps * sources.length; i++) {
    sources[i % sources.length]!.next(values.subarray(i * size, (i + 1) * size));
  }
  return tf.tensor(values, [steps, sources.length, batch, dimension]);
}
