import { checkArgument } from "../../options/mod.ts";
import { aTraining } from "../record/arguments.ts";
import { checkPoints } from "./check_points.ts";
import { scoresOf } from "./evaluate.ts";
import { withUploaded } from "../stored/host_tree.ts";
import type { TrainedRuns } from "../record/run.ts";

/**
 * Where the trained generators send given latents `[n, inputs]`, the same for every run: `[runs, n,
 * dimension]`.
 *
 * @throws {RangeError} If there are no latents, or they are not whole rows.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dirac } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { wasserstein } from "saddle/losses/mod.ts";
 * import { linear } from "saddle/models/mod.ts";
 * import { generateFrom, gridPoints, train } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const players = { generator: linear({ inputs: 2, outputs: 1 }), critic: linear({ inputs: 1, outputs: 1 }) };
 * const run = await train({ dataset: dirac(), ...players, loss: wasserstein(), batch: 1, steps: 1, runs: 3 });
 * const square = gridPoints({ x: [-1, 1], y: [-1, 1], nx: 5, ny: 5 }, 2);
 * assert.equal(generateFrom(run, square).length, 3 * 25);
 * ```
 */
export function generateFrom(run: TrainedRuns, latents: Float32Array): Float32Array {
  checkArgument("generateFrom", "run", run, aTraining);
  const { model } = run.generator;
  checkPoints("The generator starts from", latents, model.inputs);
  return withUploaded(run.generator, (variables) => scoresOf(model, variables, latents, run.runs));
}
