import { checkArgument } from "../../options/mod.ts";
import { aTraining } from "../record/arguments.ts";
import { gradientNorms } from "./gradient_norms.ts";
import { type Grid, gridPoints } from "./grid.ts";
import type { TrainedRuns } from "../record/run.ts";

/**
 * How steep the trained critics are over the plane: the norms of {@linkcode gradientNorms} on a
 * grid, `[runs, ny, nx]`, lowest y first.
 *
 * @throws {RangeError} If the grid has no points or its ends are not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ring } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { wasserstein } from "saddle/losses/mod.ts";
 * import { constantValues, linear } from "saddle/models/mod.ts";
 * import { gradientMap, sgd, train } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const init = constantValues([3, 4]); // D(x) = 3 x1 + 4 x2, everywhere of slope 5
 * const players = { generator: linear({ inputs: 2, outputs: 2 }), critic: linear({ inputs: 2, outputs: 1, init }) };
 * const optimiser = sgd({ rate: 0 });
 * const run = await train({ dataset: ring(), ...players, loss: wasserstein(), optimiser, batch: 1, steps: 1, runs: 3 });
 * const map = gradientMap(run, { x: [-1, 1], y: [0, 1], nx: 5, ny: 2 });
 * assert.equal(map.length, 3 * 2 * 5);
 * assert.ok(map.every((norm) => norm === 5));
 * ```
 */
export function gradientMap(run: TrainedRuns, grid: Grid): Float32Array {
  checkArgument("gradientMap", "run", run, aTraining);
  return gradientNorms(run, gridPoints(grid, run.critic.model.inputs));
}
