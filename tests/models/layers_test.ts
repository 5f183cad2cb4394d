import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { compile, leaves, mapTree, type Tree } from "saddle/engine/mod.ts";
import {
  averagePool,
  batchNorm,
  conv,
  dense,
  depthToSpace,
  instanceNorm,
  type LayerLike,
  layerNorm,
  leakyRelu,
  lecunUniform,
  maxout,
  type Model,
  nearest,
  network,
  relu,
  reshaped,
  residual,
  type Shape,
  spaceToDepth,
  tanh,
  transposedConv,
  upConv,
} from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { forEachEngine } from "../engines.ts";
import {
  plainAverages,
  type PlainConvolution,
  plainConvolution,
  plainTransposedConvolution,
  smallerSides,
} from "../oracles/convolution.ts";

const BATCH = 2;
const init = lecunUniform();
const randoms = (runs: number) => Array.from({ length: runs }, (_, run) => stream(5, run, "init"));
const normals = (shape: readonly number[], name: string, seed = 6) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(stream(seed, 0, name).normal(new Float32Array(size)), [...shape]);
};
/** Numbers of run `run` of a tensor with the run axis in front. */
const ofRun = (tensor: tf.Tensor, run: number) => {
  const size = tensor.size / tensor.shape[0]!;
  return [...tensor.dataSync()].slice(run * size, (run + 1) * size);
};
const chunks = (values: readonly number[], size: number) =>
  Array.from({ length: values.length / size }, (_, i) => values.slice(i * size, (i + 1) * size));

/**
 * What becomes of the images of one run's batch, flat, in plain numbers; parameters as the leaves
 * come.
 */
type Plain = (images: readonly number[][], params: readonly number[][]) => number[][];
const eachImage =
  (one: (image: readonly number[], params: readonly number[][]) => number[]): Plain =>
  (images, params) => images.map((image) => one(image, params));

/** What `make` gives at once and as a traced step, whose convolutions are put in other terms. */
function bothWays(args: Tree, make: (args: Tree) => tf.Tensor): tf.Tensor[] {
  const step = compile((state: Tree, batch: Tree, _: Tree) => ({ state, outputs: make(batch) }), {
    xla: false,
  });
  try {
    return [make(args), step([], args, []).outputs as tf.Tensor];
  } finally {
    step.dispose();
  }
}

/** float32 sums of up to a hundred terms of size 1, relative to the largest number. */
function near(got: readonly number[], expected: readonly number[], what: string): void {
  assert.equal(got.length, expected.length, what);
  const size = Math.max(...expected.map(Math.abs), 1);
  for (let i = 0; i < got.length; i++) {
    assert.ok(
      Math.abs(got[i]! - expected[i]!) <= 1e-5 * size,
      `${what}, number ${i}: expected ${expected[i]}, got ${got[i]}`,
    );
  }
}

/** Starting values away from zero biases, gains of 1 and shifts of 0. */
function movedStart(model: Model, runs: number) {
  const { params, state } = model.init(randoms(runs));
  let seed = 0;
  const moved = mapTree(
    (leaf) => tf.add(leaf, tf.mul(0.3, normals(leaf.shape, "noise", seed++))),
    params,
  );
  return { params: moved, state };
}

/** Holds layers against plain numbers: in one run and three, and where one of them serves all. */
function checkLayers(input: Shape, layers: readonly LayerLike[], plain: Plain): void {
  tf.tidy(() => {
    const model = network({ input, layers });
    for (const [own, given] of [[1, 1], [3, 3], [1, 3], [3, 1]] as const) {
      const { params, state } = movedStart(model, own);
      const x = normals([given, BATCH, model.inputs], "data");
      const apply = (args: Tree) => {
        const [params, x] = args as unknown as [Tree, tf.Tensor];
        return model.apply({ params, state }, x).y;
      };
      const runs = leaves(params).length === 0 ? given : Math.max(own, given);
      for (const y of bothWays([params, x] as unknown as Tree, apply)) {
        assert.deepEqual(y.shape, [runs, BATCH, model.outputs]);
        for (let run = 0; run < runs; run++) {
          const mine = leaves(params).map((leaf) => ofRun(leaf, own === 1 ? 0 : run));
          const images = chunks(ofRun(x, given === 1 ? 0 : run), model.inputs);
          const what = `run ${run}, parameters of ${own} and points of ${given}`;
          near(ofRun(y, run), plain(images, mine).flat(), what);
        }
      }
    }
  });
}

const plus = (sums: readonly number[], bias: readonly number[] | undefined) =>
  sums.map((sum, i) => sum + (bias ? bias[i % bias.length]! : 0));

/** Odd and even kernels, strides that fit the images and not, windows that reach beyond them. */
const CONVOLUTIONS: readonly PlainConvolution[] = [
  { size: 4, width: 3, channels: 2, filters: 3, kernel: 3, stride: 1 },
  { size: 5, width: 7, channels: 2, filters: 2, kernel: 5, stride: 2 },
  { size: 6, width: 5, channels: 3, filters: 2, kernel: 4, stride: 2 },
  { size: 5, width: 4, channels: 1, filters: 2, kernel: 2, stride: 3 },
  { size: 8, width: 5, channels: 2, filters: 2, kernel: 5, stride: 2, padding: 1 },
  { size: 8, width: 7, channels: 2, filters: 2, kernel: 3, stride: 2, padding: 0 },
  { size: 4, width: 6, channels: 2, filters: 2, kernel: 4, stride: 2, padding: 1 },
  { size: 2, width: 3, channels: 2, filters: 2, kernel: 1, stride: 1, padding: 1 },
  { size: 2, width: 3, channels: 1, filters: 2, kernel: 1, stride: 12, padding: 5 },
];

const called = (
  { size, width = size, channels, kernel, stride, padding = "same" }: PlainConvolution,
) => `${size}x${width}x${channels}, kernel ${kernel}, stride ${stride}, padding ${padding}`;
const imageOf = ({ size, width = size, channels }: PlainConvolution) => [size, width, channels];

for (const c of CONVOLUTIONS) {
  const { filters, kernel, stride, padding = "same" } = c;

  forEachEngine(`conv equals plain loops, ${called(c)}`, () => {
    const layer = conv({ filters, kernel, stride, padding, init });
    assert.deepEqual(layer.shape(imageOf(c)), [...smallerSides(c), filters]);
    const plain = eachImage((image, [weight, bias]) =>
      plus(plainConvolution(c, image, weight!), bias)
    );
    checkLayers(imageOf(c), [layer], plain);
  });

  forEachEngine(`averagePool equals plain loops, ${called(c)}`, () => {
    const layer = averagePool({ kernel, stride, padding });
    assert.deepEqual(layer.shape(imageOf(c)), [...smallerSides(c), c.channels]);
    checkLayers(imageOf(c), [layer], eachImage((image) => plainAverages(c, image)));
  });

  if (padding === "same" && (c.size % stride !== 0 || (c.width ?? c.size) % stride !== 0)) continue;
  forEachEngine(`transposedConv equals plain loops, to ${called(c)}`, () => {
    // what a convolution leaves of an image's end, PyTorch's outputPadding gives back
    const [rows, columns] = [c.size, c.width ?? c.size].map((size) =>
      padding === "same" ? 0 : (size + 2 * padding - kernel) % stride
    );
    if (rows !== columns) return checkTransposed({ ...c, width: c.size }, rows!);
    checkTransposed(c, rows!);
  });
}

function checkTransposed(c: PlainConvolution, outputPadding: number): void {
  const { channels, filters, kernel, stride, padding = "same" } = c;
  const layer = transposedConv({ filters: channels, kernel, stride, padding, outputPadding, init });
  const smaller = [...smallerSides(c), filters];
  assert.deepEqual(layer.shape(smaller), imageOf(c));
  const plain = eachImage((image, [weight, bias]) =>
    plus(plainTransposedConvolution(c, image, weight!), bias)
  );
  checkLayers(smaller, [layer], plain);
}

Deno.test("transposedConv makes images as large as PyTorch's ConvTranspose2d", () => {
  // H_out = (H_in - 1) stride - 2 padding + (kernel - 1) + outputPadding + 1,
  // torch.nn.ConvTranspose2d
  const cases = [
    [{ kernel: 3, stride: 2, padding: 0 }, [20, 16], [41, 33]],
    [{ kernel: 3, stride: 2, padding: 1, outputPadding: 1 }, [6, 6], [12, 12]], // its docs'
    [{ kernel: 5, stride: 2, padding: 2, outputPadding: 1 }, [4, 4], [8, 8]], // Wasserstein-Div's
    [{ kernel: 4, stride: 2, padding: 1 }, [8, 8], [16, 16]], // gan-pytorch's
    [{ kernel: 4, stride: 1, padding: 0 }, [1, 2], [4, 5]],
  ] as const;
  for (const [options, [height, width], expected] of cases) {
    const layer = transposedConv({ filters: 3, ...options });
    assert.deepEqual(layer.shape([height, width, 2]), [...expected, 3]);
  }
});

forEachEngine("transposedConv is the adjoint of conv: (A x, y) = (x, A' y)", () => {
  const shapes = [
    [{ kernel: 4, stride: 2, padding: "same" }, [6, 8], {}],
    [{ kernel: 5, stride: 2, padding: 2 }, [8, 6], { outputPadding: 1 }],
    [{ kernel: 3, stride: 1, padding: 1 }, [5, 4], {}],
    [{ kernel: 3, stride: 3, padding: 0 }, [8, 5], { outputPadding: 2 }],
  ] as const;
  tf.tidy(() => {
    for (const [options, [height, width], more] of shapes) {
      const forth = network({
        input: [height, width, 2],
        layers: [conv({ filters: 3, bias: false, ...options })],
      });
      const smaller = conv({ filters: 3, ...options }).shape([height, width, 2]);
      const back = network({
        input: smaller,
        layers: [transposedConv({ filters: 2, bias: false, ...options, ...more })],
      });
      assert.deepEqual([back.inputs, back.outputs], [forth.outputs, forth.inputs]);
      const { params, state } = forth.init(randoms(2));
      const turned = mapTree((leaf) => tf.transpose(leaf, [0, 1, 2, 4, 3]), params);
      const x = normals([2, BATCH, forth.inputs], "data");
      const y = normals([2, BATCH, back.inputs], "noise");
      const one = tf.sum(tf.mul(forth.apply({ params, state }, x).y, y));
      const other = tf.sum(tf.mul(x, back.apply({ params: turned, state }, y).y));
      near([...other.dataSync()], [...one.dataSync()], `kernel ${options.kernel}`);
    }
  });
});

for (const kernel of [1, 3] as const) {
  for (const bias of [true, false]) {
    forEachEngine(`upConv of ${kernel} is nearest, then conv${bias ? "" : ", no bias"}`, () => {
      const [height, width] = [3, 4];
      const c = { size: 2 * height, width: 2 * width, channels: 2, filters: 3, kernel, stride: 1 };
      const layer = upConv({ filters: 3, kernel, bias, init });
      assert.deepEqual(layer.shape([height, width, 2]), [6, 8, 3]);
      const plain = eachImage((image, [weight, bias]) =>
        plus(plainConvolution(c, plainNearest(image, [height, width, 2], 2), weight!), bias)
      );
      checkLayers([height, width, 2], [layer], plain);
      checkLayers([height, width, 2], [nearest(), conv({ filters: 3, kernel, bias, init })], plain);
    });
  }
}

/** Each pixel `times` x `times` times. */
function plainNearest(image: readonly number[], [height, width, channels]: Shape, times: number) {
  const result: number[] = [];
  for (let row = 0; row < height! * times; row++) {
    for (let column = 0; column < width! * times; column++) {
      const from = (Math.floor(row / times) * width! + Math.floor(column / times)) * channels!;
      result.push(...image.slice(from, from + channels!));
    }
  }
  return result;
}

forEachEngine("nearest equals plain loops", () => {
  for (const times of [1, 3]) {
    const plain = eachImage((image) => plainNearest(image, [2, 3, 2], times));
    checkLayers([2, 3, 2], [nearest({ times })], plain);
  }
});

/** [row, column, channel] of every number of the larger image, beside those of the smaller one. */
function plainBlocks(
  [height, width, channels]: Shape,
  block: number,
): [large: number, small: number][] {
  const deep = channels! * block ** 2;
  const pairs: [number, number][] = [];
  for (let row = 0; row < height! * block; row++) {
    for (let column = 0; column < width! * block; column++) {
      for (let k = 0; k < channels!; k++) {
        const place = Math.floor(row / block) * width! + Math.floor(column / block);
        const inBlock = (row % block) * block + column % block;
        const large = (row * width! * block + column) * channels! + k;
        pairs.push([large, place * deep + inBlock * channels! + k]);
      }
    }
  }
  return pairs;
}

forEachEngine("depthToSpace and spaceToDepth equal plain loops, and undo each other", () => {
  for (const block of [2, 3]) {
    const [small, large] = [[2, 3, 2 * block ** 2], [2 * block, 3 * block, 2]];
    const pairs = plainBlocks([2, 3, 2], block);
    const moved = (image: readonly number[], places: readonly (readonly [number, number])[]) => {
      const result = new Array<number>(image.length);
      for (const [to, from] of places) result[to] = image[from]!;
      return result;
    };
    const back = pairs.map(([to, from]) => [from, to] as const);
    checkLayers(small, [depthToSpace({ block })], eachImage((image) => moved(image, pairs)));
    checkLayers(large, [spaceToDepth({ block })], eachImage((image) => moved(image, back)));
    const both = [spaceToDepth({ block }), depthToSpace({ block })];
    checkLayers(large, both, eachImage((image) => [...image]));
  }
});

forEachEngine("depthToSpace has the order of TensorFlow's documentation", () => {
  tf.tidy(() => {
    const model = network({ input: [1, 1, 12], layers: [depthToSpace()] });
    const x = tf.reshape(tf.range(1, 13), [1, 1, 12]);
    // [[[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]]]
    const { y } = model.apply(model.init(randoms(1)), x);
    assert.deepEqual([...y.dataSync()], Array.from({ length: 12 }, (_, i) => i + 1));
  });
});

forEachEngine("dense equals plain loops on images, reshaped changes no number", () => {
  const plain = eachImage((image, [weight, bias]) =>
    bias!.map((start, j) => image.reduce((sum, x, i) => sum + x * weight![i * 5 + j]!, start))
  );
  checkLayers([2, 3, 2], [dense({ outputs: 5, init })], plain);
  checkLayers([12], [dense({ outputs: 5, init })], plain);
  checkLayers([2, 3, 2], [dense({ outputs: 5, init }), reshaped([1, 5, 1])], plain);
  checkLayers([12], [reshaped([3, 2, 2]), reshaped([12])], eachImage((image) => [...image]));
});

/**
 * Numbers in groups of one mean and variance each, normalised, with the gain and shift of their
 * channel.
 */
function plainNormalised(
  rows: readonly number[][],
  groupOf: (row: number, i: number) => string,
  [gain, shift]: readonly number[][],
  epsilon: number,
): number[][] {
  const groups = new Map<string, number[]>();
  rows.forEach((row, r) =>
    row.forEach((x, i) => {
      const group = groupOf(r, i);
      groups.set(group, [...(groups.get(group) ?? []), x]);
    })
  );
  const channels = gain?.length ?? 1;
  return rows.map((row, r) =>
    row.map((x, i) => {
      const all = groups.get(groupOf(r, i))!;
      const mean = all.reduce((sum, x) => sum + x) / all.length;
      const variance = all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length;
      const y = (x - mean) / Math.sqrt(variance + epsilon);
      return gain ? y * gain[i % channels]! + shift![i % channels]! : y;
    })
  );
}

for (const [affine, epsilon] of [[true, 1e-5], [false, 0.8]] as const) {
  forEachEngine(`batch, layer and instance norm equal plain loops, epsilon ${epsilon}`, () => {
    const shape = [3, 2, 3];
    const options = { affine, epsilon };
    const kinds = [
      [batchNorm(options), (_: number, i: number) => `${i % 3}`],
      [layerNorm(options), (row: number) => `${row}`],
      [instanceNorm(options), (row: number, i: number) => `${row} ${i % 3}`],
    ] as const;
    for (const [norm, groupOf] of kinds) {
      checkLayers(
        shape,
        [norm],
        (images, params) => plainNormalised(images, groupOf, params, epsilon),
      );
    }
    // of plain features, each is a channel
    const byFeature = [batchNorm(options), (_: number, i: number) => `${i}`] as const;
    for (const [norm, groupOf] of [byFeature, kinds[1]]) {
      const plain: Plain = (rows, params) => plainNormalised(rows, groupOf, params, epsilon);
      checkLayers([4], [norm], plain);
    }
  });
}

forEachEngine("an activation is a layer; maxout takes channels in groups", () => {
  checkLayers(
    [2, 3, 2],
    [leakyRelu()],
    eachImage((image) => image.map((x) => x > 0 ? x : 0.2 * x)),
  );
  const pairs = eachImage((image) => chunks([...image], 2).map((pair) => Math.max(...pair)));
  checkLayers([2, 3, 4], [maxout()], pairs);
  checkLayers([6], [maxout()], pairs);
});

forEachEngine("residual is the sum of both ways, or of the branch and its points", () => {
  const c = { size: 3, width: 4, channels: 2, filters: 2, kernel: 3, stride: 1 };
  const branch = [conv({ filters: 2, init }), tanh];
  const through = (image: readonly number[], [weight, bias]: readonly number[][]) =>
    plus(plainConvolution(c, image, weight!), bias).map(Math.tanh);
  checkLayers(
    imageOf(c),
    [residual({ branch })],
    eachImage((image, params) => through(image, params).map((y, i) => y + image[i]!)),
  );
  const around = residual({ branch, shortcut: [conv({ filters: 2, kernel: 1, init })] });
  checkLayers(
    imageOf(c),
    [around],
    eachImage((image, params) => {
      const other = plus(plainConvolution({ ...c, kernel: 1 }, image, params[2]!), params[3]);
      return through(image, params).map((y, i) => y + other[i]!);
    }),
  );
});

Deno.test("a network says its ends, its range and whether points know of each other", () => {
  const input = [4, 4, 2];
  const one = (...layers: LayerLike[]) => network({ input, layers });
  assert.equal(one(conv({ filters: 2 }), layerNorm(), instanceNorm()).sees, "point");
  assert.equal(one(batchNorm()).sees, "batch");
  assert.equal(one(residual({ branch: [batchNorm()] })).sees, "batch");
  assert.equal(one(residual({ branch: [relu], shortcut: [batchNorm()] })).sees, "batch");
  assert.deepEqual(one(conv({ filters: 3 }), tanh).range, [-1, 1]);
  assert.equal(one(tanh, conv({ filters: 3 })).range, undefined);
  const { inputs, outputs, name } = one(
    conv({ filters: 3, stride: 2 }),
    relu,
    dense({ outputs: 5 }),
  );
  assert.deepEqual([inputs, outputs], [32, 5]);
  assert.equal(name, "network 4x4x2, conv 3, relu, dense 5");
  assert.equal(network({ input, layers: [relu], name: "mine" }).name, "mine");
});

Deno.test("layers that cannot be, or do not fit what comes, are errors that say which", () => {
  const chain = (input: Shape, ...layers: LayerLike[]) => network({ input, layers });
  const cases: [() => unknown, RegExp][] = [
    [() => conv({ filters: 0 }), /conv's filters is a whole number of at least 1, but 0 came/],
    [() => conv({ filters: 1e9 }), /conv's filters is .* but 1000000000 came/],
    [() => upConv({ filters: 1e9 }), /upConv's filters is .* but 1000000000 came/],
    [() => transposedConv({ filters: 1e9 }), /transposedConv's filters is .* 1000000000 came/],
    [() => dense({ outputs: 1e9 }), /dense's outputs is .* but 1000000000 came/],
    [() => conv({ filters: 1, kernel: 1.5 }), /conv's kernel is a whole number .* but 1.5 came/],
    [
      () => conv({ filters: 1, padding: -1 }),
      /padding is one of "same", or a whole .* but -1 came/,
    ],
    [() => conv({ filters: 1, padding: "valid" as "same" }), /but "valid" came/],
    [() => conv({ filters: 1, pad: 1 } as never), /conv has no option "pad"/],
    [
      () => chain([4, 3, 1], conv({ filters: 1, kernel: 6, padding: 1 })),
      /conv's kernel is at most 5, what it sees, but 6 came/,
    ],
    [
      () => chain([12], conv({ filters: 1 })),
      /conv takes images \[height, width, channels\], but points of shape \[12\] come/,
    ],
    [() => averagePool({ stride: 0 }), /averagePool's stride is a whole number of at least 1/],
    [() => chain([2, 2, 1], averagePool({ kernel: 3 })), /averagePool's kernel is at most 2/],
    [() => chain([4], averagePool()), /averagePool takes images/],
    [
      () => transposedConv({ filters: 1, outputPadding: 1 }),
      /outputPadding is left out where the padding is "same", but 1 came/,
    ],
    [
      () => transposedConv({ filters: 1, padding: 1, outputPadding: 2 }),
      /outputPadding is below the stride 2, but 2 came/,
    ],
    [
      () => chain([1, 1, 1], transposedConv({ filters: 1, kernel: 2, padding: 1 })),
      /transposedConv's padding is small enough to leave an image, but 1 came/,
    ],
    [() => chain([4], transposedConv({ filters: 1 })), /transposedConv takes images/],
    [() => upConv({ filters: 1, kernel: 5 as 3 }), /upConv's kernel is one of 1, 3, but 5 came/],
    [() => chain([4], upConv({ filters: 1 })), /upConv takes images/],
    [() => nearest({ times: 0 }), /nearest's times is a whole number of at least 1/],
    [() => chain([4], nearest()), /nearest takes images/],
    [() => chain([2, 2, 6], depthToSpace()), /one whose square divides 6 channels, but 2 came/],
    [() => chain([4, 3, 1], spaceToDepth()), /one that divides 4 and 3, but 2 came/],
    [() => chain([5], reshaped([2, 3])), /reshaped's shape is one of 5 numbers, but \[2, 3\] came/],
    [() => reshaped([]), /reshaped's shape is a list of at least 1, each/],
    [() => dense({ outputs: 0 }), /dense's outputs is a whole number of at least 1/],
    [() => residual({ branch: [] }), /residual's branch is a list of at least 1, each a layer/],
    [
      () => chain([4, 4, 2], residual({ branch: [conv({ filters: 3 })] })),
      /of points \[4,4,2\] the branch makes \[4,4,3\] and the shortcut \[4,4,2\]/,
    ],
    [() => chain([4], instanceNorm()), /instance norm takes images/],
    [
      () => chain([5], maxout(2)),
      /maxout 2 takes a multiple of 2 sums, but points of shape \[5\] come to it/,
    ],
    [() => chain([], relu), /network's input is a list of at least 1, each/],
    [() => chain([2, 0], relu), /network's input is .* but \[2, 0\] came/],
    [() => chain([2]), /network's layers is a list of at least 1, each a layer/],
  ];
  for (const [make, message] of cases) assert.throws(make, { name: "RangeError", message });
  assert.throws(() => network({ input: [2], layers: [conv as never] }), {
    name: "TypeError",
    message: /network's layers is .* came: call it/,
  });
});

forEachEngine("a network refuses points of another form and of other runs", () => {
  tf.tidy(() => {
    const model = network({ input: [2, 2, 1], layers: [dense({ outputs: 1 })] });
    const variables = model.init(randoms(3));
    assert.throws(() => model.apply(variables, tf.zeros([3, 2, 2, 2])), {
      name: "RangeError",
      message: "This network takes inputs of shape [runs, batch, 4], but [3,2,2,2] came.",
    });
    assert.throws(() => model.apply(variables, tf.zeros([2, 2, 4])), /of 3 runs/);
    assert.throws(() => model.init([]), /at least one run/);
  });
});
