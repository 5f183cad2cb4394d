import * as tf from "@tensorflow/tfjs";
import { type Dataset, drawn } from "../../datasets/mod.ts";
import { leaves, type Tree, valueAndGradient } from "../../engine/mod.ts";
import { aLoss } from "../../losses/house.ts";
import type { Loss } from "../../losses/mod.ts";
import type { Variables } from "../../models/mod.ts";
import { checkArgument, count, open, read, type Spec, text } from "../../options/mod.ts";
import { aDataset } from "../../datasets/house.ts";
import { runStreams } from "../../runs/mod.ts";
import { latentsFor } from "./evaluate.ts";
import { aTraining } from "../record/arguments.ts";
import { withUploaded } from "../stored/host_tree.ts";
import { lossOfPoints } from "../updates/moves.ts";
import type { TrainedRuns } from "../record/run.ts";

/** How strongly generators are pulled. */
export interface GeneratorGradient {
  /**
   * The norm of the gradient by each generated point of what that point adds to the loss,
   * `[runs, n]`: $\|\nabla_x \ell(D(x))\|$, whatever the size of the batch.
   */
  readonly samples: Float32Array;
  /** The norm of the gradient of the mean loss by all parameters of the generator, `[runs]`. */
  readonly parameters: readonly number[];
}

/** Options of {@linkcode generatorGradient}. */
export interface GeneratorGradientOptions {
  /** The loss: that of the training, or another one to compare. */
  readonly loss: Loss;
  /** Where real points come from, for a loss whose generator looks at them. */
  readonly dataset?: Dataset;
  /** Generated points a run. Default 256. */
  readonly n?: number;
  /** The name of the random stream of the latents. Default `"use"`, as in `generate`. */
  readonly stream?: string;
}

/** What fits {@linkcode GeneratorGradientOptions}. */
export const GENERATOR_GRADIENT = {
  loss: aLoss,
  dataset: open(aDataset),
  n: count(256),
  stream: text("use"),
} satisfies Spec<GeneratorGradientOptions>;

/**
 * The generator's gradient against the trained critics: how much the loss pulls at its points, and
 * at its parameters. Where it vanishes, nothing is learned any more.
 *
 * Noise of the training is left out. Where `average` was set, the generator is the averaged one.
 *
 * @throws {RangeError} If n is not a positive whole number, or if the loss needs real points and
 * there is no data set.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ring } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { wasserstein } from "saddle/losses/mod.ts";
 * import { constantValues, linear } from "saddle/models/mod.ts";
 * import {
 *   type GeneratorGradient,
 *   generatorGradient,
 *   type GeneratorGradientOptions,
 *   sgd,
 *   train,
 * } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const init = constantValues([3, 4]); // D(x) = 3 x1 + 4 x2, everywhere of slope 5
 * const players = { generator: linear({ inputs: 2, outputs: 2 }), critic: linear({ inputs: 2, outputs: 1, init }) };
 * const optimiser = sgd({ rate: 0 });
 * const run = await train({ dataset: ring(), ...players, loss: wasserstein(), optimiser, batch: 1, steps: 1 });
 * const options: GeneratorGradientOptions = { loss: wasserstein(), n: 2 };
 * const { samples }: GeneratorGradient = generatorGradient(run, options);
 * assert.deepEqual([...samples], [5, 5]);
 * ```
 */
export function generatorGradient(
  run: TrainedRuns,
  options: GeneratorGradientOptions,
): GeneratorGradient {
  const { loss, dataset, n, stream: name } = checked(options);
  checkArgument("generatorGradient", "run", run, aTraining);
  const hidden = latentsFor(run.latent, run.generator.model.inputs, n, run, name);
  const points = dataset && realPoints(run, dataset, n);
  let found: GeneratorGradient | undefined;
  withUploaded(run.generator, (generator) =>
    withUploaded(run.critic, (critic) =>
      tf.tidy(() => {
        const latent = tensor(hidden, run.runs, n);
        const real = points && tensor(points, run.runs, n);
        found = gradients(run, loss, { generator, critic }, latent, real);
      })));
  return found!;
}

function checked(options: GeneratorGradientOptions) {
  const full = read("generatorGradient", options, GENERATOR_GRADIENT);
  if (!full.loss.generatorSeesReal || full.dataset) return full;
  throw new RangeError(
    `generatorGradient needs dataset, a data set, because the generator's ${full.loss.name} loss ` +
      "looks at real points, but none came.",
  );
}

function realPoints(run: TrainedRuns, dataset: Dataset, n: number): Float32Array {
  const size = n * dataset.dimension;
  const all = new Float32Array(run.runs * size);
  runStreams(run, "probe").forEach((random, r) => all.set(drawn(dataset, random, n), r * size));
  return all;
}

function tensor(values: Float32Array, runs: number, n: number): tf.Tensor {
  return tf.tensor(values, [runs, n, values.length / runs / n]);
}

function gradients(
  run: TrainedRuns,
  loss: Loss,
  variables: { readonly generator: Variables; readonly critic: Variables },
  latent: tf.Tensor,
  real: tf.Tensor | undefined,
): GeneratorGradient {
  const critic = run.critic.model;
  const made = (params: Tree) =>
    run.generator.model.apply({ ...variables.generator, params }, latent, "train").y;
  const lossOf = (fake: tf.Tensor) =>
    lossOfPoints({ critic, loss }, variables.critic, { real: real ?? fake, fake });
  const { params } = variables.generator;
  const bySamples = gradientOf(lossOf, made(params));
  const byParameters = gradientOf((params: Tree) => lossOf(made(params)), params);
  const norms = tf.sqrt(tf.sum(tf.square(bySamples), 2));
  return {
    // a mean over n points gives each of them 1 / n
    samples: tf.mul(latent.shape[1]!, norms).dataSync<"float32">().slice(),
    parameters: normsOfRuns(byParameters, run.runs),
  };
}

function gradientOf<T extends Tree>(value: (at: T) => tf.Tensor, at: T): T {
  return valueAndGradient((at: T) => ({ value: value(at), aux: [] }), at).gradient;
}

function normsOfRuns(gradient: Tree, runs: number): number[] {
  const squares = new Array<number>(runs).fill(0);
  for (const leaf of leaves(gradient)) {
    leaf.dataSync().forEach((x, i) => squares[Math.floor(i * runs / leaf.size)]! += x * x);
  }
  return squares.map(Math.sqrt);
}
