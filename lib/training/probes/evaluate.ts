import * as tf from "@tensorflow/tfjs";
import { squaredGradientNorm } from "../../constraints/mod.ts";
import type { Model, Variables } from "../../models/mod.ts";
import { type RunNumbers, runStreams } from "../../runs/mod.ts";
import { type Grid, gridPoints } from "./grid.ts";
import { readInScope } from "./read_in_scope.ts";
import type { Latent } from "../latents.ts";

/** Latents for `n` points a run, from the named stream of each run: `[runs, n, size]`. */
export function latentsFor(
  latent: Latent,
  size: number,
  n: number,
  numbers: RunNumbers,
  name: string,
): Float32Array {
  const values = new Float32Array(numbers.runs * n * size);
  runStreams(numbers, name).forEach((random, run) => {
    latent.fill(random, values.subarray(run * n * size, (run + 1) * n * size));
  });
  return values;
}

/** A model's outputs for inputs `[runs, n, inputs]` in plain memory: `[runs, n, outputs]`. */
export function evaluate(
  model: Model,
  variables: Variables,
  values: Float32Array,
  runs: number,
): Float32Array {
  return readInScope(() => {
    const x = tf.tensor(values, [runs, values.length / runs / model.inputs, model.inputs]);
    return model.apply(variables, x, "evaluate").y;
  });
}

/**
 * What a model makes of the same points `[n, inputs]` in every run, as a critic's scores:
 * `[runs, n, outputs]`.
 */
export function scoresOf(
  model: Model,
  variables: Variables,
  points: Float32Array,
  runs: number,
): Float32Array {
  const all = new Float32Array(runs * points.length);
  for (let run = 0; run < runs; run++) all.set(points, run * points.length);
  return evaluate(model, variables, all, runs);
}

/**
 * The norms of a critic's gradients at the same points `[n, inputs]` for every run: `[runs, n]`.
 */
export function gradientNormsOf(
  critic: Model,
  variables: Variables,
  points: Float32Array,
  runs: number,
): Float32Array {
  return readInScope(() => {
    const shape = [1, points.length / critic.inputs, critic.inputs] as [number, number, number];
    const x = tf.tile(tf.tensor(points, shape), [runs, 1, 1]);
    const scores = (at: tf.Tensor) => critic.apply(variables, at, "evaluate").y;
    return tf.sqrt(squaredGradientNorm(scores, x));
  });
}

/** The critic's scores on a grid for every run: `[runs, ny, nx]`. */
export function criticOnGrid(
  critic: Model,
  variables: Variables,
  grid: Grid,
  runs: number,
): Float32Array {
  return scoresOf(critic, variables, gridPoints(grid, critic.inputs), runs);
}
