import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { enginesHere, forEachEngine } from "../engines.ts";

/** All but GPUs: what they make of infinities and of places outside is up to their maker. */
const engines = enginesHere().filter((engine) => engine !== "webgpu");

type Results = Readonly<Record<string, readonly [() => tf.Tensor, readonly number[]]>>;

/** Compares what operations give with the numbers beside them. */
function compare(results: Results): void {
  for (const [name, [run, right]] of Object.entries(results)) {
    tf.tidy(() => assert.deepEqual([...run().dataSync()].map((one) => one + 0), right, name));
  }
}

/** Leaves numbers in memory that is free again, for who reads what he did not write. */
function litter(): void {
  tf.tidy(() => {
    for (let length = 1; length < 30; length++) tf.fill([length], 7.5);
  });
}

const negative = () => tf.tensor4d([-9, -2, -3, -4, -8, -6, -7, -5, -1], [1, 3, 3, 1]);
const structure = () => tf.tensor3d([0, -1, 0.5, -0.5], [2, 2, 1]);

// by hand: the largest of x[i + a, j + b] + w[a, b], and where each of the four was found
forEachEngine("dilations of negative numbers and their derivatives are right", () => {
  litter();
  const dilated = (x: tf.Tensor, w: tf.Tensor) =>
    tf.sum(tf.dilation2d(x as tf.Tensor4D, w as tf.Tensor3D, 1, "valid"));
  compare({
    "dilation2d": [
      () => tf.dilation2d(negative(), structure(), 1, "valid"),
      [-3, -2, -4, -1.5],
    ],
    "by the image": [
      () => tf.grad((x) => dilated(x, structure()))(negative()),
      [0, 2, 0, 1, 0, 0, 0, 0, 1],
    ],
    "by the structure": [
      () => tf.grad((w) => dilated(negative(), w))(structure()),
      [2, 1, 0, 1],
    ],
  });
}, { engines });

type Reduction = (x: tf.Tensor, axis?: number, keepDims?: boolean) => tf.Tensor;

// TensorFlow's rules, which are those of neutral elements
forEachEngine("reductions of nothing give neutral numbers", () => {
  litter();
  const reductions: Readonly<Record<string, readonly [Reduction, number, number]>> = {
    sum: [tf.sum, 0, 0],
    prod: [tf.prod, 1, 1],
    max: [tf.max, -Infinity, -(2 ** 31)],
    min: [tf.min, Infinity, 2 ** 31 - 1],
    mean: [tf.mean, NaN, NaN],
  };
  for (const [name, [f, ofFloats, ofWhole]] of Object.entries(reductions)) {
    const three = (x: number) => [x, x, x];
    compare({
      [`${name} of all`]: [() => f(tf.tensor1d([])), [ofFloats]],
      [`${name} along 0`]: [() => f(tf.zeros([0, 3]), 0), three(ofFloats)],
      [`${name} along 0, kept`]: [() => f(tf.zeros([0, 3]), 0, true), three(ofFloats)],
      [`${name} along 1`]: [() => f(tf.zeros([0, 3]), 1), []],
      [`${name} of whole numbers`]: [() => f(tf.zeros([0, 3], "int32"), 0), three(ofWhole)],
      [`${name} of truth values`]: [() => f(tf.zeros([0, 3], "bool"), 0), three(ofWhole)],
    });
  }
  compare({
    any: [() => tf.any(tf.tensor1d([], "bool")), [0]],
    all: [() => tf.all(tf.tensor1d([], "bool")), [1]],
    "any along 0": [() => tf.any(tf.zeros([0, 2], "bool"), 0), [0, 0]],
    "all along 0": [() => tf.all(tf.zeros([0, 2], "bool"), 0), [1, 1]],
  });
  tf.tidy(() => assert.deepEqual(tf.sum(tf.zeros([0, 3]), 0, true).shape, [1, 3]));
}, { engines });

forEachEngine("products along nothing are zeros", () => {
  litter();
  const zeros = (...shape: number[]) => tf.zeros(shape);
  compare({
    matMul: [() => tf.matMul(zeros(2, 0), zeros(0, 3)), Array(6).fill(0)],
    transposed: [() => tf.matMul(zeros(0, 2), zeros(3, 0), true, true), Array(6).fill(0)],
    "many pairs": [() => tf.matMul(zeros(2, 2, 0), zeros(2, 0, 3)), Array(12).fill(0)],
    "of whole numbers": [
      () => tf.matMul(tf.zeros([2, 0], "int32"), tf.zeros([0, 3], "int32")),
      Array(6).fill(0),
    ],
    einsum: [() => tf.einsum("ij,jk->ik", zeros(2, 0), zeros(0, 3)), Array(6).fill(0)],
  });
}, { engines });

forEachEngine("the place of the largest of nothing is an error", () => {
  tf.tidy(() => {
    assert.throws(() => tf.argMax(tf.zeros([0, 3]), 0).dataSync());
    assert.throws(() => tf.argMin(tf.tensor1d([])).dataSync());
  });
}, { engines });

forEachEngine("a convolution of images without channels is an error", () => {
  tf.tidy(() => {
    const x = tf.zeros([1, 2, 2, 0]) as tf.Tensor4D;
    const filter = tf.zeros([1, 1, 0, 2]) as tf.Tensor4D;
    const fused = { x, filter, strides: 1, pad: "valid" } as const;
    const rule = /, got 0|at least one channel/;
    assert.throws(() => tf.conv2d(x, filter, 1, "valid").dataSync(), rule);
    assert.throws(() => tf.fused.conv2d(fused).dataSync(), rule);
  });
}, { engines });

const image = (...values: [number, number, number, number]) => tf.tensor4d(values, [1, 2, 2, 1]);
const pixel = (value: number) => tf.tensor4d([value], [1, 1, 1, 1]);

forEachEngine("minus infinity comes out of windows as itself, and NaN beside it as NaN", () => {
  const given = [-Infinity, 1, NaN, 3] as const;
  compare({
    conv2d: [() => tf.conv2d(image(...given), pixel(1), 1, "valid"), given],
    depthwiseConv2d: [() => tf.depthwiseConv2d(image(...given), pixel(1), 1, "valid"), given],
    avgPool: [() => tf.avgPool(image(...given), 1, 1, "valid"), given],
    "infinity times 0": [
      () => tf.conv2d(image(-Infinity, 1, 2, 3), pixel(0), 1, "valid"),
      [NaN, 0, 0, 0],
    ],
    "a filter of minus infinity": [
      () => tf.conv2d(image(1, 2, -3, 4), pixel(-Infinity), 1, "valid"),
      [-Infinity, -Infinity, Infinity, -Infinity],
    ],
    "weights that are all NaN": [
      () => tf.conv2d(image(1, 2, 3, 4), pixel(NaN), 1, "valid"),
      [NaN, NaN, NaN, NaN],
    ],
  });
}, { engines });

forEachEngine("truth values are 0 and 1, whatever bytes a tensor is made of", () => {
  const odd = () => tf.tensor1d(new Uint8Array([2, 4, 0]) as unknown as boolean[], "bool");
  const other = () => tf.tensor1d([true, true, true], "bool");
  const buffer = () => {
    const made = tf.buffer([2], "bool");
    made.values.set([3, 0]);
    return made.toTensor();
  };
  compare({
    itself: [odd, [1, 1, 0]],
    logicalAnd: [() => tf.logicalAnd(odd(), other()), [1, 1, 0]],
    logicalNot: [() => tf.logicalNot(odd()), [0, 0, 1]],
    equal: [() => tf.equal(odd(), other()), [1, 1, 0]],
    sum: [() => tf.sum(odd()), [2]],
    cast: [() => tf.cast(odd(), "float32"), [1, 1, 0]],
    buffer: [buffer, [1, 0]],
    fill: [() => tf.fill([2], 2, "bool"), [1, 1]],
    scalar: [() => tf.scalar(2, "bool"), [1]],
  });
  const bytes = new Uint8Array([2, 4]);
  tf.tensor1d(bytes as unknown as boolean[], "bool").dispose();
  assert.deepEqual([...bytes], [2, 4], "the caller's bytes stay");
}, { engines });

forEachEngine("NaN and infinity stay in their segment", () => {
  const rows = () => tf.tensor2d([1, 2, NaN, 4, 5, -Infinity], [3, 2]);
  const segments = () => tf.tensor1d([0, 1, 0], "int32");
  const weights = () => tf.tensor1d([NaN, 1, 2]);
  compare({
    unsortedSegmentSum: [
      () => tf.unsortedSegmentSum(rows(), segments(), 3),
      [6, -Infinity, NaN, 4, 0, 0],
    ],
    "the gradient of gather": [
      () =>
        tf.grad((x) => tf.sum(tf.mul(tf.gather(x, tf.tensor1d([0, 2, 2], "int32")), weights())))(
          tf.tensor1d([1, 2, 3]),
        ),
      [NaN, 0, 3],
    ],
  });
}, { engines });

forEachEngine("the power 0 has the slope 0, at 0 too", () => {
  const powers = (x: tf.Tensor) => tf.pow(x, tf.tensor1d([0, 1, 2, 3]));
  compare({
    "the power 0": [() => tf.grad((x) => tf.pow(x, 0))(tf.tensor1d([0, 1, -2])), [0, 0, 0]],
    "powers at 0": [() => tf.grad(powers)(tf.zeros([4])), [0, 1, 0, 0]],
    "twice": [() => tf.grad((x) => tf.grad(powers)(x))(tf.zeros([4])), [0, 0, 2, 0]],
    // d/dy d/dx x^y = x^(y - 1) (1 + y ln x), which is 1 / x where y is 0
    "by both": [
      () => tf.grad((y) => tf.grad((x) => tf.pow(x, y))(tf.scalar(4)))(tf.scalar(0)),
      [0.25],
    ],
  });
}, { engines });

forEachEngine("squares of whole numbers are exact", () => {
  compare({
    square: [() => tf.square(tf.tensor1d([4099, -46340], "int32")), [16801801, 2147395600]],
    squaredDifference: [
      () => tf.squaredDifference(tf.tensor1d([4099], "int32"), tf.tensor1d([0], "int32")),
      [16801801],
    ],
  });
}, { engines });

forEachEngine("whole numbers are divided and raised as such, not as floats of 24 bits", () => {
  const whole = (...values: number[]) => tf.tensor1d(values, "int32");
  const least = -(2 ** 31);
  compare({
    // 2^31 = 7 * 306783378 + 2, and 123456789 = 10 * 12345678 + 9
    floorDiv: [
      () => tf.floorDiv(whole(least, 123456789, -123456789), whole(7, 10, 10)),
      [-306783379, 12345678, -12345679],
    ],
    // 3^20 = 3486784401, which is 2^32 - 808182895
    pow: [() => tf.pow(whole(7, 3, -3, 46341), whole(11, 20, 19, 1)), [
      ...[1977326743, -808182895, -1162261467, 46341],
    ]],
  });
}, { engines });

forEachEngine("the largest of none are none", () => {
  tf.tidy(() => {
    for (const x of [tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([1, 2], [2, 1], "int32")]) {
      const { values, indices } = tf.topk(x, 0);
      assert.deepEqual([values.shape, values.dtype, indices.shape], [[2, 0], x.dtype, [2, 0]]);
      assert.deepEqual([[...values.dataSync()], [...indices.dataSync()]], [[], []]);
    }
  });
}, { engines });

forEachEngine("the largest numbers of a row with a NaN are NaN", () => {
  const top = (values: number[]) => tf.topk(tf.tensor2d(values, [2, 3]), 2).values;
  compare({
    topk: [() => top([1, NaN, 3, 4, 6, 5]), [NaN, NaN, 6, 5]],
    "with infinities": [() => top([1, Infinity, 3, -Infinity, 6, 5]), [Infinity, 3, 6, 5]],
  });
}, { engines });

forEachEngine("whole numbers divided by 0 are an error", () => {
  tf.tidy(() => {
    const whole = (...values: number[]) => tf.tensor1d(values, "int32");
    const truth = (value: boolean) => tf.tensor1d([value]);
    for (const divide of [tf.floorDiv, tf.mod]) {
      assert.throws(() => divide(whole(5, 3), whole(2, 0)).dataSync(), /not 0|zero/);
      assert.throws(() => divide(truth(true), truth(false)).dataSync(), /not 0|zero/);
    }
    assert.throws(() => tf.div(whole(5, 3), whole(2, 0)).dataSync(), /not 0|zero/);
    assert.throws(
      () => tf.pow(whole(2, 3), whole(1, -1)).dataSync(),
      /not negative|negative integer/,
    );
    compare({ "mod of floats": [() => tf.mod(tf.tensor1d([5]), tf.tensor1d([0])), [NaN]] });
  });
}, { engines });

// Python: 5 % inf, -5 % inf, 5 % -inf, -5 % -inf, 0 % inf, inf % inf, nan % inf
forEachEngine("remainders of infinities are Python's", () => {
  const a = [5, -5, 5, -5, 0, Infinity, NaN];
  const b = [Infinity, Infinity, -Infinity, -Infinity, Infinity, Infinity, Infinity];
  const right = [5, Infinity, -Infinity, -5, 0, NaN, NaN];
  compare({
    "mod": [() => tf.mod(tf.tensor1d(a), tf.tensor1d(b)), right],
    "mod by one number": [() => tf.mod(tf.tensor1d([5, -5]), tf.scalar(Infinity)), [5, Infinity]],
  });
}, { engines });

forEachEngine("places outside of a tensor are errors, negative segments are left out", () => {
  const three = () => tf.tensor1d([1, 2, 3]);
  const one = () => tf.tensor1d([9]);
  const shape = [2, 3];
  const outside: Record<string, (at: number) => tf.Tensor> = {
    scatterND: (at) => tf.scatterND(tf.tensor2d([at], [1, 1], "int32"), one(), [3]),
    "scatterND in a row": (at) => tf.scatterND(tf.tensor2d([0, at], [1, 2], "int32"), one(), shape),
    gather: (at) => tf.gather(three(), tf.tensor1d([at], "int32")),
    gatherND: (at) => tf.gatherND(three(), tf.tensor2d([at], [1, 1], "int32")),
    "gatherND in a row": (at) =>
      tf.gatherND(tf.zeros(shape), tf.tensor2d([0, at], [1, 2], "int32")),
    tensorScatterUpdate: (at) =>
      tf.tensorScatterUpdate(three(), tf.tensor2d([at], [1, 1], "int32"), one()),
    cropAndResize: (at) =>
      tf.image.cropAndResize(
        tf.ones([3, 2, 2, 1]) as tf.Tensor4D,
        tf.tensor2d([0, 0, 1, 1], [1, 4]),
        tf.tensor1d([at], "int32"),
        [2, 2],
      ),
    sparseToDense: (at) => tf.sparseToDense(tf.tensor1d([at], "int32"), one(), [3], 0),
  };
  tf.tidy(() => {
    for (const [name, run] of Object.entries(outside)) {
      for (const at of [-1, 3]) {
        assert.throws(() => run(at).dataSync(), Error, `${name}, ${at}`);
      }
    }
    const sums = (segment: number) =>
      tf.unsortedSegmentSum(tf.tensor1d([1, 2]), tf.tensor1d([segment, 0], "int32"), 2);
    assert.throws(() => sums(2).dataSync(), Error, "unsortedSegmentSum");
    const counted = () => tf.bincount(tf.tensor1d([-1], "int32"), one(), 3);
    assert.throws(() => counted().dataSync(), Error, "bincount");
    compare({ "a negative segment": [() => sums(-1), [2, 0]] });
  });
}, { engines });
