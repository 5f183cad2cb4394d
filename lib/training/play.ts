import type { Game } from "./game.ts";
import type { PlayOptions } from "./play_options.ts";
import type { Played } from "./record/played.ts";
import { gameTrial } from "./trials/game_trial.ts";

/**
 * Trains a game of any number of players, many seeds at once. It starts an engine if none runs.
 *
 * A run whose terms, gradients or parameters stop being finite, or one of whose terms passes
 * `divergence`, is frozen where it was before that step and named in `status`; the others go on.
 * With a `checkpoint` it can be stopped at any moment, and the same call goes on where it was, to
 * the same bits.
 *
 * For a generator against a critic {@linkcode train} says the same in fewer words.
 *
 * @throws {RangeError} Before anything is trained, if a setting is out of range, a source has fewer
 * rows than a batch, a metric names no look, or a checkpoint is of another game.
 * @throws {TypeError} At the first look, if a metric does not give numbers.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { linear } from "saddle/models/mod.ts";
 * import { latentRows, play, sgd, turns } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const half = turns({ // one player, who learns to halve its input
 *   name: "halving",
 *   players: { net: { model: linear({ inputs: 1, outputs: 1 }), optimiser: sgd({ rate: 0.5 }) } },
 *   turns: [{
 *     moves: ["net"],
 *     draws: [latentRows(1)],
 *     terms: ["error"],
 *     loss: ({ net }, { latent }) => ({
 *       error: tf.mean(tf.square(tf.sub(net(latent!), tf.div(latent!, 2))), [1, 2]),
 *     }),
 *   }],
 * });
 * const { players } = await play(half, { steps: 50, batch: 64 });
 * assert.ok(Math.abs(players.net.params.leaves[0]!.values[0]! - 0.5) < 1e-3);
 * ```
 */
export async function play<P extends string>(
  game: Game<P>,
  options: PlayOptions = {},
): Promise<Played<P>> {
  const trial = gameTrial(game, options);
  return trial.result(await trial.carryOut());
}
