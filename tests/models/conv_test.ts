import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { squaredGradientNorm } from "saddle/constraints/mod.ts";
import {
  compile,
  leaves,
  paths,
  type Tree,
  unflatten,
  valueAndGradient,
} from "saddle/engine/mod.ts";
import {
  batchNorm,
  convCritic,
  convGenerator,
  heNormal,
  identity,
  layerNorm,
  lecunUniform,
  type Model,
  softplus,
} from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { enginesHere, forEachEngine } from "../engines.ts";
import { ACTIVATIONS } from "../oracles/mlp.ts";
import {
  type PlainConvolution,
  plainConvolution,
  plainTransposedConvolution,
  smallerSize,
} from "../oracles/convolution.ts";

const randoms = (runs: number, first = 0) =>
  Array.from({ length: runs }, (_, run) => stream(5, first + run, "init"));
const normals = (shape: number[], name: string) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(stream(6, 0, name).normal(new Float32Array(size)), shape);
};
const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];
/** Rows of run `run` of a tensor with the run axis in front. */
const ofRun = (tensor: tf.Tensor, run: number) => {
  const size = tensor.size / tensor.shape[0]!;
  return numbers(tensor).slice(run * size, (run + 1) * size);
};

/** The plain JavaScript engine takes seconds where the others take a tenth. */
const fast = enginesHere().filter((engine) => engine !== "cpu");

/** Kernels that are a multiple of the stride and not, images that they fit and not. */
const SHAPES: readonly PlainConvolution[] = [
  { size: 8, channels: 1, filters: 3, kernel: 4, stride: 2 },
  { size: 8, channels: 3, filters: 2, kernel: 4, stride: 2 },
  { size: 4, channels: 17, filters: 16, kernel: 4, stride: 2 },
  { size: 6, channels: 2, filters: 2, kernel: 3, stride: 1 },
  { size: 6, channels: 2, filters: 3, kernel: 5, stride: 2 },
  { size: 9, channels: 2, filters: 2, kernel: 3, stride: 3 },
];

/**
 * What `make` gives at once and as a traced step, whose convolutions are put in other terms. XLA takes
 * its time to compile and is asked where it matters.
 */
function bothWays(args: Tree, make: (args: Tree) => Tree, xla: boolean): Tree[] {
  const step = compile((state: Tree, batch: Tree, _: Tree) => ({ state, outputs: make(batch) }), {
    xla,
  });
  try {
    return [make(args), step([], args, []).outputs];
  } finally {
    step.dispose();
  }
}

/** float32 sums of up to a thousand terms of size 1, relative to the largest number. */
function near(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  what: string,
  tolerance = 1e-5,
): void {
  assert.equal(got.length, expected.length, what);
  const size = Math.max(...Array.from(expected, Math.abs), 1e-3);
  for (let i = 0; i < got.length; i++) {
    assert.ok(
      Math.abs(got[i]! - expected[i]!) <= tolerance * size,
      `${what}, number ${i}: expected ${expected[i]}, got ${got[i]}`,
    );
  }
}

for (const c of SHAPES) {
  const { size, channels, filters, kernel, stride } = c;
  const name = `${size}x${size}x${channels} by ${filters} filters of ${kernel}, stride ${stride}`;

  forEachEngine(`a critic's convolution equals plain loops, ${name}`, () => {
    tf.tidy(() => {
      // a dense layer of a unit matrix shows what comes before it
      const features = smallerSize(c) ** 2 * filters;
      const critic = convCritic({
        size,
        channels,
        filters: [filters],
        kernel,
        stride,
        outputs: features,
        activation: identity,
        init: lecunUniform(),
      });
      for (const runs of [1, 3]) {
        const params = critic.init(randoms(runs)).params as readonly Readonly<
          Record<string, tf.Tensor>
        >[];
        const shown = [params[0]!, { weight: unit(runs, features), bias: tf.zeros([runs, 1, 1]) }];
        const x = normals([runs, 2, critic.inputs], "data");
        const apply = (args: Tree) => {
          const [params, x] = args as unknown as [Tree, tf.Tensor];
          return [critic.apply({ params, state: {} }, x).y];
        };
        for (const outputs of bothWays([shown, x] as unknown as Tree, apply, false)) {
          const [y] = leaves(outputs);
          assert.deepEqual(y!.shape, [runs, 2, features]);
          for (let run = 0; run < runs; run++) {
            const [weight, bias] = [
              ofRun(params[0]!["weight"]!, run),
              ofRun(params[0]!["bias"]!, run),
            ];
            const images = chunks(ofRun(x, run), critic.inputs);
            const expected = images.flatMap((image) =>
              plainConvolution(c, image, weight).map((sum, i) => sum + bias[i % filters]!)
            );
            near(ofRun(y!, run), expected, `run ${run} of ${runs}`);
          }
        }
      }
    });
  });

  if (size % stride !== 0) continue;
  forEachEngine(`a generator's transposed convolution equals plain loops, ${name}`, () => {
    tf.tidy(() => {
      const start = size / stride;
      const inputs = start * start * filters;
      const generator = convGenerator({
        inputs,
        size,
        channels,
        filters: [filters],
        kernel,
        stride,
        activation: identity,
        output: identity,
        init: lecunUniform(),
      });
      for (const runs of [1, 3]) {
        const params = generator.init(randoms(runs)).params as readonly Readonly<
          Record<string, tf.Tensor>
        >[];
        const shown = [{ weight: unit(runs, inputs), bias: tf.zeros([runs, 1, 1]) }, params[1]!];
        const x = normals([runs, 2, inputs], "data");
        const apply = (args: Tree) => {
          const [params, x] = args as unknown as [Tree, tf.Tensor];
          return [generator.apply({ params, state: {} }, x).y];
        };
        for (const outputs of bothWays([shown, x] as unknown as Tree, apply, false)) {
          const [y] = leaves(outputs);
          assert.deepEqual(y!.shape, [runs, 2, size * size * channels]);
          for (let run = 0; run < runs; run++) {
            const [weight, bias] = [
              ofRun(params[1]!["weight"]!, run),
              ofRun(params[1]!["bias"]!, run),
            ];
            const expected = chunks(ofRun(x, run), inputs).flatMap((image) =>
              plainTransposedConvolution(c, image, weight).map((sum, i) =>
                sum + bias[i % channels]!
              )
            );
            near(ofRun(y!, run), expected, `run ${run} of ${runs}`);
          }
        }
      }
    });
  });
}

/** A smooth pair on images of 4x4 pixels, and the same in plain numbers. */
const PAIR = {
  critic: convCritic({ size: 4, filters: [2, 3], activation: softplus, init: lecunUniform() }),
  generator: convGenerator({
    inputs: 2,
    size: 4,
    filters: [3, 2],
    activation: softplus,
    normalisation: batchNorm(),
    init: lecunUniform(),
  }),
} as const;

/** The critic's score of an image; parameters in the order of the leaves. */
function plainScore(params: readonly (readonly number[])[], image: readonly number[]): number {
  const [first, firstBias, second, secondBias, dense, denseBias] = params;
  const one = { size: 4, channels: 1, filters: 2, kernel: 4, stride: 2 };
  const two = { size: 2, channels: 2, filters: 3, kernel: 4, stride: 2 };
  const soft = (sums: number[], bias: readonly number[]) =>
    sums.map((sum, i) => ACTIVATIONS.softplus.f(sum + bias[i % bias.length]!));
  const middle = soft(plainConvolution(one, image, first!), firstBias!);
  const last = soft(plainConvolution(two, middle, second!), secondBias!);
  return last.reduce((sum, x, i) => sum + x * dense![i]!, denseBias![0]!);
}

/** The generator's images of a batch of latents, each layer normalised over batch and places. */
function plainImages(params: readonly (readonly number[])[], latents: readonly number[][]) {
  const [dense, denseBias, gain, shift, first, firstBias, gain2, shift2, last, lastBias] = params;
  const hidden = latents.map((z) =>
    denseBias!.map((b, j) =>
      z.reduce((sum, x, i) => sum + x * dense![i * denseBias!.length + j]!, b)
    )
  );
  const one = { size: 2, channels: 2, filters: 3, kernel: 4, stride: 2 };
  const two = { size: 4, channels: 1, filters: 2, kernel: 4, stride: 2 };
  const small = normalised(hidden, gain!, shift!);
  const middle = normalised(
    small.map((image) =>
      plainTransposedConvolution(one, image, first!).map((sum, i) => sum + firstBias![i % 2]!)
    ),
    gain2!,
    shift2!,
  );
  return middle.map((image) =>
    plainTransposedConvolution(two, image, last!).map((sum) => Math.tanh(sum + lastBias![0]!))
  );
}

/** Rows with each of the last axis's channels at mean 0 and variance 1, scaled, moved and softened. */
function normalised(rows: number[][], gain: readonly number[], shift: readonly number[]) {
  const channels = gain.length;
  const result = rows.map((row) => [...row]);
  for (let k = 0; k < channels; k++) {
    const all = rows.flatMap((row) => row.filter((_, i) => i % channels === k));
    const mean = all.reduce((sum, x) => sum + x) / all.length;
    const variance = all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length;
    result.forEach((row) =>
      row.forEach((x, i) => {
        if (i % channels !== k) return;
        const scaled = (x - mean) / Math.sqrt(variance + 1e-5);
        row[i] = ACTIVATIONS.softplus.f(scaled * gain[k]! + shift[k]!);
      })
    );
  }
  return result;
}

/** Central differences of `f` in double precision by all numbers of `at`; error some `step` squared. */
function differences(
  at: readonly (readonly number[])[],
  f: (at: readonly (readonly number[])[]) => number,
  step: number,
): number[] {
  return at.flatMap((list, l) =>
    list.map((value, i) => {
      const moved = (x: number) => f(at.with(l, list.with(i, x)));
      return (moved(value + step) - moved(value - step)) / (2 * step);
    })
  );
}

forEachEngine("the gradient of a convolutional critic's penalty equals differences", () => {
  tf.tidy(() => {
    const { critic } = PAIR;
    const { params } = critic.init(randoms(2));
    const x = normals([2, 2, 16], "data");
    const gradient = (args: Tree): Tree => {
      const [params, x] = args as unknown as [Tree, tf.Tensor];
      return valueAndGradient((params: Tree) => {
        const score = (x: tf.Tensor) => critic.apply({ params, state: {} }, x).y;
        const norms = squaredGradientNorm(score, x); // to the power of 1.5
        return { value: tf.sum(tf.mul(norms, tf.sqrt(norms)), 1), aux: [] };
      }, params).gradient;
    };
    for (const outputs of bothWays([params, x] as unknown as Tree, gradient, true)) {
      for (const run of [0, 1]) {
        const plain = leaves(params).map((leaf) => ofRun(leaf, run));
        const images = chunks(ofRun(x, run), 16);
        const penalty = (params: readonly (readonly number[])[]) =>
          images.reduce((sum, image) => {
            const slope = differences([image], ([x]) => plainScore(params, x!), 1e-4);
            return sum + Math.hypot(...slope) ** 3;
          }, 0);
        const got = leaves(outputs).flatMap((leaf) => ofRun(leaf, run));
        near(got, differences(plain, penalty, 1e-3), `run ${run}`, 1e-4);
      }
    }
  });
}, { engines: fast });

forEachEngine("a convolutional generator's gradient through the critic equals differences", () => {
  tf.tidy(() => {
    const { critic, generator } = PAIR;
    const [judge, maker] = [critic.init(randoms(1)).params, generator.init(randoms(1, 1)).params];
    // away from gains of 1 and shifts of 0
    const moved = unflatten(
      maker,
      leaves(maker).map((leaf) => tf.add(leaf, tf.mul(0.1, normals(leaf.shape, "noise")))),
    );
    const z = normals([1, 4, 2], "latent");
    const gradient = (args: Tree): Tree => {
      const [judge, maker, z] = args as unknown as [Tree, Tree, tf.Tensor];
      return valueAndGradient((params: Tree) => {
        const { y } = generator.apply({ params, state: {} }, z);
        return { value: tf.sum(critic.apply({ params: judge, state: {} }, y).y), aux: [] };
      }, maker).gradient;
    };
    const plainJudge = leaves(judge).map((leaf) => ofRun(leaf, 0));
    const plainMaker = leaves(moved).map((leaf) => ofRun(leaf, 0));
    const total = (params: readonly (readonly number[])[]) =>
      plainImages(params, chunks(ofRun(z, 0), 2))
        .reduce((sum, image) => sum + plainScore(plainJudge, image), 0);
    const expected = differences(plainMaker, total, 1e-5);
    for (const outputs of bothWays([judge, moved, z] as unknown as Tree, gradient, true)) {
      near(leaves(outputs).flatMap((leaf) => ofRun(leaf, 0)), expected, "gradient", 1e-4);
    }
  });
}, { engines: fast });

forEachEngine("one run of many is computed as it would be alone, whoever serves whom", () => {
  tf.tidy(() => {
    const critic = convCritic({ size: 4, filters: [3], init: lecunUniform() });
    const { params } = critic.init(randoms(2));
    const x = normals([2, 3, 16], "data");
    const alone = (tree: Tree, run: number) =>
      unflatten(tree, leaves(tree).map((leaf) => row(leaf, run)));
    const y = critic.apply({ params, state: {} }, x).y;
    for (const run of [0, 1]) {
      const variables = { params: alone(params, run), state: {} };
      near(ofRun(y, run), numbers(critic.apply(variables, row(x, run)).y), `run ${run}`);
      // one set of parameters for the images of both runs, and images of one run for both
      near(ofRun(critic.apply(variables, x).y, run), ofRun(y, run), `parameters of run ${run}`);
      const shared = critic.apply({ params, state: {} }, row(x, run)).y;
      near(ofRun(shared, run), ofRun(y, run), `images of run ${run}`);
    }
  });
});

forEachEngine("normalisations of images take what they say", () => {
  tf.tidy(() => {
    const show = (model: Model, x: tf.Tensor) => {
      const start = model.init(randoms(1)).params as readonly Readonly<Record<string, tf.Tensor>>[];
      const features = start[1]!["weight"]!.shape[1]!;
      const shown = [start[0]!, { weight: unit(1, features), bias: tf.zeros([1, 1, 1]) }];
      return model.apply({ params: shown as unknown as Tree, state: {} }, x).y;
    };
    const options = { size: 4, filters: [3], outputs: 12, activation: identity };
    const x = normals([1, 5, 16], "data");
    const byBatch = tf.reshape(show(convCritic({ ...options, normalisation: batchNorm() }), x), [
      -1,
      3,
    ]);
    const byPoint = tf.reshape(show(convCritic({ ...options, normalisation: layerNorm() }), x), [
      5,
      12,
    ]);
    for (const [y, axis] of [[byBatch, 0], [byPoint, 1]] as const) {
      const { mean, variance } = tf.moments(y, axis);
      near(numbers(tf.add(mean, 1)), numbers(tf.onesLike(mean)), "mean + 1");
      near(numbers(variance), numbers(tf.onesLike(variance)), "variance", 1e-3); // epsilon 1e-5
    }
    assert.deepEqual(
      [batchNorm(), layerNorm()].map((normalisation) =>
        convCritic({ ...options, normalisation }).sees
      ),
      ["batch", "point"],
    );
  });
});

forEachEngine("starting weights are spread by the numbers that enter a sum", () => {
  tf.tidy(() => {
    const deviation = (model: Model, layer: number) => {
      const params = model.init(randoms(1)).params as readonly Readonly<
        Record<string, tf.Tensor>
      >[];
      return Math.sqrt(tf.mean(tf.square(params[layer]!["weight"]!)).dataSync()[0]!);
    };
    const init = heNormal({ gain: 1 });
    const critic = convCritic({ size: 8, channels: 3, filters: [64, 64], init });
    const generator = convGenerator({ inputs: 4, size: 8, channels: 8, filters: [64, 32], init });
    // a sum of a transposed convolution of stride 2 meets a quarter of the taps; 4 deviations of 1 / sqrt(2 n)
    const expected = [[critic, 0, 48], [critic, 1, 1024], [generator, 0, 4], [generator, 1, 256]];
    for (const [model, layer, terms] of expected as [Model, number, number][]) {
      const got = deviation(model, layer) * Math.sqrt(terms);
      assert.ok(
        Math.abs(got - 1) < 4 / Math.sqrt(2 * 3000),
        `layer ${layer} of ${model.name}: ${got}`,
      );
    }
  });
});

Deno.test("images that cannot be are errors that say which number", () => {
  const cases: [() => Model, RegExp][] = [
    [
      () => convCritic({ size: 0 }),
      /convCritic's size is a whole number of at least 1, but 0 came/,
    ],
    [
      () => convCritic({ size: 8, channels: 1.5 }),
      /channels is a whole number of at least 1, but 1.5/,
    ],
    [
      () => convCritic({ size: 8, filters: [4, 0] }),
      /filters is a list, each a whole .* but \[4, 0\] came/,
    ],
    [
      () => convCritic({ size: 8, outputs: -1 }),
      /outputs is a whole number of at least 1, but -1 came/,
    ],
    [() => convCritic({ size: 8, kernel: 2, stride: 3 }), /would skip pixels/],
    [
      () => convGenerator({ inputs: 0, size: 8 }),
      /convGenerator's inputs is a whole number .*, but 0 came/,
    ],
    [
      () => convGenerator({ inputs: 2, size: 8, filters: [] }),
      /filters is a list of at least 1, each .*, but \[\] came/,
    ],
    [() => convGenerator({ inputs: 2, size: 10 }), /size is a multiple of 4, .* but 10 came/],
  ];
  for (const [make, message] of cases) assert.throws(make, { name: "RangeError", message });
});

forEachEngine("an input of another form is an error that names both shapes", () => {
  tf.tidy(() => {
    const critic = convCritic({ size: 4, filters: [2] });
    const variables = critic.init(randoms(3));
    assert.deepEqual(paths(variables.params), ["0.weight", "0.bias", "1.weight", "1.bias"]);
    assert.throws(() => critic.apply(variables, tf.zeros([3, 2, 4, 4])), {
      name: "RangeError",
      message: "This conv critic takes inputs of shape [runs, batch, 16], but [3,2,4,4] came.",
    });
    assert.throws(() => critic.apply(variables, tf.zeros([2, 2, 16])), /of 3 runs/);
  });
});

/** One run of a tensor, the run axis kept. */
function row(x: tf.Tensor, run: number): tf.Tensor {
  return tf.slice(x, [run, ...x.shape.slice(1).map(() => 0)], [1, ...x.shape.slice(1)]);
}

/** A unit matrix a run, `[runs, size, size]`. */
function unit(runs: number, size: number): tf.Tensor {
  return tf.tile(tf.expandDims(tf.eye(size), 0), [runs, 1, 1]);
}

function chunks(values: readonly number[], size: number): number[][] {
  return Array.from({ length: values.length / size }, (_, i) => {
    return values.slice(i * size, (i + 1) * size);
  });
}
