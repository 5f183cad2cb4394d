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
import type { Experiment, Training } from "../experiments/mod.ts";
import { type Random, stream } from "../random/mod.ts";
import { alternating, criticMap, generate, type Grid, sgd } from "../training/mod.ts";
import { measured, type Moment } from "./measured.ts";
import { named } from "./named.ts";
import { planePoints } from "./plane_points.ts";
import type { Result, ResultTables } from "./result.ts";

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
export function manifolds(
  name: keyof typeof MANIFOLDS,
  {
    steps = 100_000,
    every = 500,
    seeds = 10,
    weights = [0.5, 2, 5],
    hidden = 40,
    seed = 1,
  }: ManifoldOptions = {},
): Result<{ weight: number }> {
  const data = MANIFOLDS[name];
  const score = ({ step, run, samples }: Moment) =>
    distances(data, samples, stream(seed, run, `reference ${step}`));
  return {
    name: name === "" ? "manifolds" : `manifolds-${name}`,
    about: `GANConvergence's experiment in the plane on ${data.name}: distance to the data over ` +
      "training for weights of the simple gradient penalty x seeds.",
    experiment: () => {
      const dataset = finite(data, { size: 1000, seed });
      return {
        parameters: { weight: weights },
        stack: ["weight"],
        together: weights.length * seeds,
        runs: seeds,
        seed,
        samples: "none",
        training: ({ weight }) => ({ ...gameOn(dataset, hidden, weight), steps, every }),
        further: { distances: (run) => measured(run, score) },
      };
    },
    tables: tablesOf,
    settings: ({ blocks, status }) => ({
      ...blocks[0]!.settings,
      trainingSeconds: Math.round(blocks[0]!.seconds),
      failed: status.toRecords().filter(({ outcome }) => outcome !== "finished"),
      metric: "75 generated points against 75 data points; shipped: GANConvergence's Sinkhorn " +
        "distance, w2: the exact Wasserstein-2 distance",
    }),
  };
}

/** GANConvergence's networks, losses and optimiser. */
function gameOn(dataset: FiniteDataset, hidden: number, weight: number): Training {
  const network = { inputs: 2, hidden: [hidden, hidden], init: wideXavier };
  return {
    dataset,
    generator: mlp({ ...network, outputs: 2, activation: [relu, leakyRelu(0.01)] }),
    critic: mlp({ ...network, outputs: 1 }),
    loss: wasserstein(),
    constraints: [simplePenalty({ points: "one generated", weight })],
    update: alternating({ freshLatents: false }),
    optimiser: sgd({ rate: 0.005 }),
    batch: BATCH,
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

async function tablesOf(done: Experiment): Promise<ResultTables> {
  const points: pl.DataFrame[] = [], critics: pl.DataFrame[] = [];
  for (const labels of done.combinations) {
    const trained = await done.trained(labels);
    const all = generate(trained, KEPT);
    const runs = Int32Array.from({ length: all.length / 2 }, (_, i) => Math.floor(i / KEPT));
    points.push(named(
      pl.DataFrame([pl.Series("run", runs, pl.Int32), ...planePoints(all).getColumns()]),
      labels,
    ));
    const scores = criticMap(trained, GRID).subarray(0, GRID.nx * GRID.ny);
    critics.push(named(
      pl.DataFrame([
        pl.Series("run", new Int32Array(scores.length), pl.Int32),
        pl.Series("score", scores, pl.Float32),
      ]),
      labels,
    ));
  }
  return {
    "": small(done.further["distances"]!).sort(["step", "weight", "run"]),
    points: small(pl.concat(points)),
    critics: small(pl.concat(critics)),
  };
}

/** The same with weights of half the size. */
function small(frame: pl.DataFrame): pl.DataFrame {
  const others = frame.columns.filter((name) => name !== "weight");
  return frame.select(pl.col("weight").cast(pl.Float32), ...others);
}
