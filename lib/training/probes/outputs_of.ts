import { checkArgument } from "../../options/mod.ts";
import { leaves } from "../../engine/mod.ts";
import { aTrained } from "../record/arguments.ts";
import type { Trained } from "../record/run.ts";
import { withUploaded } from "../stored/host_tree.ts";
import { checkPoints } from "./check_points.ts";
import { scoresOf } from "./evaluate.ts";

/**
 * What a trained player makes of points `[n, inputs]`, the same for every run:
 * `[runs, n, outputs]`.
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
 * import { outputsOf, score, train } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const players = { generator: linear({ inputs: 2, outputs: 1 }), critic: linear({ inputs: 1, outputs: 1 }) };
 * const run = await train({ dataset: dirac(), ...players, loss: wasserstein(), batch: 1, steps: 1, runs: 3 });
 * assert.deepEqual(outputsOf(run.critic, Float32Array.of(0, 1)), score(run, Float32Array.of(0, 1)));
 * ```
 */
export function outputsOf(player: Trained, points: Float32Array): Float32Array {
  checkArgument("outputsOf", "player", player, aTrained);
  const { model } = player;
  checkPoints(`The model "${model.name}" takes`, points, model.inputs);
  return withUploaded(player, (variables) => {
    const runs = leaves(variables.params)[0]?.shape[0] ?? 1;
    return scoresOf(model, variables, points, runs);
  });
}
