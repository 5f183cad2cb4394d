import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { r1 } from "saddle/constraints/mod.ts";
import { disposeTree, valueAndGradient } from "saddle/engine/mod.ts";
import { batchDeviation, constantValues, linear, mlp, tanh } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { train } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { SMALL } from "../training/small.ts";

/** Features (x1, 2 x2), score 10 deviation + x1. */
const FEATURES = linear({ inputs: 2, outputs: 2, init: constantValues([1, 0, 0, 2]) });
const HEAD = linear({ inputs: 3, outputs: 1, init: constantValues([10, 1, 0]) });
const BATCH = [[1, 0], [4, 1], [4, 5], [7, 2]];

/** The deviation of numbers, over n. */
function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
}
const ofFirst = (rows: readonly (readonly number[])[]) => deviation(rows.map(([a]) => a!));
const ofBoth = (rows: readonly (readonly number[])[]) =>
  (ofFirst(rows) + deviation(rows.map(([, b]) => 2 * b!))) / 2;

for (const [of, plain] of [["mean", ofBoth], ["first feature", ofFirst]] as const) {
  forEachEngine(`scores and slopes know the batch's deviation: ${of}`, () => {
    tf.tidy(() => {
      const critic = batchDeviation(FEATURES, HEAD, { of });
      const variables = critic.init([stream(1, 0, "init")]);
      const { value, gradient } = valueAndGradient((x: tf.Tensor) => {
        const { y } = critic.apply(variables, x);
        return { value: y, aux: [] };
      }, tf.tensor([BATCH]));
      const scores = (rows: readonly (readonly number[])[]) =>
        rows.map(([a]) => 10 * plain(rows) + a!);
      const expected = scores(BATCH);
      value.dataSync().forEach((y, i) => assert.ok(Math.abs(y - expected[i]!) < 1e-4));
      const total = (rows: readonly (readonly number[])[]) =>
        scores(rows).reduce((sum, y) => sum + y, 0);
      gradient.dataSync().forEach((slope, i) => {
        const moved = (by: number) =>
          BATCH.map((row, j) => j === i >> 1 ? row.with(i % 2, row[i % 2]! + by) : row);
        const difference = (total(moved(1e-5)) - total(moved(-1e-5))) / 2e-5;
        assert.ok(Math.abs(slope - difference) < 1e-4 * (1 + Math.abs(difference)));
      });
    });
  });
}

forEachEngine("points that are all alike have finite slopes, also in training", async () => {
  const critic = batchDeviation(
    mlp({ inputs: 2, hidden: [], outputs: 3 }),
    mlp({ inputs: 4, hidden: [3], outputs: 1, activation: tanh }),
  );
  const generator = linear({ inputs: 2, outputs: 2, init: constantValues([0, 0, 0, 0], [1, 1]) });
  const constraints = [r1({ gamma: 1 })];
  const run = await train({ ...SMALL, generator, critic, constraints, steps: 2, every: 1 });
  assert.equal(run.status[0]!.outcome, "finished");
  const variables = critic.init([stream(1, 0, "init")]);
  assert.equal(tf.tidy(() => critic.apply(variables, tf.ones([1, 4, 2])).y.dataSync().length), 4);
  disposeTree([variables.params, variables.state]);
}, { engines: ["tensorflow", "wasm"] });

Deno.test("a head for another number of features is refused", () => {
  assert.throws(() => batchDeviation(FEATURES, FEATURES), {
    name: "RangeError",
    message: /takes the 2 features and the deviation, 3 numbers, but linear 2-2 takes 2/,
  });
  assert.throws(() => batchDeviation(FEATURES, HEAD, { of: "all" as never }), /"first feature"/);
});
