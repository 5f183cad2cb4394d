import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { disposeTree, leaves, paths, type Tree, valueAndGradient } from "saddle/engine/mod.ts";
import {
  type Activation,
  constantValues,
  elu,
  heNormal,
  identity,
  leakyRelu,
  lecunUniform,
  linear,
  mlp,
  relu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { forEachEngine } from "../engines.ts";
import {
  ACTIVATIONS,
  forward,
  inputGradient,
  parameterGradient,
  type PlainActivation,
  plainMlp,
} from "../oracles/mlp.ts";

const randoms = (runs: number, first = 0) =>
  Array.from({ length: runs }, (_, run) => stream(5, first + run, "init"));
const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];
const normals = (shape: number[], name: string) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(stream(6, 0, name).normal(new Float32Array(size)), shape);
};

const KINDS: readonly (readonly [Activation, PlainActivation])[] = [
  [relu, ACTIVATIONS.relu],
  [leakyRelu(), ACTIVATIONS.leakyRelu],
  [tanh, ACTIVATIONS.tanh],
  [sigmoid, ACTIVATIONS.sigmoid],
  [softplus, ACTIVATIONS.softplus],
  [elu, ACTIVATIONS.elu],
  [silu, ACTIVATIONS.silu],
  [identity, ACTIVATIONS.identity],
];

forEachEngine("parameters have the run axis in front, outputs as well", () => {
  tf.tidy(() => {
    const model = mlp({ inputs: 2, hidden: [5, 4], outputs: 3 });
    const { params, state } = model.init(randoms(6));
    assert.deepEqual(paths(params), [
      "0.weight",
      "0.bias",
      "1.weight",
      "1.bias",
      "2.weight",
      "2.bias",
    ]);
    assert.deepEqual(leaves(params).map((leaf) => leaf.shape), [
      [6, 2, 5],
      [6, 1, 5],
      [6, 5, 4],
      [6, 1, 4],
      [6, 4, 3],
      [6, 1, 3],
    ]);
    assert.deepEqual(state, {});
    assert.deepEqual(model.apply({ params, state }, tf.zeros([6, 7, 2])).y.shape, [6, 7, 3]);
    assert.deepEqual([model.inputs, model.outputs], [2, 3]);
    assert.equal(model.name, "mlp 2-5-4-3, relu");
  });
});

forEachEngine("a model without biases has none", () => {
  tf.tidy(() => {
    const model = linear({ inputs: 1, outputs: 1, bias: false });
    const { params, state } = model.init(randoms(2));
    assert.deepEqual(paths(params), ["0.weight"]);
    const y = model.apply({ params, state }, tf.zeros([2, 1, 1])).y;
    assert.deepEqual(numbers(y), [0, 0]);
  });
});

forEachEngine("a run starts from what it would start from alone", () => {
  tf.tidy(() => {
    const model = mlp({ inputs: 2, hidden: [5], outputs: 1, init: lecunUniform() });
    const together = leaves(model.init(randoms(4)).params);
    for (let run = 0; run < 4; run++) {
      const alone = leaves(model.init(randoms(1, run)).params);
      together.forEach((leaf, i) => {
        assert.deepEqual(numbers(tf.slice(leaf, [run, 0, 0], [1, -1, -1])), numbers(alone[i]!));
      });
    }
  });
});

for (const [activation, plain] of KINDS) {
  forEachEngine(
    `outputs and gradients with ${activation.name} equal those of plain numbers`,
    () => {
      tf.tidy(() => {
        const model = mlp({
          inputs: 2,
          hidden: [5, 4],
          outputs: 2,
          activation,
          output: tanh,
          init: lecunUniform(),
        });
        const { params } = model.init(randoms(3));
        const [x, dy] = [normals([3, 6, 2], "data"), normals([3, 6, 2], "noise")];
        const { value, gradient } = valueAndGradient(
          ({ params, x }: { params: Tree; x: tf.Tensor }) => ({
            value: tf.sum(tf.mul(model.apply({ params, state: {} }, x).y, dy), [1, 2]),
            aux: [],
          }),
          { params, x },
        );
        const rows = (tensor: tf.Tensor, run: number) => (tensor.arraySync() as number[][][])[run]!;
        for (let run = 0; run < 3; run++) {
          const net = plainMlp(params, run, plain, ACTIVATIONS.tanh);
          const [xs, ds] = [rows(x, run), rows(dy, run)];
          const expected = xs.reduce(
            (sum, x, row) => sum + forward(net, x).reduce((s, y, j) => s + y * ds[row]![j]!, 0),
            0,
          );
          near([numbers(value)[run]!], [expected]);
          const own = leaves(gradient.params)
            .flatMap((leaf) => numbers(tf.slice(leaf, [run, 0, 0], [1, -1, -1])));
          near(own, parameterGradient(net, xs, ds));
          near(
            rows(gradient.x, run).flat(),
            xs.flatMap((x, row) => inputGradient(net, x, ds[row]!)),
          );
        }
      });
    },
  );
}

forEachEngine("an input of another form is an error that names both shapes", () => {
  tf.tidy(() => {
    const model = mlp({ inputs: 2, outputs: 1 });
    const variables = model.init(randoms(3));
    for (const shape of [[3, 4, 5], [4, 2], [3, 2, 4, 2]]) {
      assert.throws(() => model.apply(variables, tf.zeros(shape)), {
        name: "RangeError",
        message: `This mlp takes inputs of shape [runs, batch, 2], but [${shape}] came.`,
      });
    }
    assert.throws(() => model.apply(variables, tf.zeros([2, 4, 2])), {
      name: "RangeError",
      message: /of 3 runs, but an input of shape \[2,4,2\] came/,
    });
  });
});

forEachEngine("every hidden layer may have an activation of its own", () => {
  tf.tidy(() => {
    const activation = [relu, leakyRelu(0.5)];
    const init = constantValues([1]);
    const model = mlp({ inputs: 1, hidden: [1, 1], outputs: 1, activation, init });
    assert.equal(model.name, "mlp 1-1-1-1, relu, leaky relu 0.5");
    const { y } = model.apply(model.init(randoms(1)), tf.tensor3d([[[3], [-3]]]));
    assert.deepEqual(numbers(y), [3, 0]); // relu first: nothing negative is left for the other
    const swapped = mlp({
      inputs: 1,
      hidden: [1, 1],
      outputs: 1,
      activation: [identity, leakyRelu(0.5)],
      init,
    });
    const { y: z } = swapped.apply(swapped.init(randoms(1)), tf.tensor3d([[[3], [-3]]]));
    assert.deepEqual(numbers(z), [3, -1.5]);
  });
});

Deno.test("one activation for two hidden layers, as a list, is an error", () => {
  assert.throws(
    () => mlp({ inputs: 1, hidden: [4, 4], outputs: 1, activation: [relu] }),
    /mlp's activation is one for all 2 hidden layers, or one for each, but \["relu"\] came/,
  );
});

Deno.test("widths that are not positive whole numbers are errors", () => {
  for (const hidden of [[0], [16, -1], [2.5], [NaN]]) {
    assert.throws(() => mlp({ inputs: 2, outputs: 1, hidden }), {
      name: "RangeError",
      message: /mlp's hidden is a list, each a whole number of at least 1, but \[.*\] came/,
    });
  }
  assert.throws(() => linear({ inputs: 0, outputs: 1 }), RangeError);
});

Deno.test("no runs at all is an error before anything is made", () => {
  assert.throws(() => mlp({ inputs: 2, outputs: 1 }).init([]), {
    name: "RangeError",
    message: /at least one run/,
  });
});

forEachEngine("init makes tensors that are the caller's, apply makes none that stay", () => {
  const model = mlp({ inputs: 2, hidden: [3], outputs: 1, init: heNormal() });
  const before = tf.memory().numTensors;
  const { params, state } = model.init(randoms(2));
  assert.equal(tf.memory().numTensors, before + 4);
  const y = tf.tidy(() => model.apply({ params, state }, tf.zeros([2, 1, 2])).y);
  assert.equal(tf.memory().numTensors, before + 5);
  y.dispose();
  disposeTree(params);
});

forEachEngine("given values make the model that they say", () => {
  tf.tidy(() => {
    const model = linear({ inputs: 2, outputs: 2, init: constantValues([1, 2, 3, 4], [10, 20]) });
    const { y } = model.apply(model.init(randoms(2)), tf.tensor3d([[[5, 7]], [[1, 0]]]));
    assert.deepEqual(numbers(y), [36, 58, 11, 22]);
  });
});

/** float32 sums of a few dozen terms of size 1. */
function near(got: ArrayLike<number>, expected: ArrayLike<number>): void {
  assert.equal(got.length, expected.length);
  for (let i = 0; i < got.length; i++) {
    const [x, y] = [got[i]!, expected[i]!];
    assert.ok(Math.abs(x - y) <= 2e-5 * (1 + Math.abs(y)), `number ${i}: got ${x}, expected ${y}`);
  }
}
