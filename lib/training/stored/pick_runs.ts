import { checkArgument, count, either, list } from "../../options/mod.ts";
import { mapEach } from "../each.ts";
import { aPlayed, aTraining } from "../record/arguments.ts";
import type { PlayedRuns } from "../record/played.ts";
import type { Trained, TrainedRuns } from "../record/run.ts";
import { type HostTree, withLeaves } from "./host_tree.ts";

/**
 * Some runs of a training, as if they had been trained by themselves. Only `settings` are still
 * those of the whole training, with all its runs' numbers: a record of how they were trained.
 *
 * @param run A finished training.
 * @param rows Which of its runs: places on the run axis, from 0, in the order that is wanted.
 * @throws {RangeError} If there is no such run, or none is asked for.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dirac } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { wasserstein } from "saddle/losses/mod.ts";
 * import { linear } from "saddle/models/mod.ts";
 * import { generate, pickRuns, train, type TrainedRuns } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const players = { generator: linear({ inputs: 2, outputs: 1 }), critic: linear({ inputs: 1, outputs: 1 }) };
 * const run = await train({ dataset: dirac(), ...players, loss: wasserstein(), batch: 1, steps: 1, runs: 3 });
 * const second: TrainedRuns = pickRuns(run, [1]);
 * assert.deepEqual(generate(second, 5), generate(run, 5).slice(5, 10));
 * ```
 */
export function pickRuns(run: TrainedRuns, rows: readonly number[]): TrainedRuns;
/**
 * The same of a game.
 *
 * @param played A finished game.
 * @param rows Which of its runs, as above.
 */
export function pickRuns<P extends string>(
  played: PlayedRuns<P>,
  rows: readonly number[],
): PlayedRuns<P>;
export function pickRuns(
  run: TrainedRuns | PlayedRuns<string>,
  rows: readonly number[],
): TrainedRuns | PlayedRuns<string> {
  checkArgument("pickRuns", "run", run, either(aTraining, aPlayed));
  checkArgument("pickRuns", "rows", rows, list(count(undefined, { from: 0 })));
  const odd = rows.find((row) => row >= run.runs);
  if (rows.length === 0 || odd !== undefined) {
    throw new RangeError(
      `pickRuns takes places from 0 to ${run.runs - 1}, at least one, but [${rows}] came.`,
    );
  }
  const { settings, seed } = run;
  const facts = {
    settings,
    runs: rows.length,
    firstRun: run.firstRun + rows[0]!,
    streams: rows.map((row) => run.streams[row]!),
    seed,
  };
  if ("players" in run) {
    const { game, players } = run;
    return { game, players: mapEach(players, (player) => picked(player, rows)), ...facts };
  }
  const { generator, critic, latent } = run;
  return { generator: picked(generator, rows), critic: picked(critic, rows), latent, ...facts };
}

function picked({ model, params, state }: Trained, rows: readonly number[]): Trained {
  return { model, params: rowsOf(params, rows), state: rowsOf(state, rows) };
}

/** The tree with some rows of every leaf's first axis, the runs. */
function rowsOf(tree: HostTree, rows: readonly number[]): HostTree {
  const leaves = tree.leaves.map(({ shape: [runs, ...shape], values }) => {
    const size = values.length / runs!, chosen = new Float32Array(rows.length * size);
    rows.forEach((row, i) => chosen.set(values.subarray(row * size, (row + 1) * size), i * size));
    return { shape: [rows.length, ...shape], values: chosen };
  });
  return withLeaves(tree, leaves);
}
