import type { TrainOptions } from "./options.ts";
import type { Run } from "./record/run.ts";
import { trainingTrial } from "./trials/training_trial.ts";

/**
 * Trains a GAN, many seeds at once. It starts an engine if none runs.
 *
 * A run whose losses, gradients or parameters stop being finite, or whose loss or penalty passes
 * `divergence`, is frozen where it was before that step and named in `status`; the others go on.
 *
 * With a `checkpoint` it can be stopped at any moment, and the same call goes on where it was.
 *
 * @throws {RangeError} Before anything is trained, if a part is missing, a setting is out of range,
 * shapes do not fit, the data are not finite, a checkpoint is of another training or two metrics
 * give a number of one name.
 * @throws {TypeError} Before anything is trained, if a part is something else; at the first
 * snapshot, if a metric does not give numbers.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ring } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { nonSaturating } from "saddle/losses/mod.ts";
 * import { mlp } from "saddle/models/mod.ts";
 * import { train } from "saddle/training/mod.ts";
 *
 * await start({ engine: "wasm" });
 * const run = await train({
 *   dataset: ring(),
 *   generator: mlp({ inputs: 2, hidden: [16], outputs: 2 }),
 *   critic: mlp({ inputs: 2, hidden: [16], outputs: 1 }),
 *   loss: nonSaturating(),
 *   batch: 32,
 *   steps: 10,
 *   runs: 2,
 *   every: 5,
 * });
 * assert.deepEqual(run.snapshots.map((snapshot) => snapshot.step), [0, 5, 10]);
 * assert.equal(run.status[1]!.outcome, "finished");
 * ```
 */
export async function train(options: TrainOptions): Promise<Run> {
  const trial = trainingTrial(options);
  return trial.result(await trial.carryOut());
}
