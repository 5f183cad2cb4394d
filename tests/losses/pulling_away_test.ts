import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { valueAndGradient } from "saddle/engine/mod.ts";
import { energyBased, lossNamed, pullingAway } from "saddle/losses/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { forEachEngine } from "../engines.ts";

const [RUNS, N, K] = [2, 5, 3];
const CODES = stream(6, 0, "codes").normal(new Float32Array(RUNS * N * K));

/** Zhao et al. 2017, section 2.4, by the letter. */
function plain(codes: ArrayLike<number>, run: number): number {
  const s = (i: number) => Array.from({ length: K }, (_, k) => codes[(run * N + i) * K + k]!);
  let sum = 0;
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < N; j++) {
      if (i === j) continue;
      const dot = s(i).reduce((total, x, k) => total + x * s(j)[k]!, 0);
      sum += (dot / (Math.hypot(...s(i)) * Math.hypot(...s(j)))) ** 2;
    }
  }
  return sum / (N * (N - 1));
}

forEachEngine("the pulling-away term is the paper's, one number a run", () => {
  tf.tidy(() => {
    const values = pullingAway(tf.tensor(CODES, [RUNS, N, K])).dataSync();
    assert.equal(values.length, RUNS);
    values.forEach((value, run) => assert.ok(Math.abs(value - plain(CODES, run)) < 1e-5));
  });
});

forEachEngine("its gradient by the codes is the slope of the plain term", () => {
  tf.tidy(() => {
    const { gradient } = valueAndGradient(
      (code: tf.Tensor) => ({ value: pullingAway(code), aux: [] }),
      tf.tensor(CODES, [RUNS, N, K]),
    );
    const h = 1e-5, codes = Float64Array.from(CODES);
    gradient.dataSync().forEach((g, i) => {
      const run = Math.floor(i / (N * K));
      const at = (x: number) => plain(codes.with(i, x), run);
      const slope = (at(codes[i]! + h) - at(codes[i]! - h)) / (2 * h);
      assert.ok(Math.abs(g - slope) < 1e-4, `${g}, expected ${slope}`);
    });
  });
});

forEachEngine("codes of one direction give 1, orthogonal ones 0, zeros a finite gradient", () => {
  tf.tidy(() => {
    const of = (rows: number[][]) => pullingAway(tf.tensor([rows])).dataSync()[0]!;
    assert.ok(Math.abs(of([[1, 2], [-2, -4], [3, 6]]) - 1) < 1e-5);
    assert.ok(Math.abs(of([[1, 0], [0, 7]])) < 1e-6);
    const { value, gradient } = valueAndGradient(
      (code: tf.Tensor) => ({ value: pullingAway(code), aux: [] }),
      tf.zeros([1, 3, 2]),
    );
    assert.equal(value.dataSync()[0], 0);
    assert.ok(gradient.dataSync().every(Number.isFinite));
  });
});

forEachEngine("the generator's energy-based loss adds the term with its weight", () => {
  tf.tidy(() => {
    const code = tf.tensor(CODES, [RUNS, N, K]);
    const fake = tf.fill([RUNS, N, 1], -0.25);
    const given = { real: fake, fake, code };
    const [without, withIt] = [0, 0.1].map((weight) =>
      energyBased({ pullingAway: weight }).generator(given).dataSync()
    );
    for (let run = 0; run < RUNS; run++) {
      assert.equal(without![run], 0.25);
      assert.ok(Math.abs(withIt![run]! - 0.25 - 0.1 * plain(CODES, run)) < 1e-5);
    }
  });
});

Deno.test("codes that are missing and batches of one point are refused", () => {
  assert.throws(() => pullingAway(undefined), { name: "TypeError", message: /makes none/ });
  assert.throws(() => pullingAway(tf.zeros([1, 1, 4])), /points of a batch, but it has 1/);
  for (const weight of [-1, NaN, Infinity]) {
    assert.throws(() => energyBased({ pullingAway: weight }), /pullingAway .* at least 0/);
  }
  assert.equal(
    lossNamed("energy-based", { margin: 2, pullingAway: 0.1 }).name,
    "energy-based (margin 2, pulling away 0.1)",
  );
});
