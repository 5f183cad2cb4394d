/**
 * Fifty steps of a training in any of the ways in which an engine can run them.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import {
  compile,
  disposeTree,
  leaves,
  type Mode,
  type Tree,
  unflatten,
} from "saddle/engine/mod.ts";
import { runEagerly } from "saddle/engine/eager.ts";
import type { AnyStep } from "saddle/engine/mod.ts";
import { feed } from "saddle/training/blocks/feed.ts";
import { gan } from "saddle/training/gan.ts";
import { withDefaults } from "saddle/training/options.ts";
import { mapEach } from "saddle/training/each.ts";
import { startingState, stepFunction, trainingNumbers } from "saddle/training/step.ts";
import type { TrainOptions } from "saddle/training/mod.ts";

const STEPS = 50;
const BLOCK = 10;

/** What is left of a training. */
export interface Result {
  /** The mode in which it ran. */
  readonly mode: Mode;
  /** Losses and penalties of every step, `[steps, 3, runs]`. */
  readonly losses: Float64Array;
  /** Both players with their optimisers' memory, and what else is carried along. */
  readonly state: readonly Float64Array[];
}

/** Trains on the engine that runs. `disturb` changes what the parameters start from. */
export function trained(
  options: TrainOptions,
  mode: Mode,
  disturb: (values: Float32Array) => Float32Array = (values) => values,
  steps = STEPS,
): Result {
  const full = withDefaults(options);
  const game = gan({ ...full, metricSize: 0 });
  const source = feed({ ...full, draws: game.draws });
  const step = stepFunction(game, source) as unknown as AnyStep;
  const compiled = compile(step, { steps: BLOCK, xla: mode === "xla" });
  const constants = trainingNumbers(game, full.runs, full.divergence) as Tree;
  let state = disturbed(startingState(game.players, full), disturb);
  const losses: number[] = [];
  for (let done = 0; done < steps; done += BLOCK) {
    const batch = source.next(BLOCK);
    const args = { state, batch, constants };
    const result = mode === "eager"
      ? runEagerly(step, args, leaves(args), BLOCK)
      : compiled(state, batch, constants);
    disposeTree(state);
    disposeTree(batch);
    state = result.state;
    losses.push(...(result.outputs as tf.Tensor).dataSync());
    disposeTree(result.outputs);
  }
  const left = leaves(state).map((leaf) => Float64Array.from(leaf.dataSync()));
  disposeTree(state);
  disposeTree(constants);
  const ran = mode === "eager" ? mode : compiled.report.mode;
  compiled.dispose();
  return { mode: ran, losses: Float64Array.from(losses), state: left };
}

/** The state of a step, with the parameters changed. */
function disturbed(
  { players, averages, health }: ReturnType<typeof startingState>,
  disturb: (values: Float32Array) => Float32Array,
): Tree {
  health.dispose();
  const changed = (params: Tree) => {
    const moved = leaves(params).map((leaf) =>
      tf.tensor(disturb(leaf.dataSync() as Float32Array), leaf.shape)
    );
    disposeTree(params);
    return unflatten(params, moved);
  };
  return {
    players: mapEach(players, (player) => ({ ...player, params: changed(player.params) })),
    averages,
  };
}
