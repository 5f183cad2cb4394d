import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gradientPenalty, squaredGradientNorm } from "saddle/constraints/mod.ts";
import { leaves, start, type Tree, valueAndGradient } from "saddle/engine/mod.ts";
import { type Activation, mlp, relu, softplus, tanh, xavierUniform } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { forEachEngine } from "../engines.ts";
import { ACTIVATIONS, differencesByParameters, plainMlp } from "../oracles/mlp.ts";
import {
  costOfSlope,
  inputOf,
  penaltiesOf,
  plainPenalty,
  pointsOf,
  VARIANTS,
} from "./penalties.ts";

const POINTS = pointsOf(2, 6);
const WEIGHTS = [10, 0.7];
const SMALL: readonly (readonly [Activation, keyof typeof ACTIVATIONS])[] = [
  [tanh, "tanh"],
  [softplus, "softplus"],
  [relu, "relu"],
];

/** Near in single precision: `tolerance` relative to 1 + the size of the numbers. */
function near(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  assert.equal(actual.length, expected.length);
  const size = 1 + Math.max(...Array.from(expected, Math.abs));
  for (let i = 0; i < expected.length; i++) {
    const off = Math.abs(actual[i]! - expected[i]!) / size;
    assert.ok(off < tolerance, `expected ${expected[i]} in place ${i}, got ${actual[i]}`);
  }
}

forEachEngine("a linear critic pays by the length of its slope, in every variant", () => {
  const slopes = [[3, 4], [0.3, -0.4]] as const; // lengths 5 and 0.5
  for (const [name, options] of VARIANTS) {
    const constraint = gradientPenalty(options);
    const found = tf.tidy(() => {
      const weight = tf.tensor(slopes.flat(), [2, 2, 1]);
      return penaltiesOf(constraint, POINTS, (x) => tf.matMul(x, weight), WEIGHTS);
    });
    const expected = [5, 0.5].map((norm, run) => WEIGHTS[run]! * costOfSlope(norm, options));
    // one rounding an operation, about ten operations
    assert.ok(found.every((x, run) => Math.abs(x - expected[run]!) < 1e-5 * (1 + x)), name);
  }
});

forEachEngine("a critic of unit slope pays nothing and is not moved", () => {
  for (const [name, options] of VARIANTS) {
    if (options.target === 0) continue;
    const constraint = gradientPenalty(options);
    tf.tidy(() => {
      const params = tf.tensor([0.6, 0.8, 0, -1], [2, 2, 1]);
      const { value, gradient } = valueAndGradient((weight: tf.Tensor) => {
        const input = inputOf(POINTS, (x) => tf.matMul(x, weight), WEIGHTS);
        return { value: constraint.penalty!(input), aux: [] };
      }, params);
      assert.ok(value.dataSync().every((x) => Math.abs(x) < 1e-10), name);
      assert.ok(gradient.dataSync().every((x) => Math.abs(x) < 1e-4), name);
    });
  }
});

forEachEngine("a flat critic pays the whole weight and has a finite gradient", () => {
  tf.tidy(() => {
    const { value, gradient } = valueAndGradient((weight: tf.Tensor) => {
      const input = inputOf(POINTS, (x) => tf.matMul(x, weight), WEIGHTS);
      return { value: gradientPenalty().penalty!(input), aux: [] };
    }, tf.zeros([2, 2, 1]));
    near(value.dataSync(), WEIGHTS, 1e-5);
    assert.deepEqual([...gradient.dataSync()].map(Math.abs), [0, 0, 0, 0]);
  });
});

for (const [activation, name] of SMALL) {
  const critic = mlp({
    inputs: 2,
    hidden: [5, 4],
    outputs: 1,
    activation,
    init: xavierUniform({ gain: 1.5 }),
  });
  const score = (params: Tree) => (x: tf.Tensor) => critic.apply({ params, state: {} }, x).y;

  forEachEngine(`penalties of a perceptron with ${name} equal those in double precision`, () => {
    tf.tidy(() => {
      const { params } = critic.init([0, 1].map((run) => stream(4, run, "init")));
      const nets = [0, 1].map((run) => plainMlp(params, run, ACTIVATIONS[name]));
      for (const [, options] of VARIANTS) {
        const found = penaltiesOf(gradientPenalty(options), POINTS, score(params), WEIGHTS);
        const expected = nets.map((net, run) => {
          return plainPenalty(net, POINTS, run, options, WEIGHTS[run]!);
        });
        // some fifty roundings, and the slope's length is squared
        near(found, expected, 2e-5);
      }
    });
  });

  forEachEngine(`a penalty's gradient by a perceptron's parameters is right with ${name}`, () => {
    tf.tidy(() => {
      const { params } = critic.init([0, 1].map((run) => stream(4, run, "init")));
      const shapes = leaves(params).map((leaf) => leaf.size / 2);
      for (const [, options] of VARIANTS.filter(([, { half }]) => !half)) {
        const constraint = gradientPenalty(options);
        const gradient = tf.tidy(() =>
          leaves(
            valueAndGradient((changed: Tree) => ({
              value: constraint.penalty!(inputOf(POINTS, score(changed), WEIGHTS)),
              aux: [],
            }), params).gradient,
          )
        ).map((leaf) => leaf.dataSync());
        for (const run of [0, 1]) {
          const net = plainMlp(params, run, ACTIVATIONS[name]);
          const expected = differencesByParameters(net, (changed) => {
            return plainPenalty(changed, POINTS, run, options, WEIGHTS[run]!);
          });
          const found = gradient.flatMap((leaf, i) => {
            return [...leaf.slice(run * shapes[i]!, (run + 1) * shapes[i]!)];
          });
          near(found, expected, 1e-4);
        }
      }
    });
  });
}

Deno.test("a penalty looks between the real and the generated point of each pair", async () => {
  await start();
  tf.tidy(() => {
    const { mix, real, fake } = POINTS;
    let seen = new Float32Array();
    const critic = (x: tf.Tensor) => {
      seen = x.dataSync<"float32">().slice();
      return tf.sum(x, -1, true);
    };
    penaltiesOf(gradientPenalty(), POINTS, critic, WEIGHTS);
    assert.equal(seen.length, real.length);
    seen.forEach((x, i) => {
      const [a, b, share] = [real[i]!, fake[i]!, mix[i >> 1]!]; // one share for both axes
      assert.ok(x >= Math.min(a, b) - 1e-6 && x <= Math.max(a, b) + 1e-6);
      assert.ok(Math.abs(x - (share * a + (1 - share) * b)) < 1e-6);
    });
  });
});

Deno.test("only penalties on lines ask for random numbers", () => {
  const mix = { kind: "uniform", each: "sample" };
  for (const points of ["real", "generated", "both", "one generated"] as const) {
    assert.deepEqual(gradientPenalty({ points }).draws, {});
  }
  assert.deepEqual(gradientPenalty({ points: "line" }).draws, { mix });
  for (const points of ["lines within", "lines across"] as const) {
    assert.deepEqual(gradientPenalty({ points }).draws, { mix, secondMix: mix });
  }
});

Deno.test("the name of a penalty tells its variants apart", () => {
  assert.equal(new Set(VARIANTS.map(([name]) => name)).size, VARIANTS.length);
});

Deno.test("the gradient's length is each sample's own, in any dimension", async () => {
  await start();
  tf.tidy(() => {
    // D(x) = x1^3 + x2 x3: gradient (3 x1^2, x3, x2)
    const critic = (x: tf.Tensor) => {
      const [a, b, c] = tf.split(x, 3, 2) as [tf.Tensor, tf.Tensor, tf.Tensor];
      return tf.add(tf.pow(a, 3), tf.mul(b, c));
    };
    const points = [[1, 2, 3], [-2, 0, 1]];
    const found = squaredGradientNorm(critic, tf.tensor([points])).dataSync();
    assert.deepEqual([...found], [9 + 9 + 4, 144 + 1 + 0]);
  });
});

forEachEngine(
  "lines between any two points are a quarter of each kind, for batches of any size",
  () => {
    tf.tidy(() => {
      const middle = (points: "lines within" | "lines across", batch: number) => {
        const half = tf.fill([1, batch, 1], 0.5);
        return gradientPenalty({ points, target: 0 }).penalty!({
          critic: (x) => tf.mul(0.5, tf.square(x)), // its gradient is x
          real: tf.zeros([1, batch, 1]),
          fake: tf.ones([1, batch, 1]),
          draws: { mix: half, secondMix: half },
          numbers: { weight: tf.tensor1d([1]) },
        }).dataSync()[0]!;
      };
      for (const batch of [2, 8]) {
        assert.equal(middle("lines across", batch), (0 + 0.25 + 1 + 0.25) / 4);
        assert.equal(middle("lines within", batch), (0 + 1) / 2);
      }
      assert.equal(middle("lines across", 1), 0.25); // two points have one line
      assert.equal(middle("lines within", 1), 0.5);
    });
  },
);

Deno.test("a gradient penalty refuses what it does not know", () => {
  const wrong: readonly (readonly [object, RegExp])[] = [
    [
      { points: "fake" },
      /points is one of "line", "real", "generated", "both", .*"one generated", but "fake" came/,
    ],
    [{ target: 2 }, /target is one of 0, 1, but 2 came/],
    [{ sides: 1 }, /sides is one of "one", "two", but 1 came/],
    [
      { target: 0, sides: "one" },
      /sides is "two" where target is 0, because no norm is below 0, but "one" came/,
    ],
    [{ half: 0.5 }, /gradientPenalty's half is true or false, but 0.5 came/],
    [{ weight: -1 }, /gradientPenalty's weight is a number of at least 0, .* but -1 came/],
    [{ weight: [1, NaN] }, /but \[1, NaN\] came/],
    [{ weight: Infinity }, /but Infinity came/],
    [{ lambda: 10 }, /no option "lambda". Known options: points, target, sides, weight, half/],
  ];
  for (const [options, message] of wrong) {
    const name = "half" in options ? "TypeError" : "RangeError"; // of another type, or out of range
    assert.throws(() => gradientPenalty(options), { name, message });
  }
  assert.deepEqual(gradientPenalty({ weight: 0 }).numbers, { weight: 0 });
});
