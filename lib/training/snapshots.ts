import * as tf from "@tensorflow/tfjs";
import type { Dataset } from "../datasets/mod.ts";
import type { Model, Variables } from "../models/mod.ts";
import { stream } from "../random/mod.ts";
import type { Latent } from "./latents.ts";

/** A regular grid of points on which a critic is looked at. */
export interface Grid {
  /** First and last x. */
  readonly x: readonly [number, number];
  /** First and last y; `[0, 0]` for a grid on a line. */
  readonly y: readonly [number, number];
  /** Points along x. */
  readonly nx: number;
  /** Points along y; 1 on a line. */
  readonly ny: number;
}

/** What a training looked like after a step. */
export interface Snapshot {
  /** Steps done. */
  readonly step: number;
  /** Generated points from the same latents in every snapshot: `[runs, n, dimension]`. */
  readonly samples: Float32Array;
  /** The critic's scores on {@linkcode Snapshot.grid}, `[runs, ny, nx]`, lowest y first. */
  readonly critic?: Float32Array;
  /** Where the critic was looked at. */
  readonly grid?: Grid;
}

/** The grid that shows a data set: 41 x 41 points in the plane, 201 on a line; none in space. */
export function gridOf(
  { dimension, extent }: Pick<Dataset, "dimension" | "extent">,
): Grid | undefined {
  const [x, y] = extent;
  if (dimension === 1) return { x: x!, y: [0, 0], nx: 201, ny: 1 };
  if (dimension === 2) return { x: x!, y: y!, nx: 41, ny: 41 };
  return undefined;
}

/** The points of a grid, row by row from the lowest y: `[ny * nx, dimension]`. */
export function gridPoints({ x, y, nx, ny }: Grid, dimension: number): Float32Array {
  const at = ([low, high]: readonly [number, number], i: number, n: number) =>
    n === 1 ? low : low + (high - low) * i / (n - 1);
  const points = new Float32Array(nx * ny * dimension);
  for (let row = 0; row < ny; row++) {
    for (let column = 0; column < nx; column++) {
      const from = (row * nx + column) * dimension;
      points[from] = at(x, column, nx);
      if (dimension > 1) points[from + 1] = at(y, row, ny);
    }
  }
  return points;
}

/** Latents for `n` points a run, from the named stream of each run: `[runs, n, size]`. */
export function latentsFor(
  latent: Latent,
  size: number,
  n: number,
  { runs, seed, firstRun }: { readonly runs: number; seed: number; firstRun: number },
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

/** The critic's scores on a grid for every run: `[runs, ny, nx]`. */
export function criticOnGrid(
  critic: Model,
  variables: Variables,
  grid: Grid,
  runs: number,
): Float32Array {
  const points = gridPoints(grid, critic.inputs);
  const all = new Float32Array(runs * points.length);
  for (let run = 0; run < runs; run++) all.set(points, run * points.length);
  return evaluate(critic, variables, all, runs);
}
