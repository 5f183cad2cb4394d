import { join } from "node:path";
import pl from "nodejs-polars";
import type { ConfigResult } from "./result.ts";

/** The file that describes it. */
const FILE = join(import.meta.dirname!, "..", "..", "notebooks", "configs", "many-runs.yaml");

/** Points of each run that are kept, at GANConvergence's own rate of the critic. */
const KEPT = { points: 150, criticRate: 0.005 };

/**
 * GANConvergence's experiment in the plane at seven weights of the simple penalty x eight rates of
 * the critic x twenty seeds: what `notebooks/configs/many-runs.yaml` describes.
 *
 * Tables: "" with the columns criticRate, weight, run, step, shipped (its Sinkhorn distance) and w2
 * (the exact Wasserstein-2 distance), 75 points against 75; `points` with criticRate, weight, run, x,
 * y: 150 generated points after the last step of each run at the rate 0.005.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type ConfigResult, manyRuns } from "saddle/results/mod.ts";
 *
 * const result: ConfigResult = manyRuns();
 * assert.equal(result.name, "many-runs");
 * ```
 */
export function manyRuns(): ConfigResult {
  return {
    name: "many-runs",
    about: "GANConvergence's experiment in the plane on its five Gaussians: seven weights of the " +
      "simple gradient penalty x eight rates of the critic x twenty seeds.",
    config: FILE,
    tables: ({ metrics, samples }) => ({
      "": half(metrics, ["shipped", "w2"]),
      points: half(firstPoints(samples), ["x", "y"]),
    }),
    settings: ({ blocks, status }) => ({
      ...blocks[0]!.settings,
      trainingSeconds: Math.round(blocks.reduce((sum, { seconds }) => sum + seconds, 0)),
      failed: status.toRecords().filter(({ outcome }) => outcome !== "finished"),
    }),
  };
}

/** Some of the points of the runs at one rate; those of a run stand one after the other. */
function firstPoints(samples: pl.DataFrame): pl.DataFrame {
  const own = samples.filter(pl.col("criticRate").eq(pl.lit(KEPT.criticRate)));
  const seen = new Map<string, number>();
  const keys = own.select("weight", "run").rows() as [number, number][];
  const kept = keys.map(([weight, run]) => {
    const key = `${weight} ${run}`, count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return count < KEPT.points;
  });
  return own.filter(pl.Series("kept", kept, pl.Bool)).drop("step");
}

/** The same with numbers of half the size in some columns. */
function half(frame: pl.DataFrame, names: readonly string[]): pl.DataFrame {
  return frame.select(
    ...frame.columns.map((name) =>
      names.includes(name) ? pl.col(name).cast(pl.Float32) : pl.col(name)
    ),
  );
}
