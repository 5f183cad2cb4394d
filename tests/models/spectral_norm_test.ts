import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { r1 } from "saddle/constraints/mod.ts";
import { leaves, type Tree, unflatten, valueAndGradient } from "saddle/engine/mod.ts";
import {
  constantValues,
  convCritic,
  lecunUniform,
  linear,
  mlp,
  spectralNorm,
  tanh,
} from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { score, train, unrolled } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import {
  ACTIVATIONS,
  differencesByParameters,
  forward,
  type PlainLayer,
  type PlainMlp,
  plainMlp,
} from "../oracles/mlp.ts";
import { SMALL } from "../training/small.ts";

const ENGINES = { engines: ["tensorflow", "wasm"] } as const;
const RUNS = 2;
const randoms = () => Array.from({ length: RUNS }, (_, run) => stream(8, run, "init"));
const INNER = mlp({
  inputs: 2,
  hidden: [6, 5],
  outputs: 1,
  activation: tanh,
  init: lecunUniform(),
});

/** The largest singular value in double precision: 400 iterations on W^T W. */
function largest({ weight, inputs, outputs }: PlainLayer): number {
  let u = Array.from({ length: outputs }, (_, j) => 1 + j / 7);
  let norm = 0;
  for (let i = 0; i < 400; i++) {
    const v = Array.from(
      { length: inputs },
      (_, row) => u.reduce((sum, x, j) => sum + weight[row * outputs + j]! * x, 0),
    );
    const back = u.map((_, j) =>
      v.reduce((sum, x, row) => sum + weight[row * outputs + j]! * x, 0)
    );
    norm = Math.sqrt(Math.hypot(...back));
    u = back.map((x) => x / norm ** 2);
  }
  return norm;
}

/** The network with each matrix divided by its norm. */
function normalised(net: PlainMlp): PlainMlp {
  const layers = net.layers.map((layer) => {
    const sigma = largest(layer);
    return { ...layer, weight: layer.weight.map((x) => x / sigma) };
  });
  return { ...net, layers };
}

forEachEngine("from the start each matrix has the norm 1, and never much more", () => {
  tf.tidy(() => {
    for (const [inputs, outputs] of [[2, 6], [6, 6], [6, 1], [9, 4]] as const) {
      const model = spectralNorm(linear({ inputs, outputs, bias: false }));
      const variables = model.init(randoms());
      const identity = tf.tile(tf.expandDims(tf.eye(inputs), 0), [RUNS, 1, 1]);
      const used = model.apply(variables, identity).y.dataSync();
      for (let run = 0; run < RUNS; run++) {
        const size = inputs * outputs;
        const weight = Float64Array.from(used).slice(run * size, (run + 1) * size);
        const norm = largest({ inputs, outputs, weight, bias: new Float64Array() });
        // power iteration finds too small a norm, so the used one is at least 1; of 6 singular values
        // the second is rarely so near the first that 101 iterations miss it by a thousandth
        assert.ok(norm > 1 - 1e-5 && norm < 1 + 1e-3, `norm ${norm} of ${inputs} x ${outputs}`);
      }
    }
  });
});

forEachEngine("filters are divided by the norm of the matrix of all that a sum sees", () => {
  tf.tidy(() => {
    const inner = convCritic({ size: 4, filters: [5], init: lecunUniform() });
    const model = spectralNorm(inner);
    const { params, state } = model.init(randoms());
    const [filter, ...rest] = leaves(params);
    const norms = Array.from({ length: RUNS }, (_, run) => {
      const weight = Float64Array.from(filter!.dataSync()).slice(run * 80, (run + 1) * 80);
      return largest({ inputs: 16, outputs: 5, weight, bias: new Float64Array() });
    });
    const [bias, dense, last] = rest;
    const sigma = tf.sqrt(tf.sum(tf.square(dense!), [1, 2], true)); // of one column
    const divided = unflatten(params, [
      tf.div(filter!, tf.reshape(tf.tensor1d(norms), [RUNS, 1, 1, 1, 1])),
      bias!,
      tf.div(dense!, sigma),
      last!,
    ]);
    const x = tf.tensor(stream(9, 0, "data").normal(new Float32Array(RUNS * 3 * 16)), [
      RUNS,
      3,
      16,
    ]);
    const got = model.apply({ params, state }, x).y.dataSync();
    const expected = inner.apply({ params: divided, state: {} }, x).y.dataSync();
    got.forEach((y, i) => assert.ok(Math.abs(y - expected[i]!) < 1e-4, `${y} and ${expected[i]}`));
  });
});

forEachEngine("outputs and gradients equal those of divided matrices in double precision", () => {
  tf.tidy(() => {
    const model = spectralNorm(INNER);
    const { params, state } = model.init(randoms());
    const x = stream(9, 0, "data").normal(new Float32Array(RUNS * 4 * 2));
    const rows = (run: number) =>
      [0, 1, 2, 3].map((i) => [...x.subarray((4 * run + i) * 2, (4 * run + i + 1) * 2)]);
    const { value, gradient } = valueAndGradient((changed: Tree) => ({
      value: tf.sum(model.apply({ params: changed, state }, tf.tensor(x, [RUNS, 4, 2])).y, [1, 2]),
      aux: [],
    }), params);
    for (let run = 0; run < RUNS; run++) {
      const total = (net: PlainMlp) => {
        const divided = normalised(net);
        return rows(run).reduce((sum, row) => sum + forward(divided, row)[0]!, 0);
      };
      const net = plainMlp(params, run, ACTIVATIONS.tanh);
      assert.ok(Math.abs(value.dataSync()[run]! - total(net)) < 1e-3);
      // u and v are where sigma is largest: holding them constant leaves its derivative as it is
      const expected = differencesByParameters(net, total);
      const own = leaves(gradient).flatMap((leaf) => {
        const size = leaf.size / RUNS;
        return [...leaf.dataSync().slice(run * size, (run + 1) * size)];
      });
      own.forEach((g, i) => assert.ok(Math.abs(g - expected[i]!) < 1e-2 * (1 + Math.abs(g))));
    }
  });
}, ENGINES);

forEachEngine("a trained critic stays Lipschitz with the constant 1", async () => {
  const critic = spectralNorm(INNER);
  const run = await train({
    ...SMALL,
    critic,
    constraints: [r1({ gamma: 0.01 })],
    steps: 20,
    every: 20,
    runs: RUNS,
  });
  const n = 200;
  const points = stream(10, 0, "data").normal(new Float32Array(2 * n), 0, 2);
  const scores = score(run, points);
  for (let r = 0; r < RUNS; r++) {
    let steepest = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const distance = Math.hypot(
          points[2 * i]! - points[2 * j]!,
          points[2 * i + 1]! - points[2 * j + 1]!,
        );
        const rise = Math.abs(scores[r * n + i]! - scores[r * n + j]!);
        steepest = Math.max(steepest, rise / distance);
      }
    }
    assert.ok(steepest < 1.01, `slope ${steepest} in run ${r}`); // the iteration lags a little
    assert.ok(steepest > 0.1); // the Wasserstein loss wants it steep
  }
  // and each matrix is divided by nearly its norm: the scores are those of double precision
  const params = run.critic.params.upload();
  for (let r = 0; r < RUNS; r++) {
    const net = normalised(plainMlp(params, r, ACTIVATIONS.tanh));
    for (let i = 0; i < 10; i++) {
      const expected = forward(net, points.subarray(2 * i, 2 * i + 2))[0]!;
      assert.ok(Math.abs(scores[r * n + i]! - expected) < 0.01 * (1 + Math.abs(expected)));
    }
  }
  leaves(params).forEach((leaf) => leaf.dispose());
}, ENGINES);

forEachEngine("it goes with penalties and unrolling", async () => {
  const run = await train({
    ...SMALL,
    critic: spectralNorm(mlp({ inputs: 2, hidden: [4], outputs: 1, activation: tanh })),
    constraints: [r1({ gamma: 1 })],
    update: unrolled({ steps: 1 }),
    steps: 2,
    every: 1,
  });
  assert.equal(run.status[0]!.outcome, "finished");
}, { engines: ["wasm"] });

forEachEngine("a matrix of zeros stays one", () => {
  tf.tidy(() => {
    const zero = linear({ inputs: 2, outputs: 1, init: constantValues([0, 0], [5]) });
    const model = spectralNorm(zero);
    const variables = model.init(randoms());
    const { y } = model.apply(variables, tf.ones([RUNS, 1, 2]));
    assert.deepEqual([...y.dataSync()], [5, 5]);
  });
}, ENGINES);

Deno.test("iterations that are not positive whole numbers are refused", () => {
  assert.throws(
    () => spectralNorm(INNER, { iterations: 0 }),
    /iterations is a whole number of at least 1/,
  );
  assert.throws(
    () => spectralNorm(INNER, { warmUp: 1.5 }),
    /warmUp is a whole number of at least 1/,
  );
});
