import { checkArgument } from "../../options/mod.ts";
import { aTraining } from "../record/arguments.ts";
import { checkPoints } from "./check_points.ts";
import { gradientNormsOf } from "./evaluate.ts";
import { withUploaded } from "../stored/host_tree.ts";
import type { TrainedRuns } from "../record/run.ts";

/**
 * How steep the trained critics are at points `[n, dimension]`: the norm of each gradient by the
 * point, `[runs, n]`, in scores per unit of the data.
 *
 * The critic is used as `score` uses it: noise of the training is left out, a packed critic
 * sees copies of a point.
 *
 * @throws {RangeError} If there are no points, or they are not whole rows.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ring } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { wasserstein } from "saddle/losses/mod.ts";
 * import { constantValues, linear } from "saddle/models/mod.ts";
 * import { gradientNorms, sgd, train } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const init = constantValues([3, 4]); // D(x) = 3 x1 + 4 x2, everywhere of slope 5
 * const players = { generator: linear({ inputs: 2, outputs: 2 }), critic: linear({ inputs: 2, outputs: 1, init }) };
 * const optimiser = sgd({ rate: 0 });
 * const run = await train({ dataset: ring(), ...players, loss: wasserstein(), optimiser, batch: 1, steps: 1, runs: 3 });
 * assert.deepEqual([...gradientNorms(run, Float32Array.of(7, 7))], [5, 5, 5]);
 * ```
 */
export function gradientNorms(run: TrainedRuns, points: Float32Array): Float32Array {
  checkArgument("gradientNorms", "run", run, aTraining);
  const { model } = run.critic;
  checkPoints("The critic has gradients at", points, model.inputs);
  return withUploaded(run.critic, (critic) => gradientNormsOf(model, critic, points, run.runs));
}
