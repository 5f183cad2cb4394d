import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { compile, leaves, type Tree, valueAndGradient } from "saddle/engine/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { enginesHere, forEachEngine } from "../engines.ts";

type Operation = (x: tf.Tensor, n: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const image = (x: tf.Tensor, channels = 1) =>
  tf.reshape(tf.concat(Array.from({ length: 2 * channels }, (_, i) => tf.mul(x, i + 1)), 0), [
    1,
    4,
    6,
    channels,
  ]) as tf.Tensor4D;

/**
 * Operations by what their nodes carry, each of x (floats), n (whole numbers) and b (truth values), all
 * 3 x 4. Every one is in the graph of one step.
 */
const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  "list inputs": {
    concat: (x) => tf.concat([x, tf.neg(x), x], 0),
    "concat along the last axis": (x) => tf.concat([x, tf.exp(x)], -1),
    "concat of whole numbers": (_, n) => tf.concat([n, n], 1),
    "concat of truth values": (_, __, b) => tf.concat([b, b], 1),
    stack: (x) => tf.stack([x, x, tf.neg(x)], 1),
    addN: (x) => tf.addN([x, x, x]),
    meshgrid: (x) => tf.addN(tf.meshgrid(tf.range(0, 3), tf.sum(x, 0))),
    einsum: (x) => tf.einsum("ij,kj->ik", x, x),
  },
  "several outputs": {
    split: (x) => tf.sub(...tf.split(x, 2, 1) as [tf.Tensor, tf.Tensor]),
    "split in unequal parts": (x) => tf.concat(tf.split(x, [1, 3], 1).reverse(), 1),
    unstack: (x) => tf.mul(tf.unstack(x)[0]!, tf.unstack(x, 0)[2]!),
    topk: (x) => tf.topk(x, 2).values,
    "topk's places": (x) => tf.topk(x, 2).indices,
    moments: (x) => tf.add(tf.moments(x, 0).mean, tf.moments(x, 0).variance),
  },
  "list attributes and shapes": {
    pad: (x) => tf.pad(x, [[1, 0], [2, 1]], 7),
    "pad of whole numbers": (_, n) => tf.pad(n, [[0, 1], [1, 0]], -2),
    mirrorPad: (x) => tf.mirrorPad(x, [[1, 1], [2, 0]], "reflect"),
    transpose: (x) => tf.transpose(x),
    "transpose of four axes": (x) => tf.transpose(image(x, 2), [3, 1, 0, 2]),
    tile: (x) => tf.tile(x, [2, 3]),
    reverse: (x) => tf.reverse(x, [1]),
    slice: (x) => tf.slice(x, [1, 0], [2, -1]),
    stridedSlice: (x) => tf.stridedSlice(x, [0, 1], [3, 4], [2, 2]),
    expandDims: (x) => tf.squeeze(tf.expandDims(x, 1), [1]),
    broadcastTo: (x) => tf.broadcastTo(tf.slice(x, [0, 0], [1, 4]), [5, 4]),
    spaceToBatchND: (x) => tf.spaceToBatchND(image(x), [2, 2], [[0, 0], [0, 0]]),
    batchToSpaceND: (x) => tf.batchToSpaceND(tf.reshape(x, [4, 1, 3, 1]), [2, 2], [[0, 0], [0, 1]]),
    depthToSpace: (x) => tf.depthToSpace(tf.reshape(x, [1, 1, 3, 4]) as tf.Tensor4D, 2, "NHWC"),
    conv1d: (x) => tf.conv1d(tf.expandDims(x, 2), tf.ones([3, 1, 2]), 1, "same") as tf.Tensor,
    conv2d: (x) => tf.conv2d(image(x, 2), tf.ones([3, 2, 2, 3]), [2, 1], "valid"),
    "dilated conv2d": (x) => tf.conv2d(image(x), tf.ones([2, 2, 1, 2]), 1, "valid", "NHWC", [2, 2]),
    "conv2d with padding of its own": (x) =>
      tf.conv2d(image(x), tf.ones([3, 3, 1, 2]), 2, [[0, 0], [1, 0], [0, 1], [0, 0]]),
    conv2dTranspose: (x) =>
      tf.conv2dTranspose(image(x), tf.ones([3, 3, 2, 1]), [1, 8, 12, 2], 2, "same"),
    depthwiseConv2d: (x) => tf.depthwiseConv2d(image(x, 2), tf.ones([2, 2, 2, 2]), 1, "same"),
    avgPool: (x) => tf.avgPool(image(x), 2, 2, "valid"),
    maxPool: (x) => tf.maxPool(image(x), [2, 3], [1, 2], "same"),
    resizeBilinear: (x) => tf.image.resizeBilinear(image(x), [5, 3]),
    resizeNearestNeighbor: (x) => tf.image.resizeNearestNeighbor(image(x), [8, 12]),
  },
  "axes, whole numbers and truth values": {
    sum: (x) => tf.sum(x, [0, 1]),
    "sum of whole numbers": (_, n) => tf.sum(n, 1),
    mean: (x) => tf.mean(x, [0], true),
    prod: (x) => tf.prod(x, 1),
    "max and min": (x) => tf.sub(tf.max(x, 0), tf.min(x, [0])),
    "all and any": (_, __, b) => tf.stack([tf.all(b, 1), tf.any(b, 1)]),
    argMax: (x) => tf.argMax(x, 1),
    argMin: (x) => tf.argMin(x, 0),
    cumsum: (x) => tf.cumsum(x, 1, true, true),
    "gather": (x, n) => tf.gather(x, tf.slice(n, [0, 0], [1, 3]), 1),
    gatherND: (x) => tf.gatherND(x, tf.tensor2d([[0, 1], [2, 3]], [2, 2], "int32")),
    scatterND: (x) =>
      tf.scatterND(tf.tensor2d([[4], [1], [0]], [3, 1], "int32"), tf.sum(x, 1), [6]),
    tensorScatterUpdate: (x) =>
      tf.tensorScatterUpdate(x, tf.tensor2d([[1]], [1, 1], "int32"), tf.ones([1, 4])),
    unsortedSegmentSum: (x) => tf.unsortedSegmentSum(x, tf.tensor1d([1, 0, 1], "int32"), 3),
    oneHot: (_, n) => tf.oneHot(n, 5),
    where: (x, _, b) => tf.where(b, x, tf.neg(x)),
    comparisons: (x) => tf.logicalOr(tf.greater(x, 0), tf.lessEqual(x, tf.zeros([4]))),
    logic: (_, __, b) => tf.logicalAnd(b, tf.logicalNot(tf.equal(b, b))),
    "arithmetic of whole numbers": (_, n) => tf.mod(tf.mul(n, n), tf.scalar(3, "int32")),
    floorDiv: (_, n) => tf.floorDiv(n, tf.scalar(2, "int32")),
    cast: (x, n, b) =>
      tf.addN([
        tf.cast(tf.cast(x, "int32"), "float32"),
        tf.cast(n, "float32"),
        tf.cast(b, "float32"),
      ]),
    "clip and step": (x) => tf.mul(tf.step(x, 0.1), tf.clipByValue(x, -1, 0.5)),
  },
  "products of matrices, with few terms and with more": {
    ...Object.fromEntries(
      [1, 2, 3, 4].flatMap((terms) =>
        [[false, false], [false, true], [true, false], [true, true]].map(([turned, alsoTurned]) => [
          `${terms} terms, transposed: ${turned}, ${alsoTurned}`,
          (x: tf.Tensor) => {
            const rows = tf.slice(tf.tile(x, [2, 1]), [0, 0], [-1, terms]);
            const columns = tf.slice(tf.square(x), [0, 0], [-1, terms]);
            const left = turned ? tf.transpose(rows) : rows;
            const right = alsoTurned ? columns : tf.transpose(columns);
            return tf.matMul(left, right, turned, alsoTurned);
          },
        ])
      ),
    ),
    "of whole numbers": (_, n) => tf.matMul(tf.slice(n, 0, 2), tf.slice(n, 1, 2), true),
    "of many matrices by one": (x) => tf.matMul(tf.reshape(x, [2, 3, 2]), x.slice(0, 2)),
    "a gradient": (x) =>
      tf.grad((y: tf.Tensor) => tf.sum(tf.square(tf.matMul(y, tf.slice(x, 0, 2)))))(
        tf.slice(x, [0, 1], [-1, 2]),
      ),
  },
  "constants of the trace": {
    "ranges and diagonals": (x) => tf.matMul(tf.add(x, tf.linspace(0, 1, 4)), tf.eye(4)),
    "ones and zeros like it": (x) => tf.sub(tf.onesLike(x), tf.zerosLike(x)),
    "whole numbers": (x) => tf.add(x, tf.cast(tf.tensor1d([1, 2, 3, 4], "int32"), "float32")),
    "truth values": (x) => tf.where(tf.tensor1d([true, false, true, false], "bool"), x, 0),
    "one made in a scope within scopes": (x) =>
      tf.tidy(() => tf.mul(x, tf.tidy(() => tf.tidy(() => tf.exp(tf.scalar(0.5)))))),
  },
};

/** Image, filter, strides, padding: all that the fast forms of convolutions tell apart. */
const CONVOLUTIONS: readonly (readonly [number[], number[], [number, number], Padding])[] = [
  [[3, 6, 6, 1], [4, 4, 1, 3], [2, 2], "same"],
  [[2, 5, 7, 2], [3, 3, 2, 2], [1, 1], "same"],
  [[2, 7, 6, 2], [3, 2, 2, 3], [2, 1], "valid"], // a row and a column are left over
  [[2, 7, 7, 17], [5, 5, 17, 2], [2, 2], "same"],
  [[2, 6, 9, 2], [3, 3, 2, 16], [3, 3], "valid"],
  [[2, 4, 4, 1], [1, 1, 1, 2], [1, 1], "valid"],
  [[2, 8, 8, 4], [4, 4, 4, 2], [2, 2], "valid"],
  [[2, 8, 8, 4], [5, 5, 4, 3], [2, 2], 2], // pixels and blocks begin together
  [[2, 7, 6, 5], [5, 5, 5, 3], [2, 2], 1], // they do where zeros come before the filter
  [[2, 6, 6, 16], [3, 3, 16, 2], [1, 1], 1],
  [[2, 5, 5, 2], [3, 3, 2, 2], [3, 3], 3], // some windows lie among the zeros alone
  [[1, 2, 2, 2], [1, 1, 2, 3], [12, 12], 5], // all do
];
type Padding = "valid" | "same" | number;

forEachEngine("traced convolutions and their derivatives are TensorFlow's own", () => {
  tf.tidy(() => {
    const values = (shape: readonly number[], name: string) => {
      const size = shape.reduce((product, length) => product * length, 1);
      return tf.tensor(stream(8, 0, name).normal(new Float32Array(size)), [...shape]);
    };
    type Pair = { readonly x: tf.Tensor; readonly w: tf.Tensor };
    const of = ({ x, w }: Pair, strides: [number, number], pad: Padding) => {
      const forwards = (pair: Pair) => {
        const y = tf.conv2d(pair.x as tf.Tensor4D, pair.w as tf.Tensor4D, strides, pad);
        return { value: tf.mul(0.5, tf.square(y)), aux: { y } };
      };
      // the second derivative along (x, w): all three kernels, and each one's derivatives
      const twice = valueAndGradient((pair: Pair) => {
        const { gradient, aux } = valueAndGradient(forwards, pair);
        const along = tf.add(tf.sum(tf.mul(gradient.x, x)), tf.sum(tf.mul(gradient.w, w)));
        return { value: along, aux: { y: aux.y, first: gradient } };
      }, { x, w });
      return [twice.aux, twice.gradient] as unknown as Tree;
    };
    const pairs = CONVOLUTIONS.map(([image, filter]) => ({
      x: values(image, "data"),
      w: values(filter, "init"),
    }));
    const all = (state: Tree, batch: readonly Pair[], _: Tree) => ({
      state,
      outputs: batch.map((pair, i) => of(pair, CONVOLUTIONS[i]![2], CONVOLUTIONS[i]![3])),
    });
    const expected = leaves(all({}, pairs, {}).outputs);
    const step = compile(all, { xla: false });
    leaves(step({}, pairs, {}).outputs).forEach((got, i) => {
      const right = expected[i]!;
      assert.deepEqual(got.shape, right.shape);
      const off = tf.max(tf.abs(tf.sub(got, right))).dataSync()[0]!;
      const size = tf.max(tf.abs(right)).dataSync()[0]!;
      assert.ok(off <= 1e-5 * size, `number ${i}, [${right.shape}]: off by ${off} of ${size}`);
    });
    step.dispose();
  });
}, { engines: enginesHere().filter((engine) => engine === "tensorflow") });

forEachEngine("numbers at the edges come out of a traced step as they do alone", () => {
  tf.tidy(() => {
    const x = tf.tensor1d([NaN, Infinity, -Infinity, 0, -0, 1e-30, -1e-30, 3e38, 2, -2]);
    const all = (state: Tree, x: tf.Tensor, _: Tree) => ({
      state,
      outputs: {
        relu: tf.relu(x),
        sqrt: tf.sqrt(tf.abs(x)),
        abs: tf.abs(x),
        isNaN: tf.isNaN(x),
        step: tf.step(x),
        "step with a slope": tf.step(x, 0.3),
        where: tf.where(tf.greater(x, 1), x, tf.onesLike(x)),
      },
    });
    const expected: Record<string, tf.Tensor> = all({}, x, {}).outputs;
    const step = compile(all);
    for (const [name, got] of Object.entries(step({}, x, {}).outputs)) {
      const plain = (tensor: tf.Tensor) => Array.from(tensor.dataSync(), (value) => value + 0);
      assert.deepEqual(plain(got), plain(expected[name]!), name); // -0 + 0 = 0
      assert.equal(got.dtype, expected[name]!.dtype, name);
    }
    assert.equal(step.report.mode, "xla");
    step.dispose();
  });
}, { engines: enginesHere().filter((engine) => engine === "tensorflow") });

for (const [what, operations] of Object.entries(OPERATIONS)) {
  forEachEngine(`a traced step computes what its operations do: ${what}`, (engine) => {
    tf.tidy(() => {
      const x = tf.tensor2d([[0.5, -1.25, 2, 0.75], [1.5, 0.25, -0.75, 3], [-2, 1, 0.125, -0.5]]);
      const n = tf.tensor2d([[1, 0, 3, 2], [2, 2, 1, 0], [3, 1, 0, 4]], [3, 4], "int32");
      const b = tf.greater(x, 0.3);
      const names = Object.keys(operations);
      const all = (state: Tree, batch: { x: tf.Tensor; n: tf.Tensor; b: tf.Tensor }, _: Tree) => ({
        state,
        outputs: names.map((name) => operations[name]!(batch.x, batch.n, batch.b)),
      });
      const expected = all({}, { x, n, b }, {}).outputs;
      for (const xla of [true, false]) {
        const step = compile(all, { xla });
        const { outputs } = step({}, { x, n, b }, {});
        leaves(outputs).forEach((got, i) => {
          const [name, right] = [names[i]!, expected[i]!];
          assert.deepEqual([got.dtype, got.shape], [right.dtype, right.shape], name);
          const values = right.dataSync();
          got.dataSync().forEach((y, j) => {
            const off = Math.abs(y - values[j]!);
            assert.ok(off <= 1e-5 * (1 + Math.abs(values[j]!)), `${name}: ${y}, not ${values[j]}`);
          });
        });
        const mode = engine !== "tensorflow" ? "recorded" : xla ? "xla" : "graph";
        assert.deepEqual([step.report.mode, step.report.refusal], [mode, ""]);
        step.dispose();
      }
    });
  }, { engines: enginesHere().filter((engine) => engine === "tensorflow") });
}
