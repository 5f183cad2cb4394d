import { carryOut } from "./carry_out.ts";
import { checkOptions } from "./check_options.ts";
import { gan, type GanPlayers, ganPlayers, MEASURED } from "./gan.ts";
import { identityOf } from "./stored/identity.ts";
import { type FullOptions, type TrainOptions, withDefaults } from "./options.ts";
import type { Played } from "./record/played.ts";
import { pretrain } from "./pretrain.ts";
import type { Run } from "./record/run.ts";
import { settingsOf } from "./record/settings.ts";
import { mapEach } from "./each.ts";

/**
 * Trains a GAN, many seeds at once. It starts an engine if none runs.
 *
 * A run whose losses, gradients or parameters stop being finite, or whose loss or penalty passes
 * `divergence`, is frozen where it was before that step and named in `status`; the others go on.
 *
 * With a `checkpoint` it can be stopped at any moment, and the same call goes on where it was.
 *
 * @throws {RangeError} Before anything is trained, if a part is missing, a setting is out of range, shapes do not fit, the
 * data are not finite, an option does not exist, a checkpoint is of another training or two metrics
 * give a number of one name.
 * @throws {TypeError} Before anything is trained, if a part is something else; at the first snapshot, if a
 * metric does not give numbers.
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
  const full = withDefaults(options);
  checkOptions(full);
  const { steps, metrics, metricSize, onProgress } = full;
  const measured = Object.keys(metrics).length > 0;
  const game = gan({ ...full, metricSize: measured ? metricSize : 0 });
  const played = await carryOut(game, {
    ...full,
    metrics: mapEach(metrics, (measure) => ({ look: MEASURED, measure })),
    settings: settingsOf(full),
    identity: (engine, start) => identityOf(full, engine, start),
    prepare: full.pretrain && (async () => ganPlayers(await pretrained(full))),
    onLook: (step, { metrics, terms: { criticLoss, generatorLoss } }) => {
      const losses: Readonly<Record<string, number>> = criticLoss === undefined
        ? {}
        : { "critic loss": criticLoss, "generator loss": generatorLoss! };
      return onProgress?.({ step, steps, metrics: { ...metrics, ...losses } });
    },
  });
  return runOf(played, full);
}

/** A game of two as a training's result. */
function runOf({ players, snapshots, ...rest }: Played<GanPlayers>, options: FullOptions): Run {
  const { latent, dataset: { name, dimension, extent }, grid } = options;
  const { game: _, ...facts } = rest;
  return {
    ...facts,
    ...players,
    latent,
    dataset: { name, dimension, extent },
    snapshots: snapshots.map(({ step, looks }) => ({
      step,
      samples: looks["samples"]!,
      ...(grid ? { critic: looks["critic"]!, grid } : {}),
    })),
  };
}

/** The same training, with a critic that begins as it was trained on real points alone. */
async function pretrained(options: FullOptions): Promise<FullOptions> {
  const { critic, dataset, runs, seed, firstRun, streams } = options;
  const whose = { critic, dataset, runs, seed, firstRun, streams };
  return { ...options, critic: (await pretrain({ ...whose, ...options.pretrain })).critic };
}
