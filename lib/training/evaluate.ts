import * as tf from "@tensorflow/tfjs";
import type { Model, Variables } from "../models/mod.ts";
import { stream } from "../random/mod.ts";
import { type Grid, gridPoints } from "./grid.ts";
import type { Latent } from "./latents.ts";

/** Which runs of which experiment. */
export interface RunNumbers {
  /** Runs side by side. */
  readonly runs: number;
  /** The seed of the experiment. */
  readonly seed: number;
  /** The number of the first run. */
  readonly firstRun: number;
}

/** Latents for `n` points a run, from the named stream of each run: `[runs, n, size]`. */
export function latentsFor(
  latent: Latent,
  size: number,
  n: number,
  { runs, seed, firstRun }: RunNumbers,
  name: string,
): Float32Array {
  const values = new Float32Array(runs * n * size);
  for (let run = 0; run < runs; run++) {
    const part = values.subarray(run * n * size, (run + 1) * n * size);
    latent.fill(stream(seed, firstRun + run, name), part);
  }
  return values;
}

/** A model's outputs for inputs `[runs, n, inputs]` in plain memory: `[runs, n, outputs]`. */
export function evaluate(
  model: Model,
  variables: Variables,
  values: Float32Array,
  runs: number,
): Float32Array {
  return tf.tidy(() => {
    const x = tf.tensor(values, [runs, values.length / runs / model.inputs, model.inputs]);
    return model.apply(variables, x, "evaluate").y.dataSync<"float32">().slice();
  });
}

/** A critic's scores of the same points `[n, inputs]` for every run: `[runs, n]`. */
export function scoresOf(
  critic: Model,
  variables: Variables,
  points: Float32Array,
  runs: number,
): Float32Array {
  const all = new Float32Array(runs * points.length);
  for (let run = 0; run < runs; run++) all.set(points, run * points.length);
  return evaluate(critic, variables, all, runs);
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
