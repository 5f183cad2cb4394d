import * as tf from "@tensorflow/tfjs";
import { CholeskyDecomposition, inverse, Matrix } from "ml-matrix";
import type { LabelledFeatures } from "./labelled_features.ts";
import type { Line } from "./line.ts";

interface Form {
  readonly dimension: number;
  readonly classes: number;
  readonly decay: number;
}

/** Steps at most. */
const MOST = 1000;
/** It ends where no slope is larger than this. */
const FLAT = 1e-5;
/** What is added to the variances at first, as a share of them. */
const RIDGE = 1e-6;

/** The linear classifier at the minimum of the penalised cross entropy. */
export function bestLine({ features, labels }: LabelledFeatures, form: Form): Line {
  const { dimension, classes, decay } = form, n = labels.length;
  const { centre, whitener } = whitening(features, dimension);
  const { inside, steps } = tf.tidy(() => {
    const rows = tf.sub(tf.tensor2d(features, [n, dimension]), tf.tensor2d([centre]));
    const white = tf.matMul(rows as tf.Tensor2D, tf.tensor2d(whitener.to2DArray()));
    const truth = tf.oneHot(tf.tensor1d(Array.from(labels), "int32"), classes);
    return minimum(tf.concat([white, tf.ones([n, 1])], 1), tf.cast(truth, "float32"), decay);
  });
  const all = Matrix.from1DArray(dimension + 1, classes, inside);
  const weights = whitener.mmul(all.subMatrix(0, dimension - 1, 0, classes - 1));
  const moved = Matrix.rowVector(centre).mmul(weights).to1DArray();
  const bias = all.getRow(dimension).map((b, c) => b - moved[c]!);
  return { weights: Float64Array.from(weights.to1DArray()), bias: Float64Array.from(bias), steps };
}

/** The mean of features, and a matrix that makes their covariance the identity. */
function whitening(features: Float32Array, dimension: number) {
  const [centre, deviations, correlation] = tf.tidy(() => {
    const rows = tf.tensor2d(features, [features.length / dimension, dimension]);
    const { mean, variance } = tf.moments(rows, 0);
    const deviations = tf.sqrt(variance);
    const even = tf.divNoNan(tf.sub(rows, mean), deviations) as tf.Tensor2D;
    const products = tf.div(tf.matMul(even, even, true), rows.shape[0]);
    return [mean, deviations, products].map((found) => Array.from(found.dataSync()));
  });
  const found = Matrix.from1DArray(dimension, dimension, correlation!);
  // products may be summed in any order
  const factor = lowerFactor(Matrix.add(found, found.transpose()).div(2));
  const scales = deviations!.map((deviation) => deviation > 0 ? 1 / deviation : 0);
  return {
    centre: centre!,
    whitener: Matrix.diag(scales).mmul(inverse(factor).transpose()),
  };
}

/**
 * L with L Lᵀ the matrix, plus as much on its diagonal as makes it positive: features may be linear
 * in each other.
 */
function lowerFactor(matrix: Matrix): Matrix {
  for (let ridge = RIDGE;; ridge *= 10) {
    const raised = Matrix.add(matrix, Matrix.eye(matrix.rows).mul(ridge));
    const found = new CholeskyDecomposition(raised);
    if (found.isPositiveDefinite()) return found.lowerTriangularMatrix;
  }
}

/**
 * The minimum by accelerated gradient steps. The curvature of the cross entropy is at most half
 * that of the rows' squares (Böhning 1992), which whitening has made the identity; so the step
 * needs no search.
 */
function minimum(
  rows: tf.Tensor,
  truth: tf.Tensor,
  decay: number,
): { inside: Float32Array; steps: number } {
  const [n, wide] = rows.shape as [number, number];
  const decays = tf.concat([tf.fill([wide - 1, 1], decay), tf.zeros([1, 1])], 0);
  const step = 1 / (0.5 + decay);
  let at: tf.Tensor = tf.zeros([wide, truth.shape[1]!]), ahead = at, momentum = 1, steps = 0;
  for (; steps < MOST; steps++) {
    const [next, moved, slope] = tf.tidy(() => {
      const errors = tf.sub(tf.softmax(tf.matMul(rows, ahead)), truth);
      const slope = tf.add(
        tf.div(tf.matMul(rows, errors, true), n),
        tf.mul(decays, ahead),
      );
      const next = tf.sub(ahead, tf.mul(step, slope));
      const moved = tf.sub(next, at);
      return [next, moved, tf.stack([tf.max(tf.abs(slope)), tf.sum(tf.mul(slope, moved))])];
    }) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const [steepest, uphill] = slope.dataSync() as Float32Array;
    if (uphill! > 0) momentum = 1; // it has run past
    const faster = (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2;
    ahead = tf.add(next, tf.mul((momentum - 1) / faster, moved));
    [at, momentum] = [next, faster];
    if (steepest! < FLAT) break;
  }
  return { inside: at.dataSync() as Float32Array, steps };
}
