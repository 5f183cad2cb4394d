import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { compile, disposeTree, leaves, start, type StepResult } from "saddle/engine/mod.ts";
import { inLanes, lanesFor } from "saddle/training/blocks/lanes.ts";
import { train } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { SMALL } from "./small.ts";

type State = { readonly x: tf.Tensor; readonly total: tf.Tensor };
type Rates = { readonly rate: tf.Tensor };

/** A step whose runs do not know each other: x moves by its rate and its batch, totals add up. */
const STEP = (state: State, batch: readonly tf.Tensor[], { rate }: Rates) => {
  const x = tf.add(state.x, tf.mul(tf.expandDims(rate, 1), tf.sum(batch[0]!, 2)));
  const total = tf.add(state.total, tf.sum(x, 1));
  return { state: { x, total }, outputs: tf.stack([total, rate]) };
};

const treeOf = ({ state, outputs }: StepResult<State, tf.Tensor>) => ({ state, outputs });

const numbers = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(3 * i));

forEachEngine("runs in lanes end where they end all together", async () => {
  const [runs, steps] = [6, 3];
  const state = { x: tf.tensor(numbers(runs * 2), [runs, 2]), total: tf.zeros([runs]) };
  const batch = [tf.tensor(numbers(steps * runs * 2 * 5), [steps, runs, 2, 5])];
  const rates = { rate: tf.tensor1d([1, 2, 3, 4, 5, 6]) };
  const step = compile(STEP, { steps });
  const expected = treeOf(step(state, batch, rates));
  const values = (tree: typeof expected) => leaves(tree).map((leaf) => [...leaf.dataSync()]);
  for (const lanes of [1, 2, 3]) {
    for (let call = 0; call < 2; call++) { // the first compiles, the second runs on threads
      const got = treeOf(await inLanes(step, lanes, state, batch, rates));
      values(got).forEach((leaf, i) => {
        leaf.forEach((value, j) => {
          assert.ok(Math.abs(value - values(expected)[i]![j]!) < 1e-4, `${lanes} lanes, leaf ${i}`);
        });
      });
      assert.deepEqual(got.outputs.shape, [steps, 2, runs]);
      disposeTree(got);
    }
  }
  disposeTree([expected, state, batch, rates]);
  step.dispose();
});

forEachEngine("a lane that fails breaks off all of them and leaves nothing behind", async () => {
  const state = { x: tf.zeros([4, 2]), total: tf.zeros([4]) };
  const batch = [tf.zeros([2, 4, 2, 5])];
  const rates = { rate: tf.zeros([4]) };
  const failing: typeof STEP = () => {
    throw new Error("not today");
  };
  const step = compile(failing, { steps: 2 });
  await assert.rejects(() => inLanes(step, 2, state, batch, rates), /not today/);
  disposeTree([state, batch, rates]);
  step.dispose();
});

Deno.test("lanes divide the runs evenly, into at least four each", async () => {
  const report = await start();
  const grouped = report.xla && report.device === "CPU";
  const expected = { 1: 1, 7: 1, 8: 2, 10: 2, 12: 3, 13: 1, 16: 4, 30: 6, 64: 8 };
  for (const [runs, lanes] of Object.entries(expected)) {
    assert.equal(lanesFor(Number(runs)), grouped ? lanes : 1, `${runs} runs`);
  }
});

Deno.test("a training in lanes gives the same numbers every time", async () => {
  await start();
  const options = { ...SMALL, runs: 8, steps: 12, every: 4 };
  const [one, two] = [await train(options), await train(options)];
  assert.deepEqual(one.snapshots.at(-1)!.samples, two.snapshots.at(-1)!.samples);
  assert.deepEqual(one.history.toRecords(), two.history.toRecords());
});
