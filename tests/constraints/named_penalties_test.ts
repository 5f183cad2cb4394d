import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  type Constraint,
  dragan,
  gradientPenalty,
  gradientPenaltyAsShipped,
  r1,
  r1AsShipped,
  r2,
  simplePenalty,
  wassersteinDivergence,
} from "saddle/constraints/mod.ts";
import { leaves, start, type Tree, valueAndGradient } from "saddle/engine/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { forEachEngine } from "../engines.ts";
import { ACTIVATIONS, differencesByParameters, plainMlp } from "../oracles/mlp.ts";
import { AS_SHIPPED, BATCH, CRITIC, NAMED, NOISE, POINTS, RUNS } from "./named_penalties.ts";
import { penaltiesOf } from "./penalties.ts";

for (const { name, constraint, numbers, plain } of [...NAMED, ...AS_SHIPPED]) {
  forEachEngine(`${name} and its gradient equal those in double precision`, () => {
    tf.tidy(() => {
      const { params } = CRITIC.init([0, 1].map((run) => stream(4, run, "init")));
      const points = (values: Float32Array) => tf.tensor(values, [RUNS, BATCH, 2]);
      const { value, gradient } = valueAndGradient((changed: Tree) => ({
        value: constraint.penalty!({
          critic: (x) => CRITIC.apply({ params: changed, state: {} }, x).y,
          real: points(POINTS.real),
          fake: points(POINTS.fake),
          draws: { mix: tf.tensor(POINTS.mix, [RUNS, BATCH, 1]), noise: points(NOISE) },
          numbers: Object.fromEntries(
            Object.entries(numbers).map(([key, values]) => [key, tf.tensor1d([...values])]),
          ),
        }),
        aux: [],
      }), params);
      for (let run = 0; run < RUNS; run++) {
        const net = plainMlp(params, run, ACTIVATIONS.tanh);
        const own = leaves(gradient).flatMap((leaf) => {
          const size = leaf.size / RUNS;
          return [...leaf.dataSync().slice(run * size, (run + 1) * size)];
        });
        // some fifty roundings; powers of the slope multiply them
        near([value.dataSync()[run]!], [plain(net, run)], 1e-4);
        near(own, differencesByParameters(net, (changed) => plain(changed, run)), 2e-4);
      }
    });
  });
}

forEachEngine("a flat critic pays nothing to a divergence, and its gradient is finite", () => {
  tf.tidy(() => {
    const ones = tf.ones([3, 4, 2]);
    const { value, gradient } = valueAndGradient((slope: tf.Tensor) => ({
      value: wassersteinDivergence().penalty!({
        critic: (x) => tf.matMul(x, slope),
        real: ones,
        fake: ones,
        draws: {},
        numbers: { k: tf.tensor1d([2, 2, 2]), p: tf.tensor1d([6, 2, 1.5]) },
      }),
      aux: [],
    }), tf.zeros([3, 2, 1]));
    // 1e-12 under the root: at most 2 * (1e-12)^0.75
    assert.ok(value.dataSync().every((x) => x >= 0 && x < 3e-9));
    assert.deepEqual([...gradient.dataSync()].map(Math.abs), [0, 0, 0, 0, 0, 0]);
  });
});

Deno.test("a divergence with p = 2 is the simple penalty of weight k", async () => {
  await start();
  tf.tidy(() => {
    const critic = (x: tf.Tensor) => tf.sum(tf.tanh(x), -1, true);
    const input = {
      critic,
      real: tf.tensor(POINTS.real, [RUNS, BATCH, 2]),
      fake: tf.tensor(POINTS.fake, [RUNS, BATCH, 2]),
      draws: {},
      numbers: { k: tf.tensor1d([3, 1]), p: tf.tensor1d([2, 2]) },
    };
    const divergence = wassersteinDivergence({ points: "real" }).penalty!(input).dataSync();
    const simple = penaltiesOf(simplePenalty({ points: "real" }), POINTS, critic, [3, 1]);
    near(divergence, simple, 1e-6);
  });
});

Deno.test("R1 as shipped is neither R1 nor R2, and vanishes where the critic is sure", async () => {
  await start();
  tf.tidy(() => {
    // D(x) = 3 x1 + 4 x2 + b: the gradient's norm is 5 everywhere
    const penalty = (constraint: Constraint, bias: number) => {
      const weight = Object.keys(constraint.numbers)[0]!;
      return constraint.penalty!({
        critic: (x) => tf.add(tf.matMul(x, tf.tensor([[[3], [4]]])), bias),
        real: tf.ones([1, 4, 2]),
        fake: tf.zeros([1, 4, 2]),
        draws: {},
        numbers: { [weight]: tf.tensor1d([2]) },
      }).dataSync()[0]!;
    };
    for (const bias of [0, -3, -20]) {
      near([penalty(r1(), bias), penalty(r2(), bias)], [25, 25], 1e-6);
      const slope = 5 / (1 + Math.exp(bias)) / (1 + Math.exp(-bias));
      assert.ok(Math.abs(penalty(r1AsShipped(), bias) - slope ** 2) < 1e-5 * slope ** 2);
    }
  });
});

Deno.test("the penalty as shipped costs nothing along (1, -1), and on the line is the real one", async () => {
  await start();
  tf.tidy(() => {
    const cost = (slopes: number[], constraint: Constraint) =>
      constraint.penalty!({
        critic: (x) => tf.matMul(x, tf.tensor(slopes, [1, slopes.length, 1])),
        real: tf.ones([1, 4, slopes.length]),
        fake: tf.zeros([1, 4, slopes.length]),
        draws: {},
        numbers: { weight: tf.tensor1d([2]) },
      }).dataSync()[0]!;
    for (const sides of ["one", "two"] as const) {
      const shipped = gradientPenaltyAsShipped({ sides });
      const right = gradientPenalty({ sides, points: "one generated" });
      near([cost([101, -99], shipped)], [0], 1e-6); // mean 1, norm 141
      near([cost([101, -99], right)], [2 * (Math.hypot(101, 99) - 1) ** 2], 1e-5);
      for (const slope of [3, -3, 0.5]) {
        near([cost([slope], shipped)], [cost([slope], right)], 1e-6);
      }
    }
  });
});

Deno.test("what the named penalties draw and are called", () => {
  assert.deepEqual(dragan().draws, { noise: { kind: "uniform", each: "feature" } });
  assert.deepEqual(gradientPenalty({ points: "around real" }).draws, dragan().draws);
  assert.deepEqual(dragan({ deviation: 1 }).draws, { noise: { kind: "normal", each: "feature" } });
  assert.deepEqual(wassersteinDivergence().draws, {});
  assert.deepEqual(wassersteinDivergence({ points: "line" }).draws, gradientPenalty().draws);
  assert.deepEqual(wassersteinDivergence().numbers, { k: 2, p: 6 });
  assert.equal(
    simplePenalty({ points: "one generated" }).name,
    "simple gradient penalty (one generated)",
  );
});

Deno.test("named penalties refuse what they do not know", () => {
  const wrong: readonly (readonly [() => Constraint, RegExp])[] = [
    [() => simplePenalty({ weight: -1 }), /simplePenalty's weight is a number of at least 0/],
    [
      () => simplePenalty({ points: "fake" as never }),
      /simplePenalty's points is one of "line"/,
    ],
    [
      () => simplePenalty({ gamma: 1 } as object),
      /no option "gamma". Known options: weight, points/,
    ],
    [
      () => wassersteinDivergence({ k: 0 }),
      /wassersteinDivergence's k is a number above 0/,
    ],
    [() => wassersteinDivergence({ p: [6, 1] }), /p is a number above 1, .* but \[6, 1\] came/],
    [() => wassersteinDivergence({ half: true } as object), /no option "half"/],
    [() => dragan({ weight: NaN }), /dragan's weight is .* but NaN came/],
    [
      () => dragan({ deviation: -1 }),
      /dragan's deviation is a number of at least 0, .* but -1 came/,
    ],
    [() => r1AsShipped({ gamma: -1 }), /r1AsShipped's gamma is/],
    [() => r1AsShipped({ weight: 1 } as object), /no option "weight". Known options: gamma/],
    [() => gradientPenaltyAsShipped({ weight: -1 }), /gradientPenaltyAsShipped's weight/],
    [() => gradientPenaltyAsShipped({ sides: "both" as "one" }), /sides is one of "one", "two"/],
    [() => gradientPenaltyAsShipped({ target: 0 } as object), /no option "target"/],
    [() => dragan({ sigma: 1 } as object), /no option "sigma". Known options: weight, deviation/],
  ];
  for (const [make, message] of wrong) assert.throws(make, { name: "RangeError", message });
});

/** Near in single precision: `tolerance` relative to 1 + the size of the numbers. */
function near(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  assert.equal(actual.length, expected.length);
  const size = 1 + Math.max(...Array.from(expected, Math.abs));
  for (let i = 0; i < expected.length; i++) {
    const off = Math.abs(actual[i]! - expected[i]!) / size;
    assert.ok(off < tolerance, `expected ${expected[i]} in place ${i}, got ${actual[i]}`);
  }
}
