import * as tf from "@tensorflow/tfjs";
import { startingLayer } from "../layer_params.ts";
import type { Fan, Initialiser } from "../initialisers.ts";
import type { Random } from "../../random/mod.ts";
import type { Variables } from "../model.ts";

/** The parameters of a convolution: a filter and a bias for each run. */
export type Filters = {
  /** `[runs, kernel, kernel, in, out]`. */
  readonly weight: tf.Tensor;
  /** `[runs, 1, out]`. */
  readonly bias?: tf.Tensor;
};

/** Starting values of filters. */
export function startingFilters(
  randoms: readonly Random[],
  init: Initialiser,
  { kernel, channels: [before, after], fan, bias }: {
    readonly kernel: number;
    readonly channels: readonly [before: number, after: number];
    readonly fan: Fan;
    readonly bias: boolean;
  },
): Variables {
  const form = { inputs: kernel * kernel * before, outputs: after, fan, bias, affine: false };
  const { weight: matrix, ...rest } = startingLayer(randoms, init, form);
  const weight = tf.reshape(matrix, [randoms.length, kernel, kernel, before, after]);
  matrix.dispose();
  return { params: { weight, ...rest }, state: {} };
}

/**
 * Images `[runs * batch, ...]` through a filter each: convolutions have no run axis, so those of
 * one filter go together, those of a filter a run one after the other.
 */
export function filteredByRun(
  x: tf.Tensor,
  { weight, bias }: Filters,
  one: (images: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor,
): tf.Tensor {
  // TensorFlow.js hands the gradient of a list of one to unstack as no list
  const filters =
    (weight.shape[0] === 1 ? [tf.squeeze(weight, [0])] : tf.unstack(weight)) as tf.Tensor4D[];
  const images = filters.length === 1 ? [x] : tf.split(x, filters.length);
  const parts = images.map((part, run) => one(part as tf.Tensor4D, filters[run]!));
  const y = parts.length === 1 ? parts[0]! : tf.concat(parts, 0);
  if (!bias) return y;
  const rows = tf.reshape(y, [filters.length, -1, y.shape.at(-1)!]);
  return tf.reshape(tf.add(rows, bias), y.shape);
}
