import { checkArgument } from "../../options/mod.ts";
import { aTraining } from "../record/arguments.ts";
import { criticOnGrid } from "./evaluate.ts";
import type { Grid } from "./grid.ts";
import { withUploaded } from "../stored/host_tree.ts";
import type { TrainedRuns } from "../record/run.ts";

/**
 * The trained critics' scores on a grid: `[runs, ny, nx]`, lowest y first.
 *
 * @throws {RangeError} If the grid has no points or its ends are not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dirac } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { wasserstein } from "saddle/losses/mod.ts";
 * import { linear } from "saddle/models/mod.ts";
 * import { criticMap, train } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const players = { generator: linear({ inputs: 2, outputs: 1 }), critic: linear({ inputs: 1, outputs: 1 }) };
 * const run = await train({ dataset: dirac(), ...players, loss: wasserstein(), batch: 1, steps: 1, runs: 3 });
 * assert.equal(criticMap(run, { x: [-1, 1], y: [0, 0], nx: 5, ny: 1 }).length, 3 * 5);
 * ```
 */
export function criticMap(run: TrainedRuns, grid: Grid): Float32Array {
  checkArgument("criticMap", "run", run, aTraining);
  const { model } = run.critic;
  return withUploaded(run.critic, (variables) => criticOnGrid(model, variables, grid, run.runs));
}
