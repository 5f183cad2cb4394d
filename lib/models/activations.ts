import * as tf from "@tensorflow/tfjs";
import { finite, type Option, part, read, type Spec } from "../options/mod.ts";

/** A function applied to every number between two layers. */
export interface Activation {
  /** What it is called in a model's name. */
  readonly name: string;
  /** Sums of a layer that it takes for each number it gives. Default 1; more for maxout. */
  readonly pieces?: number;
  /** What its values lie in, ends included, where they cannot be any number. */
  readonly range?: readonly [low: number, high: number];
  /** The function. */
  readonly apply: (x: tf.Tensor) => tf.Tensor;
}

/** An option that is an activation. */
export const anActivation: Option<Activation> = part(
  "an activation",
  (value) => "apply" in value && !("init" in value) && !("affine" in value),
);

/**
 * max(0, x). A critic of one hidden ReLU layer gives a gradient penalty no gradient to its biases:
 * the penalty sees them only through kinks. Smooth activations are the fairer choice there.
 */
export const relu: Activation = {
  name: "relu",
  range: [0, Infinity],
  apply: (x) => tf.relu(x),
};

/** The hyperbolic tangent. */
export const tanh: Activation = { name: "tanh", range: [-1, 1], apply: (x) => tf.tanh(x) };

/** log(1 + exp(x)): a smooth ReLU. */
export const softplus: Activation = {
  name: "softplus",
  range: [0, Infinity],
  apply: (x) => tf.softplus(x),
};

/** x for positive x, exp(x) - 1 for negative. */
export const elu: Activation = {
  name: "elu",
  range: [-1, Infinity],
  apply: (x) => tf.elu(x),
};

/** x * sigmoid(x), also called swish. */
export const silu: Activation = { name: "silu", apply: (x) => tf.mul(x, tf.sigmoid(x)) };

/** 1 / (1 + exp(-x)). */
export const sigmoid: Activation = {
  name: "sigmoid",
  range: [0, 1],
  apply: (x) => tf.sigmoid(x),
};

/** No change. */
export const identity: Activation = { name: "identity", apply: (x) => x };

/** What fits the slope of {@linkcode leakyRelu}. */
export const LEAKY_RELU = { slope: finite(0.2) } satisfies Spec<{ readonly slope?: number }>;

/**
 * x for positive x, `slope * x` for negative. Default slope 0.2 (PyTorch's is 0.01).
 *
 * @throws {RangeError} If the slope is not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { leakyRelu } from "saddle/models/mod.ts";
 *
 * await start({ engine: "cpu" });
 * assert.deepEqual([...leakyRelu(0.5).apply(tf.tensor([-4, 3])).dataSync()], [-2, 3]);
 * ```
 */
export function leakyRelu(slope?: number): Activation {
  const full = read("leakyRelu", { slope }, LEAKY_RELU);
  return { name: `leaky relu ${full.slope}`, apply: (x) => tf.leakyRelu(x, full.slope) };
}
