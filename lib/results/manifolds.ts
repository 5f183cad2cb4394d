import pl from "nodejs-polars";
import { simplePenalty } from "../constraints/mod.ts";
import {
  circle,
  type Dataset,
  finite,
  type FiniteDataset,
  fiveGaussians,
  square,
} from "../datasets/mod.ts";
import { wasserstein } from "../losses/mod.ts";
import { ganConvergenceDistance, optimalTransport } from "../metrics/mod.ts";
import {
  type Initialiser,
  leakyRelu,
  lecunUniform,
  mlp,
  relu,
  xavierUniform,
} from "../models/mod.ts";
import { type Random, stream } from "../random/mod.ts";
import {
  alternating,
  criticMap,
  generate,
  type Grid,
  type Run,
  sgd,
  train,
} from "../training/mod.ts";
import { kept } from "./kept.ts";
import { measured, type Moment } from "./measured.ts";
import { planePoints } from "./plane_points.ts";
import type { Computed, Result } from "./result.ts";

/** How long and how often to train; the defaults are what is stored. */
export interface ManifoldOptions {
  /** Generator steps, which GANConvergence calls epochs. Default 100,000. */
  readonly steps?: number;
  /** Steps between rows. Default 500. */
  readonly every?: number;
  /** Seeds for each weight. Default 10. */
  readonly seeds?: number;
  /** The penalty's weights. Default 0.5, 2 and 5. */
  readonly weights?: readonly number[];
  /** Width of the two hidden layers. Default 40. */
  readonly hidden?: number;
  /** The seed. Default 1. */
  readonly seed?: number;
}

/** What the experiment is made on: GANConvergence's `points`, `circle` and `square`. */
export const MANIFOLDS: Readonly<Record<"" | "circle" | "square", Dataset>> = {
  "": fiveGaussians(),
  "circle": circle(),
  "square": square(),
};

const BATCH = 75;
/** Points of every run that are kept at the end. */
const KEPT = 300;
/** GANConvergence's window, more coarsely. */
const GRID: Grid = { x: [-3, 3], y: [-3, 3], nx: 31, ny: 31 };

/**
 * GANConvergence's experiment in the plane: weights of the simple penalty x seeds, with the settings
 * of its script. All runs are one training on the run axis.
 *
 * Tables: "" with the columns weight, step, run, shipped (its Sinkhorn distance) and w2 (the exact
 * Wasserstein-2 distance), both of a batch of 75 against 75 data points; `points` with weight, run, x, y:
 * 300 generated points of every run after the last step; `critics` with weight, run, score: the critic of the
 * first seed of each weight at 31 x 31 points of [-3, 3] x [-3, 3], row by row from the lowest y.
 *
 * @param name What of {@linkcode MANIFOLDS} to train on; "" for the five Gaussians.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type ManifoldOptions, MANIFOLDS, manifolds } from "saddle/results/mod.ts";
 *
 * const short: ManifoldOptions = { steps: 10, every: 5, seeds: 1 };
 * assert.equal(manifolds("", short).name, "manifolds");
 * assert.equal(manifolds("circle", short).name, "manifolds-circle");
 * assert.equal(MANIFOLDS.square.name, "square");
 * ```
 */
export function manifolds(name: keyof typeof MANIFOLDS, options: ManifoldOptions = {}): Result {
  const data = MANIFOLDS[name];
  return {
    name: name === "" ? "manifolds" : `manifolds-${name}`,
    about: `GANConvergence's experiment in the plane on ${data.name}: distance to the data over ` +
      "training for weights of the simple gradient penalty x seeds.",
    compute: (report, keep) => compute(data, options, report, keep),
  };
}

async function compute(
  data: Dataset,
  {
    steps = 100_000,
    every = 500,
    seeds = 10,
    weights = [0.5, 2, 5],
    hidden = 40,
    seed = 1,
  }: ManifoldOptions,
  report: (line: string) => void,
  keep?: string,
): Promise<Computed> {
  const plan = weights.flatMap((weight) =>
    Array.from({ length: seeds }, (_, run) => ({ weight, run }))
  );
  const run = await train({
    ...game(finite(data, { size: 1000, seed }), hidden),
    constraints: [simplePenalty({ points: "one generated", weight: plan.map((p) => p.weight) })],
    streams: plan.map((p) => p.run), // every weight sees the same ten seeds
    runs: plan.length,
    ...{ steps, every, seed },
    ...kept(keep, "all"),
    onProgress: ({ step }) => step % (20 * every) === 0 && report(`${data.name}: ${step} steps`),
  });
  report(`${data.name}, ${run.runs} runs of ${steps} steps: ${run.seconds.toFixed(0)} s`);
  const score = ({ step, run, samples }: Moment) =>
    distances(data, samples, stream(seed, plan[run]!.run, `reference ${step}`));
  return {
    tables: {
      "": planned(measured(run, score), plan),
      points: planned(lastPoints(run), plan),
      critics: planned(lastCritics(run, (r) => plan[r]!.run === 0), plan),
    },
    settings: {
      ...run.settings,
      trainingSeconds: Math.round(run.seconds),
      failed: run.status.filter(({ outcome }) => outcome !== "finished"),
      metric: "75 generated points against 75 data points; shipped: GANConvergence's Sinkhorn " +
        "distance, w2: the exact Wasserstein-2 distance",
    },
    seed,
    engine: run.engine,
  };
}

/** GANConvergence's networks, losses and optimiser. */
function game(dataset: FiniteDataset, hidden: number) {
  const network = { inputs: 2, hidden: [hidden, hidden], init: wideXavier };
  return {
    dataset,
    generator: mlp({ ...network, outputs: 2, activation: [relu, leakyRelu(0.01)] }),
    critic: mlp({ ...network, outputs: 1 }),
    loss: wasserstein(),
    update: alternating({ freshLatents: false }),
    optimiser: sgd({ rate: 0.005 }),
    batch: BATCH,
    grid: null,
    snapshotSize: BATCH,
  };
}

/** Weights as in GANConvergence, biases as PyTorch leaves them. */
const wideXavier: Initialiser = (random, inputs, outputs) => ({
  weight: xavierUniform({ gain: 1.5 })(random, inputs, outputs).weight,
  bias: lecunUniform()(random, inputs, outputs).bias,
});

function distances(data: Dataset, samples: Float32Array, random: Random) {
  const reference = data.sample(random, BATCH);
  return {
    shipped: ganConvergenceDistance(samples, reference, { dimension: 2 }),
    w2: optimalTransport(samples, reference, { dimension: 2 }).distance,
  };
}

function lastPoints(run: Run): pl.DataFrame {
  const all = generate(run, KEPT);
  return pl.DataFrame([
    pl.Series(
      "run",
      Int32Array.from({ length: all.length / 2 }, (_, i) => Math.floor(i / KEPT)),
      pl.Int32,
    ),
    ...planePoints(all).getColumns(),
  ]);
}

/** The critics of some runs, row by row from the lowest y. */
function lastCritics(run: Run, wanted: (run: number) => boolean): pl.DataFrame {
  const size = GRID.nx * GRID.ny;
  const rows = [...criticMap(run, GRID)]
    .map((score, i) => ({ run: Math.floor(i / size), score }))
    .filter((row) => wanted(row.run));
  return pl.DataFrame([
    pl.Series("run", rows.map((row) => row.run), pl.Int32),
    pl.Series("score", rows.map((row) => row.score), pl.Float32),
  ]);
}

/** Runs as the weight that they had and the number of their seed. */
function planned(
  frame: pl.DataFrame,
  plan: readonly { readonly weight: number; readonly run: number }[],
): pl.DataFrame {
  const runs = frame.getColumn("run").toArray() as number[];
  return pl.DataFrame([
    pl.Series("weight", runs.map((r) => plan[r]!.weight), pl.Float32),
    pl.Series("run", runs.map((r) => plan[r]!.run), pl.Int32),
    ...frame.drop("run").getColumns(),
  ]);
}
