import * as tf from "@tensorflow/tfjs";
import { count, read, type Spec } from "../../options/mod.ts";
import { WIDEST } from "../model.ts";
import { type LayerParams, startingLayer } from "../layer_params.ts";
import { type Layer, sizeOf } from "./layer.ts";
import { WEIGHTS, type WeightsOptions } from "./weights_options.ts";

/** The shape and manner of a {@linkcode dense} layer. */
export interface DenseOptions extends WeightsOptions {
  /** Features that it gives. */
  readonly outputs: number;
}

/** What fits {@linkcode DenseOptions}. */
export const DENSE = {
  outputs: count(undefined, { most: WIDEST }),
  ...WEIGHTS,
} satisfies Spec<DenseOptions>;

/**
 * A dense layer of a {@linkcode network}: every number of a point enters every sum. Images are
 * taken row by row, with the channels of a pixel side by side. Parameters
 * `{ weight: [runs, in, out], bias: [runs, 1, out] }`.
 *
 * @throws {RangeError} If `outputs` is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dense } from "saddle/models/mod.ts";
 *
 * assert.deepEqual(dense({ outputs: 10 }).shape([28, 28, 1]), [10]);
 * ```
 */
export function dense(options: DenseOptions): Layer {
  const { outputs, bias, init } = read("dense", options, DENSE);
  return {
    name: `dense ${outputs}`,
    shape: () => [outputs],
    init: (randoms, given) => ({
      params: startingLayer(randoms, init, {
        ...{ inputs: sizeOf(given), outputs, bias, affine: false },
      }),
      state: {},
    }),
    apply({ params, state }, x, { runs }) {
      const { weight, bias } = params as LayerParams;
      const y = products(tf.reshape(x, [runs, -1, weight.shape[1]!]), weight);
      return { y: tf.reshape(bias ? tf.add(y, bias) : y, [-1, outputs]), state };
    },
  };
}

/**
 * Products of matrices, run by run; of one run plain ones, which XLA fuses better than
 * stacks of one.
 */
function products(rows: tf.Tensor, weight: tf.Tensor): tf.Tensor {
  if (rows.shape[0] !== 1 || weight.shape[0] !== 1) return tf.matMul(rows, weight);
  const product = tf.matMul(tf.squeeze(rows, [0]), tf.squeeze(weight, [0]));
  return tf.expandDims(product, 0);
}
