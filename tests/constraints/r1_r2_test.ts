import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gradientPenalty, r1, r2 } from "saddle/constraints/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { forEachEngine } from "../engines.ts";
import { penaltiesOf, pointsOf } from "./penalties.ts";

const POINTS = pointsOf(2, 8);

forEachEngine("R1 and R2 are gamma / 2 times the mean squared slope, R1 at real points", () => {
  // D(x) = |x|^2 / 2 has the gradient x, so both are known from the points alone
  const critic = (x: tf.Tensor) => tf.mul(0.5, tf.sum(tf.square(x), -1, true));
  const gammas = [10, 0.3];
  for (const [constraint, points] of [[r1(), POINTS.real], [r2(), POINTS.fake]] as const) {
    const found = penaltiesOf(constraint, POINTS, critic, gammas);
    gammas.forEach((gamma, run) => {
      const own = points.subarray(run * 16, (run + 1) * 16);
      const expected = gamma / 2 * own.reduce((sum, x) => sum + x * x, 0) / 8;
      assert.ok(Math.abs(found[run]! - expected) < 1e-5 * (1 + expected));
    });
  }
});

Deno.test("R1 of gamma is the zero-centred penalty of weight gamma / 2 without a half", async () => {
  await start();
  tf.tidy(() => {
    const critic = (x: tf.Tensor) => tf.sum(tf.tanh(x), -1, true);
    const simple = gradientPenalty({ points: "real", target: 0 });
    assert.deepEqual(
      penaltiesOf(r1(), POINTS, critic, [4, 1]),
      penaltiesOf(simple, POINTS, critic, [2, 0.5]),
    );
  });
});

Deno.test("R1 and R2 are named, take one gamma a run and refuse bad ones", () => {
  for (const [make, name] of [[r1, "R1"], [r2, "R2"]] as const) {
    assert.equal(make().name, name);
    assert.deepEqual(make().numbers, { gamma: 10 });
    assert.deepEqual(make({ gamma: [1, 2] }).numbers, { gamma: [1, 2] });
    const message = new RegExp(`${make.name}'s gamma is a number of at least 0, .* but -0.1 came`);
    assert.throws(() => make({ gamma: -0.1 }), { message });
    assert.throws(() => make({ weight: 1 } as object), /no option "weight". Known options: gamma/);
  }
});
