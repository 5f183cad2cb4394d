import { start } from "../engine/mod.ts";
import { checkOptions, checkParts } from "./check_options.ts";
import { Checkpoint } from "./checkpoint.ts";
import { loop } from "./loop.ts";
import { type FullOptions, type TrainOptions, withDefaults } from "./options.ts";
import { pretrain } from "./pretrain.ts";
import { Recorder } from "./recorder.ts";
import type { Run } from "./run.ts";

/**
 * Trains a GAN, many seeds at once. It starts an engine if none runs.
 *
 * A run whose losses, gradients or parameters stop being finite, or whose loss or penalty passes
 * `divergence`, is frozen where it was before that step and named in `status`; the others go on.
 *
 * With a `checkpoint` it can be stopped at any moment, and the same call goes on where it was.
 *
 * @throws {RangeError} Before anything is trained, if a setting is out of range, shapes do not fit, the
 * data are not finite, an option does not exist, a checkpoint is of another training or two metrics
 * give a number of one name.
 * @throws {TypeError} Before anything is trained, if a part is missing; at the first snapshot, if a
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
  checkParts(options);
  const full = withDefaults(options);
  checkOptions(full);
  const { steps, every, onProgress, checkpoint } = full;
  const engine = await start();
  const began = performance.now();
  const keeper = checkpoint && new Checkpoint(checkpoint, full, engine);
  const saved = await keeper?.read();
  const record = new Recorder(full);
  const training = loop(saved ? full : await pretrained(full), saved?.tensors);
  const report = () => ({
    mode: saved?.step === steps ? saved.mode : training.mode,
    seconds: (saved?.seconds ?? 0) + (performance.now() - began) / 1000,
  });
  const look = async (step: number) => {
    const progress = record.look(step, training.state);
    await onProgress?.(progress);
    await breathe();
  };
  try {
    if (saved) record.restore(saved.tensors);
    else await look(0);
    const blockAt = (step: number) => Math.min(training.block, steps - step, every - step % every);
    for (let done = saved?.step ?? 0; done < steps;) {
      const length = blockAt(done);
      record.losses(done, length, await training.advance(length, blockAt(done + length)));
      done += length;
      if (done % every === 0 || done === steps) await look(done);
      await keeper?.keep(done === steps, () => ({
        step: done,
        ...report(),
        tensors: { ...training.save(), ...record.save() },
      }));
    }
    const { mode, seconds } = report();
    return record.result(training.state, engine, mode, seconds);
  } finally {
    training.dispose();
  }
}

/** The same training, with a critic that begins as it was trained on real points alone, if it is to be. */
async function pretrained(options: FullOptions): Promise<FullOptions> {
  if (!options.pretrain) return options;
  const { critic, dataset, runs, seed, firstRun, streams } = options;
  const whose = { critic, dataset, runs, seed, firstRun, streams };
  return { ...options, critic: (await pretrain({ ...whose, ...options.pretrain })).critic };
}

/** Lets timers and messages of a notebook through. */
function breathe(): Promise<void> {
  return new Promise((done) => setTimeout(done, 0));
}
