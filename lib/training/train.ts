import type * as tf from "@tensorflow/tfjs";
import { disposeTree, start } from "../engine/mod.ts";
import { checkOptions } from "./check_options.ts";
import { type Feed, feed } from "./feed.ts";
import type { Parts } from "./parts.ts";
import { type TrainOptions, withDefaults } from "./options.ts";
import { Recorder } from "./recorder.ts";
import type { Run } from "./run.ts";
import { startingState, trainingNumbers, trainingStep } from "./step.ts";

/**
 * Trains a GAN, many seeds at once. It starts an engine if none runs.
 *
 * A run whose loss or gradient stops being finite, or whose loss passes `divergence`, is frozen where
 * it was and named in `status`; the others go on.
 *
 * @throws {RangeError} Before anything is trained, if a setting is out of range or shapes do not fit.
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
  const engine = await start();
  const began = performance.now();
  const { runs, steps, every, optimisers } = full;
  const parts: Parts = { ...full, optimisers };
  const source = feed({
    ...full,
    latentSize: full.generator.inputs,
    draws: full.constraints.map((constraint) => constraint.draws ?? {}),
  });
  const block = blockSize(every, source.bytes);
  const step = trainingStep(parts, full.update, source, block);
  const numbers = trainingNumbers(parts, runs, full.divergence);
  const record = new Recorder(full);
  let state = startingState(parts, full);
  try {
    record.look(0, state);
    for (let done = 0; done < steps;) {
      const length = Math.min(block, steps - done, every - done % every);
      const losses = advance(source, length, (batch) => {
        const result = step(state, batch, numbers);
        disposeTree(state);
        state = result.state;
        return result.outputs;
      });
      record.losses(done, length, losses);
      done += length;
      if (done % every === 0 || done === steps) {
        record.look(done, state);
        await breathe();
      }
    }
    return record.result(state, engine, step.report.mode, (performance.now() - began) / 1000);
  } finally {
    disposeTree(state);
    disposeTree(numbers);
    step.dispose();
  }
}

/** Runs one block and reads its losses, which is what waits for it. */
function advance(
  source: Feed,
  length: number,
  run: (batch: readonly tf.Tensor[]) => tf.Tensor,
): Float32Array {
  const batch = source.next(length);
  const outputs = run(batch);
  const losses = outputs.dataSync<"float32">();
  disposeTree(batch);
  outputs.dispose();
  return losses;
}

/** Lets timers and messages of a notebook through. */
function breathe(): Promise<void> {
  return new Promise((done) => setTimeout(done, 0));
}

/** Steps a call: as many as divide `every`, fit in 100 and keep a block of data below 64 MB. */
function blockSize(every: number, bytes: number): number {
  const most = Math.max(1, Math.min(100, every, Math.floor(64e6 / bytes)));
  for (let size = most; size > most / 2; size--) if (every % size === 0) return size;
  return most;
}
