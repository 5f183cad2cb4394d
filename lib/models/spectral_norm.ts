import * as tf from "@tensorflow/tfjs";
import { holdConstant, leaves, paths, type Tree, unflatten } from "../engine/mod.ts";
import { checkArgument, count, read, type Spec } from "../options/mod.ts";
import type { Random } from "../random/mod.ts";
import { aModel, type Model } from "./model.ts";

/** How closely {@linkcode spectralNorm} follows the norms. */
export interface SpectralNormOptions {
  /** Power iterations each time the model is applied, at least 1. Default 1. At most 10,000. */
  readonly iterations?: number;
  /** Power iterations on the starting weights, at least 1. Default 100. At most 10,000. */
  readonly warmUp?: number;
}

/** What fits {@linkcode SpectralNormOptions}. */
export const SPECTRAL_NORM = {
  iterations: count(1, { most: 10_000 }),
  warmUp: count(100, { most: 10_000 }),
} satisfies Spec<SpectralNormOptions>;

/**
 * Spectral normalisation (Miyato et al. 2018): each weight matrix W of the model is used as
 * $W / \sigma(W)$ with its largest singular value $\sigma \approx v^\top W u$ by power iteration, u
 * and v held constant in gradients. With activations of slope at most 1 (relu, leaky relu, tanh,
 * softplus; not silu) and nothing else between its layers the model is then Lipschitz with the
 * constant 1, but for what the iteration lags behind the training: it finds too small a $\sigma$,
 * never too large a one. Batch and layer norm divide by deviations that may be small, and an
 * autoencoder's score adds its input: those have no such bound.
 *
 * Filters of a convolution count as the matrix of all that a sum sees,
 * `[kernel * kernel * in, out]`, as in the paper. The convolution itself, whose filters overlap,
 * can stretch more than that: by up to kernel / stride, rounded up.
 *
 * Biases stay as they are. Parameters are those of `inner`, the state holds a vector for each
 * matrix beside its state. A matrix of zeros stays one.
 *
 * @throws {TypeError} If `inner` is no model.
 * @throws {RangeError} If a number of iterations is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { constantValues, linear, spectralNorm } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const critic = spectralNorm(linear({ inputs: 2, outputs: 1, init: constantValues([3, 4]) }));
 * const { y } = critic.apply(critic.init([stream(7, 0, "init")]), tf.tensor([[[1, 0], [0, 1]]]));
 * assert.ok(Math.abs(y.dataSync()[0]! - 3 / 5) < 1e-6);
 * assert.ok(Math.abs(y.dataSync()[1]! - 4 / 5) < 1e-6);
 * ```
 */
export function spectralNorm(inner: Model, options: SpectralNormOptions = {}): Model {
  checkArgument("spectralNorm", "inner", inner, aModel);
  const { iterations, warmUp } = read("spectralNorm", options, SPECTRAL_NORM);
  return {
    ...inner,
    name: `${inner.name}, spectral norm${iterations === 1 ? "" : ` (${iterations} iterations)`}`,
    rescales: true,
    init(randoms) {
      const { params, state } = inner.init(randoms);
      const vectors = weightsOf(params).map((weight) =>
        tf.tidy(() => iterated(weight, randomRows(randoms, weight.shape.at(-1)!), warmUp).u)
      );
      return { params, state: { inner: state, vectors } };
    },
    apply({ params, state }, x, phase = "train") {
      const own = state as { readonly inner: Tree; readonly vectors: readonly tf.Tensor[] };
      const found = weightsOf(params).map((weight, i) =>
        iterated(holdConstant(weight), own.vectors[i]!, iterations)
      );
      const result = inner.apply({ params: normalised(params, found), state: own.inner }, x, phase);
      const vectors = phase === "train" ? found.map(({ u }) => u) : own.vectors;
      return { ...result, state: { inner: result.state, vectors } };
    },
  };
}

/**
 * Both singular vectors of the largest singular value: v `[runs, 1, in]` and u `[runs, 1, out]`.
 */
interface Vectors {
  readonly v: tf.Tensor;
  readonly u: tf.Tensor;
}

function isWeight(path: string, leaf: tf.Tensor): boolean {
  return /(^|\.)weight$/.test(path) && leaf.rank >= 3;
}

/** The weights among the parameters. */
function weightsOf(params: Tree): tf.Tensor[] {
  const names = paths(params);
  return leaves(params).filter((leaf, i) => isWeight(names[i]!, leaf));
}

/** Weights as `[runs, in, out]`: of filters, all but the last axis is `in`. */
function asMatrix(weight: tf.Tensor): tf.Tensor {
  const { shape } = weight;
  return shape.length === 3 ? weight : tf.reshape(weight, [shape[0]!, -1, shape.at(-1)!]);
}

function iterated(weight: tf.Tensor, from: tf.Tensor, times: number): Vectors {
  const matrix = asMatrix(weight);
  let [v, u] = [from, from];
  for (let i = 0; i < times; i++) {
    v = unit(tf.matMul(u, matrix, false, true));
    u = unit(tf.matMul(v, matrix));
  }
  return { v, u };
}

function unit(x: tf.Tensor): tf.Tensor {
  return tf.div(x, tf.add(tf.sqrt(tf.sum(tf.square(x), -1, true)), 1e-12));
}

/** The parameters with each matrix divided by its norm. */
function normalised(params: Tree, found: readonly Vectors[]): Tree {
  const names = paths(params);
  let next = 0;
  const values = leaves(params).map((leaf, i) => {
    if (!isWeight(names[i]!, leaf)) return leaf;
    const { v, u } = found[next++]!;
    const sigma = tf.sum(tf.mul(tf.matMul(v, asMatrix(leaf)), u), -1, true);
    const perRun = [-1, ...leaf.shape.slice(1).map(() => 1)];
    return tf.div(leaf, tf.reshape(tf.maximum(sigma, 1e-12), perRun));
  });
  return unflatten(params, values);
}

/** A row of normal numbers for each run, `[runs, 1, size]`. */
function randomRows(randoms: readonly Random[], size: number): tf.Tensor {
  const values = new Float32Array(randoms.length * size);
  randoms.forEach((random, run) => random.normal(values.subarray(run * size, (run + 1) * size)));
  return tf.tensor(values, [randoms.length, 1, size]);
}
