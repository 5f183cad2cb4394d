import { disposeTree } from "../../engine/mod.ts";
import type { Model } from "../../models/mod.ts";
import { aModel } from "../../models/house.ts";
import { checkArgument, count, read, type Spec, text } from "../../options/mod.ts";
import { runsFrom, runStreams } from "../../runs/mod.ts";
import { RUNS } from "../loop_options.ts";
import type { Trained } from "../record/run.ts";
import { inScope } from "../step.ts";
import { toHost } from "../stored/host_tree.ts";

/** Whose start {@linkcode untrained} gives. */
export interface UntrainedOptions {
  /** What the game calls the player: its streams have that name. */
  readonly player: string;
  /** Runs side by side. Default 1. */
  readonly runs?: number;
  /** The seed of the training. Default 0. */
  readonly seed?: number;
}

/** What fits {@linkcode UntrainedOptions}. */
export const UNTRAINED = {
  player: text(),
  runs: RUNS.runs,
  seed: count(0, { from: 0 }),
} satisfies Spec<UntrainedOptions>;

/**
 * A player as a game starts with it, at random: what a trained one has to be compared with. An
 * engine has started.
 *
 * @throws {RangeError} If an option does not fit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { start } from "saddle/engine/mod.ts";
 * import { linear } from "saddle/models/mod.ts";
 * import { outputsOf, untrained, type UntrainedOptions } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const options: UntrainedOptions = { player: "encoder", seed: 1 };
 * const encoder = untrained(linear({ inputs: 2, outputs: 3 }), options);
 * assert.equal(outputsOf(encoder, Float32Array.of(1, 1)).length, 3);
 * ```
 */
export function untrained(model: Model, options: UntrainedOptions): Trained {
  checkArgument("untrained", "model", model, aModel);
  const { player, runs, seed } = read("untrained", options, UNTRAINED);
  const numbers = { runs, seed, firstRun: 0, streams: runsFrom(0, runs) };
  const made = inScope(() => ({ ...model.init(runStreams(numbers, `init ${player}`)) }));
  try {
    return { model, params: toHost(made.params), state: toHost(made.state) };
  } finally {
    disposeTree(made);
  }
}
