import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  compile,
  leaves,
  paths,
  type Tree,
  unflatten,
  valueAndGradient,
} from "saddle/engine/mod.ts";
import {
  type Activation,
  batchNorm,
  constantValues,
  convCritic,
  convGenerator,
  heNormal,
  identity,
  layerNorm,
  lecunUniform,
  type Model,
  relu,
  softplus,
  tanh,
} from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { forEachEngine } from "../engines.ts";
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

/** Kernels that are a multiple of the stride and not, images that they fit and not. */
const SHAPES: readonly PlainConvolution[] = [
  { size: 8, channels: 1, filters: 3, kernel: 4, stride: 2 },
  { size: 8, channels: 3, filters: 2, kernel: 4, stride: 2 },
  { size: 4, channels: 17, filters: 16, kernel: 4, stride: 2 },
  { size: 6, channels: 2, filters: 2, kernel: 3, stride: 1 },
  { size: 6, channels: 2, filters: 3, kernel: 5, stride: 2 },
  { size: 9, channels: 2, filters: 2, kernel: 3, stride: 3 },
];

/** Runs `make` at once, and as a compiled step on arguments of the same shapes. */
function bothWays(args: Tree, make: (args: Tree) => Tree): Tree[] {
  const step = compile((state: Tree, batch: Tree, _: Tree) => ({ state, outputs: make(batch) }));
  try {
    return [make(args), step([], args, []).outputs];
  } finally {
    step.dispose();
  }
}

/** float32 sums of up to a thousand terms of size 1. */
function near(got: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assert.equal(got.length, expected.length, what);
  const size = Math.max(1, ...Array.from(expected, Math.abs));
  for (let i = 0; i < got.length; i++) {
    assert.ok(
      Math.abs(got[i]! - expected[i]!) <= 1e-5 * size,
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
        for (const outputs of bothWays([shown, x] as unknown as Tree, apply)) {
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
        for (const outputs of bothWays([shown, x] as unknown as Tree, apply)) {
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

/** A unit matrix a run, `[runs, size, size]`. */
function unit(runs: number, size: number): tf.Tensor {
  return tf.tile(tf.expandDims(tf.eye(size), 0), [runs, 1, 1]);
}

function chunks(values: readonly number[], size: number): number[][] {
  return Array.from({ length: values.length / size }, (_, i) => {
    return values.slice(i * size, (i + 1) * size);
  });
}
