import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { compile, type EngineName, leaves, type Tree } from "saddle/engine/mod.ts";
import { enginesHere, forEachEngine } from "../engines.ts";

type Function = (x: tf.Tensor) => tf.Tensor;

const x4 = (x: tf.Tensor) => tf.reshape(x, [1, 3, 6, 1]) as tf.Tensor4D;
const x5 = (x: tf.Tensor) => tf.reshape(x, [1, 1, 3, 6, 1]) as tf.Tensor5D;
const filter = (shape: [number, number, number, number]) => tf.fill(shape, 0.5) as tf.Tensor4D;
const bias = { activation: "relu" as const };

/** Operations that compute each number from the one at its place. */
const BY_PLACE: Readonly<Record<string, Function>> = {
  clipByValue: (x) => tf.clipByValue(x, -1, 1),
  relu: tf.relu,
  relu6: tf.relu6,
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  elu: tf.elu,
  selu: tf.selu,
  prelu: (x) => tf.prelu(x, tf.fill([1, 6], 0.25)),
  softplus: tf.softplus,
  sigmoid: tf.sigmoid,
  logSigmoid: tf.logSigmoid,
  tanh: tf.tanh,
  abs: tf.abs,
  sign: tf.sign,
  step: tf.step,
  square: tf.square,
  exp: tf.exp,
  expm1: tf.expm1,
  erf: tf.erf,
  sin: tf.sin,
  cos: tf.cos,
  atan: tf.atan,
  round: tf.round,
  floor: tf.floor,
  ceil: tf.ceil,
  reciprocal: tf.reciprocal,
  "maximum with a number": (x) => tf.maximum(x, 0),
  "maximum of a number": (x) => tf.maximum(0, x),
  "minimum with a number": (x) => tf.minimum(x, 0),
  "minimum of a number": (x) => tf.minimum(0, x),
  "maximum with a tensor": (x) => tf.maximum(x, tf.zerosLike(x)),
  "maximum of a tensor": (x) => tf.maximum(tf.zerosLike(x), x),
  "minimum with a tensor": (x) => tf.minimum(x, tf.zerosLike(x)),
  "minimum of a tensor": (x) => tf.minimum(tf.zerosLike(x), x),
  "product with 0": (x) => tf.mul(0, x),
  mod: (x) => tf.mod(x, 2),
  pow: (x) => tf.pow(x, 2),
  floorDiv: (x) => tf.floorDiv(x, 2),
  atan2: (x) => tf.atan2(x, 1),
  squaredDifference: (x) => tf.squaredDifference(x, 1),
  "where on a comparison": (x) => tf.where(tf.greater(x, 0), x, tf.neg(x)),
  "convolution with one pixel": (x) => tf.conv2d(x4(x), filter([1, 1, 1, 1]), 1, "valid"),
  batchNorm: (x) => tf.batchNorm(x, tf.zeros([6]), tf.ones([6])),
};

/** Operations along rows, where the first and the last of three hold a NaN. */
const BY_ROW: Readonly<Record<string, Function>> = {
  max: (x) => tf.max(x, 1),
  min: (x) => tf.min(x, 1),
  "max over the first axis": (x) => tf.max(tf.transpose(x), 0),
  "min over the first axis": (x) => tf.min(tf.transpose(x), 0),
  sum: (x) => tf.sum(x, 1),
  mean: (x) => tf.mean(x, 1),
  prod: (x) => tf.prod(x, 1),
  logSumExp: (x) => tf.logSumExp(x, 1),
  norm: (x) => tf.norm(x, 2, 1),
  "largest norm": (x) => tf.norm(x, Infinity, 1),
  variance: (x) => tf.moments(x, 1).variance,
  topk: (x) => tf.topk(x, 6).values,
  "the least of topk": (x) => tf.slice(tf.topk(x, 6).values, [0, 5], [3, 1]),
  "sums of segments": (x) =>
    tf.sum(tf.unsortedSegmentSum(x, tf.tensor1d([0, 1, 2], "int32"), 3), 1),
  softmax: (x) => tf.softmax(x),
  logSoftmax: (x) => tf.logSoftmax(x),
  matMul: (x) => tf.matMul(x, tf.ones([6, 2])),
  "matMul by zeros": (x) => tf.matMul(x, tf.zeros([6, 2])),
  "matMul of one column": (x) => tf.matMul(x, tf.ones([6, 1])),
  "matMul from the right, transposed": (x) =>
    tf.transpose(tf.matMul(tf.ones([2, 6]), x, false, true)),
  "fused matMul and relu": (x) => tf.fused.matMul({ a: x, b: tf.ones([6, 2]), ...bias }),
  maxPool: (x) => tf.maxPool(x4(x), [1, 6], 1, "valid"),
  avgPool: (x) => tf.avgPool(x4(x), [1, 6], 1, "valid"),
  maxPool3d: (x) => tf.maxPool3d(x5(x), [1, 1, 6], 1, "valid"),
  avgPool3d: (x) => tf.avgPool3d(x5(x), [1, 1, 6], 1, "valid"),
  dilation2d: (x) => tf.dilation2d(x4(x), tf.zeros([1, 6, 1]), 1, "valid"),
  conv2d: (x) => tf.conv2d(x4(x), filter([1, 6, 1, 2]), 1, "valid"),
  conv2dTranspose: (x) =>
    tf.conv2dTranspose(
      tf.reshape(x, [1, 3, 1, 6]) as tf.Tensor4D,
      filter([1, 1, 2, 6]),
      [1, 3, 1, 2],
      1,
      "valid",
    ),
  depthwiseConv2d: (x) => tf.depthwiseConv2d(x4(x), filter([1, 6, 1, 1]), 1, "valid"),
  "fused conv2d and relu": (x) =>
    tf.fused.conv2d({ x: x4(x), filter: filter([1, 6, 1, 1]), strides: 1, pad: "valid", ...bias }),
};

/** NaN in front, in the middle and at the end; alone, first and last beside a bound. */
const NUMBERS = [NaN, 1, -2, 0.5, 3, -0.5, -1, 0.75, 2, -3, 0.25, 7, 0.1, 0.2, NaN, 4, -5, NaN];

/** NaN as it is written, and as processors of Intel and AMD make it of 0 times Infinity. */
const SIGNS = { "NaN": 0x7fc00000, "NaN with the sign set": 0xffc00000 };

/** The numbers, with these bits in the place of NaN. */
function numbersWith(bits: number): tf.Tensor {
  const values = Float32Array.from(NUMBERS), words = new Uint32Array(values.buffer);
  NUMBERS.forEach((value, i) => {
    if (Number.isNaN(value)) words[i] = bits;
  });
  return tf.tensor2d(values, [3, 6]);
}

/** All ways in which an engine runs a function: alone, compiled, and two steps a call. */
function everyWay(f: Function, x: tf.Tensor, engine: EngineName): Record<string, tf.Tensor> {
  type State = Record<string, never>;
  const step = (state: State, batch: tf.Tensor, _: State) => ({ state, outputs: f(batch) as Tree });
  const compiled = (batch: tf.Tensor, options: { steps?: number; xla?: boolean }): tf.Tensor => {
    const program = compile(step, options);
    program({}, batch, {}); // engines without graphs record this call and repeat it in the next
    const [output] = leaves(program({}, batch, {}).outputs);
    program.dispose();
    return output!;
  };
  const two = tf.unstack(compiled(tf.stack([x, x]), { steps: 2 }));
  return {
    alone: f(x),
    compiled: compiled(x, {}),
    ...(engine === "tensorflow" ? { "as a graph": compiled(x, { xla: false }) } : {}),
    "in the first of two steps": two[0]!,
    "in the second of two steps": two[1]!,
  };
}

/** All but GPUs: the language of their programs lets them take it that there is no NaN. */
const engines = enginesHere().filter((engine) => engine !== "webgpu");

forEachEngine("NaN comes out of every operation where it went in, and nowhere else", (engine) => {
  for (const [name, f] of Object.entries(BY_PLACE)) {
    for (const [sign, bits] of Object.entries(SIGNS)) {
      tf.tidy(() => {
        for (const [way, y] of Object.entries(everyWay(f, numbersWith(bits), engine))) {
          assert.deepEqual(
            [...y.dataSync()].map(Number.isNaN),
            NUMBERS.map(Number.isNaN),
            `${name} of ${sign}, ${way}`,
          );
        }
      });
    }
  }
}, { engines });

forEachEngine("NaN comes out of every row that holds one, and of no other", (engine) => {
  for (const [name, f] of Object.entries(BY_ROW)) {
    for (const [sign, bits] of Object.entries(SIGNS)) {
      tf.tidy(() => {
        for (const [way, y] of Object.entries(everyWay(f, numbersWith(bits), engine))) {
          const rows = tf.unstack(tf.reshape(y, [3, -1])).map((row) => [...row.dataSync()]);
          const isNaN = rows.map((row) => [...new Set(row.map(Number.isNaN))]);
          assert.deepEqual(isNaN, [[true], [false], [true]], `${name} of ${sign}, ${way}`);
        }
      });
    }
  }
}, { engines });

forEachEngine("NaN and infinity times no are NaN, in steps that are compiled too", (engine) => {
  const values = [NaN, Infinity, -Infinity, 2, -2, 1];
  const no = { truth: (x: tf.Tensor) => tf.less(x, x), cast: (x: tf.Tensor) => tf.notEqual(x, 1) };
  const functions: Record<string, [Function, number[]]> = {
    "times a truth value": [(x) => tf.mul(x, no.truth(x)), [NaN, NaN, NaN, 0, 0, 0]],
    "a mask from the left": [
      (x) => tf.mul(tf.sub(1, tf.cast(no.cast(x), "float32")), x),
      [NaN, NaN, NaN, 0, 0, 1],
    ],
    "hinge loss": [
      (x) => tf.losses.hingeLoss(x, no.truth(x), undefined, 0), // 1 - (2 x - 1) 0
      [NaN, NaN, NaN, 1, 1, 1],
    ],
    "root": [tf.sqrt, [NaN, Infinity, NaN, Math.SQRT2, NaN, 1]],
    "one over a root": [tf.rsqrt, [NaN, 0, NaN, Math.SQRT1_2, NaN, 1]],
    "prelu": [(x) => tf.prelu(x, tf.fill([6], 0.5)), [NaN, Infinity, -Infinity, 2, -1, 1]],
    "prelu without a slope": [(x) => tf.prelu(x, tf.zerosLike(x)), [NaN, Infinity, NaN, 2, 0, 1]],
    "logSumExp of one and the same": [
      (x) => tf.sub(tf.logSumExp(tf.stack([x, x]), 0), Math.LN2),
      values,
    ],
    "logSumExp beside nothing": [
      (x) => tf.logSumExp(tf.stack([x, tf.fill([6], -Infinity)], 1), 1, true),
      values,
    ],
  };
  tf.tidy(() => {
    const x = tf.tensor1d(values);
    for (const [name, [f, right]] of Object.entries(functions)) {
      for (const [way, y] of Object.entries(everyWay(f, x, engine))) {
        const got = [...y.dataSync()].map((value) => Number(value.toFixed(5)) + 0);
        assert.deepEqual(got, right.map((value) => Number(value.toFixed(5))), `${name}, ${way}`);
      }
    }
  });
}, { engines });

forEachEngine("bounds and infinities that are no NaN stay what they are", (engine) => {
  tf.tidy(() => {
    const x = tf.tensor1d([Infinity, -Infinity, 1, -1]);
    const square = (x: tf.Tensor) => tf.reshape(x, [1, 2, 2, 1]) as tf.Tensor4D;
    const halves = [Infinity, -Infinity, 0.5, -0.5];
    const bounded: Record<string, [Function, number[]]> = {
      clipByValue: [(x) => tf.clipByValue(x, -2, 3), [3, -2, 1, -1]],
      relu6: [tf.relu6, [6, 0, 1, 0]],
      sign: [tf.sign, [1, -1, 1, -1]],
      maximum: [(x) => tf.maximum(tf.zerosLike(x), x), [Infinity, 0, 1, 0]],
      minimum: [(x) => tf.minimum(x, 0.5), [0.5, -Infinity, 0.5, -1]],
      conv2d: [(x) => tf.conv2d(square(x), filter([1, 1, 1, 1]), 1, "valid"), halves],
      depthwiseConv2d: [
        (x) => tf.depthwiseConv2d(square(x), filter([1, 1, 1, 1]), 1, "valid"),
        halves,
      ],
      avgPool: [(x) => tf.avgPool(square(x), 1, 1, "valid"), [Infinity, -Infinity, 1, -1]],
      maxPool: [(x) => tf.maxPool(square(x), 1, 1, "valid"), [Infinity, -Infinity, 1, -1]],
      "maxPool to the border": [
        (x) => tf.maxPool(square(x), 2, 2, "same"),
        [Infinity],
      ],
      maxPool3d: [
        (x) => tf.maxPool3d(tf.reshape(x, [1, 1, 2, 2, 1]) as tf.Tensor5D, 1, 1, "valid"),
        [Infinity, -Infinity, 1, -1],
      ],
      topk: [(x) => tf.topk(x, 4).values, [Infinity, 1, -1, -Infinity]],
    };
    for (const [name, [f, right]] of Object.entries(bounded)) {
      for (const [way, y] of Object.entries(everyWay(f, x, engine))) {
        assert.deepEqual([...y.dataSync()].map((value) => value + 0), right, `${name}, ${way}`);
      }
    }
  });
}, { engines });
