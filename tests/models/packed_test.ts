import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { r1 } from "saddle/constraints/mod.ts";
import { constantValues, linear, mlp, packed } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { score, train } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { SMALL } from "../training/small.ts";

forEachEngine("a pack is points in a row, side by side, and gets one score", () => {
  tf.tidy(() => {
    const inner = linear({ inputs: 4, outputs: 1, init: constantValues([1, 10, 100, 1000]) });
    const critic = packed(inner);
    assert.equal(critic.inputs, 2);
    const variables = critic.init([stream(1, 0, "init")]);
    const x = tf.tensor([[[1, 2], [3, 4], [5, 6], [7, 8]]]);
    assert.deepEqual([...critic.apply(variables, x, "train").y.dataSync()], [4321, 8765]);
    // used, each point is a pack of itself
    const used = critic.apply(variables, x, "evaluate").y;
    assert.deepEqual(used.shape, [1, 4, 1]);
    assert.deepEqual([...used.dataSync()], [2121, 4343, 6565, 8787]);
  });
});

Deno.test("packs that do not fit are refused", async () => {
  const inner = mlp({ inputs: 4, outputs: 1 });
  assert.throws(() => packed(inner, { size: 3 }), /3 times the features of a point.* takes 4/);
  assert.throws(
    () => packed(inner, { size: 0 }),
    /packed's size is a whole number of at least 1, but 0 came/,
  );
  const training = train({ ...SMALL, critic: packed(inner), batch: 7 });
  await assert.rejects(training, /Packs of 2 points need batches of whole packs, but 7 came/);
});

forEachEngine("a packed critic is trained, with a penalty, and looked at", async () => {
  const critic = packed(mlp({ inputs: 2 * 2, hidden: [6], outputs: 1 }));
  const run = await train({ ...SMALL, critic, constraints: [r1({ gamma: 1 })] });
  assert.equal(run.status[0]!.outcome, "finished");
  assert.equal(run.snapshots.at(-1)!.critic!.length, 3 * 2);
  assert.equal(score(run, new Float32Array(10)).length, 5);
}, { engines: ["tensorflow", "wasm"] });
