import { checkArgument } from "../../options/mod.ts";
import { aTraining } from "../record/arguments.ts";
import { checkPoints } from "./check_points.ts";
import { scoresOf } from "./evaluate.ts";
import { withUploaded } from "../stored/host_tree.ts";
import type { TrainedRuns } from "../record/run.ts";

/**
 * The trained critics' scores of points `[n, dimension]`: `[runs, n]`, high on real data.
 *
 * @throws {RangeError} If there are no points, or they are not whole rows.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dirac } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { wasserstein } from "saddle/losses/mod.ts";
 * import { linear } from "saddle/models/mod.ts";
 * import { score, train } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const players = { generator: linear({ inputs: 2, outputs: 1 }), critic: linear({ inputs: 1, outputs: 1 }) };
 * const run = await train({ dataset: dirac(), ...players, loss: wasserstein(), batch: 1, steps: 1, runs: 3 });
 * assert.equal(score(run, Float32Array.of(-1, 0, 1, 2)).length, 3 * 4);
 * ```
 */
export function score(run: TrainedRuns, points: Float32Array): Float32Array {
  checkArgument("score", "run", run, aTraining);
  const { model } = run.critic;
  checkPoints("The critic scores", points, model.inputs);
  return withUploaded(run.critic, (variables) => scoresOf(model, variables, points, run.runs));
}
