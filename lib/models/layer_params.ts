import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random/mod.ts";
import type { Fan, Initialiser } from "./initialisers.ts";

/**
 * The parameters of one layer: a type, as an interface would be no tree of tensors for
 * all compilers.
 */
export type LayerParams = {
  /** `[runs, in, out]`, or `[runs, kernel, kernel, in, out]`. */
  readonly weight: tf.Tensor;
  /** `[runs, 1, out]`. */
  readonly bias?: tf.Tensor;
  /** After a normalisation: `[runs, 1, out]` both. */
  readonly gain?: tf.Tensor;
  readonly shift?: tf.Tensor;
};

/** What the starting values of a layer depend on. */
export interface LayerForm {
  /** Rows of the weights as a matrix. */
  readonly inputs: number;
  /** Its columns: sums of the layer. */
  readonly outputs: number;
  /** For sums that see only some of the rows. */
  readonly fan?: Fan;
  /** Whether it has a bias. */
  readonly bias: boolean;
  /** Whether it has a gain and a shift. */
  readonly affine: boolean;
}

/** A layer for each run, weights `[runs, inputs, outputs]`. */
export function startingLayer(
  randoms: readonly Random[],
  init: Initialiser,
  { inputs, outputs, fan, bias, affine }: LayerForm,
): LayerParams {
  const runs = randoms.length;
  const weights = new Float32Array(runs * inputs * outputs);
  const biases = new Float32Array(runs * outputs);
  randoms.forEach((random, run) => {
    const values = init(random, inputs, outputs, fan);
    weights.set(values.weight, run * inputs * outputs);
    biases.set(values.bias, run * outputs);
  });
  return {
    weight: tf.tensor(weights, [runs, inputs, outputs]),
    ...(bias ? { bias: tf.tensor(biases, [runs, 1, outputs]) } : {}),
    ...(affine ? { gain: tf.ones([runs, 1, outputs]), shift: tf.zeros([runs, 1, outputs]) } : {}),
  };
}

/** Refuses to make a model for no run at all. */
export function checkRandoms(randoms: readonly Random[]): void {
  if (randoms.length > 0) return;
  throw new RangeError("A model is made for at least one run, but no random streams came.");
}

/** Refuses an input whose last axis is not the model's number of features. */
export function checkFeatures(x: tf.Tensor, inputs: number, model: string): void {
  if (x.shape.length === 3 && x.shape[2] === inputs) return;
  throw new RangeError(
    `This ${model} takes inputs of shape [runs, batch, ${inputs}], but [${x.shape}] came.`,
  );
}

/** Refuses an input for another number of runs; one of one run serves all. */
export function checkRuns(x: tf.Tensor, runs: number): void {
  if (x.shape[0] === runs || x.shape[0] === 1 || runs === 1) return;
  throw new RangeError(
    `These parameters are of ${runs} runs, but an input of shape [${x.shape}] came.`,
  );
}
