/**
 * Operations that compute each number by itself, with the same in plain numbers.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { at, broadcast, type DType, map, type Plain, plain } from "./arrays.ts";
import type { Operations } from "./operation.ts";

const SELU = [1.0507009873554805, 1.6732632423543772] as const;
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Functions that give floats, whatever they are given. */
export const FLOATS: Readonly<
  Record<string, [(x: tf.Tensor) => tf.Tensor, (x: number) => number]>
> = {
  acos: [tf.acos, Math.acos],
  acosh: [tf.acosh, Math.acosh],
  asin: [tf.asin, Math.asin],
  asinh: [tf.asinh, Math.asinh],
  atan: [tf.atan, Math.atan],
  atanh: [tf.atanh, Math.atanh],
  cos: [tf.cos, Math.cos],
  cosh: [tf.cosh, Math.cosh],
  elu: [tf.elu, (x) => x >= 0 ? x : Math.expm1(x)],
  erf: [tf.erf, erf],
  exp: [tf.exp, Math.exp],
  expm1: [tf.expm1, Math.expm1],
  leakyRelu: [(x) => tf.leakyRelu(x, 0.25), (x) => x >= 0 ? x : 0.25 * x],
  log: [tf.log, Math.log],
  log1p: [tf.log1p, Math.log1p],
  logSigmoid: [tf.logSigmoid, (x) => -softplus(-x)],
  reciprocal: [tf.reciprocal, (x) => 1 / x],
  rsqrt: [tf.rsqrt, (x) => 1 / Math.sqrt(x)],
  selu: [tf.selu, (x) => SELU[0] * (x >= 0 ? x : SELU[1] * Math.expm1(x))],
  sigmoid: [tf.sigmoid, sigmoid],
  sin: [tf.sin, Math.sin],
  sinh: [tf.sinh, Math.sinh],
  softplus: [tf.softplus, softplus],
  sqrt: [tf.sqrt, Math.sqrt],
  tan: [tf.tan, Math.tan],
  tanh: [tf.tanh, Math.tanh],
};

/** Functions that keep the type of their numbers; of truth values they make whole numbers. */
const KEEPING: Readonly<Record<string, [(x: tf.Tensor) => tf.Tensor, (x: number) => number]>> = {
  abs: [tf.abs, Math.abs],
  ceil: [tf.ceil, Math.ceil],
  floor: [tf.floor, Math.floor],
  neg: [tf.neg, (x) => -x],
  relu: [tf.relu, (x) => Math.max(x, 0)],
  relu6: [tf.relu6, (x) => Math.min(Math.max(x, 0), 6)],
  round: [tf.round, (x) => Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)],
  sign: [tf.sign, Math.sign],
  square: [tf.square, (x) => x * x],
  step: [tf.step, (x) => x > 0 ? 1 : 0],
  clipByValue: [(x) => tf.clipByValue(x, -2, 3), (x) => Math.min(Math.max(x, -2), 3)],
};

/** Functions of two numbers, with the type of what they give. */
export const BINARY: Readonly<
  Record<
    string,
    [
      (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
      (a: number, b: number, dtype: DType) => number,
      (dtype: DType) => DType,
    ]
  >
> = {
  add: [tf.add, (a, b) => a + b, numeric],
  sub: [tf.sub, (a, b) => a - b, numeric],
  mul: [tf.mul, (a, b) => a * b, numeric],
  div: [tf.div, (a, b, dtype) => dtype === "int32" ? Math.floor(a / b) : a / b, whole],
  divNoNan: [tf.divNoNan, (a, b, dtype) => {
    return b === 0 ? 0 : dtype === "int32" ? Math.floor(a / b) : a / b;
  }, whole],
  floorDiv: [tf.floorDiv, (a, b) => Math.floor(a / b), numeric],
  mod: [tf.mod, (a, b) => ((a % b) + b) % b, numeric],
  pow: [(a, b) => tf.pow(a, tf.abs(b)), (a, b) => a ** Math.abs(b), numeric],
  atan2: [tf.atan2, (a, b) => Math.atan2(a, b), () => "float32"],
  maximum: [tf.maximum, (a, b) => Math.max(a, b), numeric],
  minimum: [tf.minimum, (a, b) => Math.min(a, b), numeric],
  squaredDifference: [tf.squaredDifference, (a, b) => (a - b) ** 2, numeric],
  prelu: [tf.prelu, (a, b) => a >= 0 ? a : a * b, () => "float32"],
  equal: [tf.equal, (a, b) => Number(a === b), () => "bool"],
  notEqual: [tf.notEqual, (a, b) => Number(a !== b), () => "bool"],
  greater: [tf.greater, (a, b) => Number(a > b), () => "bool"],
  greaterEqual: [tf.greaterEqual, (a, b) => Number(a >= b), () => "bool"],
  less: [tf.less, (a, b) => Number(a < b), () => "bool"],
  lessEqual: [tf.lessEqual, (a, b) => Number(a <= b), () => "bool"],
  logicalAnd: [tf.logicalAnd, (a, b) => a && b, () => "bool"],
  logicalOr: [tf.logicalOr, (a, b) => a || b, () => "bool"],
  logicalXor: [tf.logicalXor, (a, b) => Number(a !== b), () => "bool"],
};

/** Quotients and remainders: none by zero. */
const DIVIDING: ReadonlySet<string> = new Set(["div", "floorDiv", "mod"]);

/** Truth values are counted with as whole numbers. */
function numeric(dtype: DType): DType {
  return dtype === "bool" ? "int32" : dtype;
}

/** Quotients of whole numbers are whole; those of truth values are not. */
function whole(dtype: DType): DType {
  return dtype === "int32" ? "int32" : "float32";
}

function unary(
  table: typeof FLOATS,
  gives: (dtype: DType) => DType,
): Operations {
  return Object.fromEntries(
    Object.entries(table).map(([name, [run, right]]) => [name, {
      inputs: [[3, 4]],
      run: (x) => run(x!),
      right: (x) => map(x!, gives(x!.dtype), right),
    }]),
  );
}

function binary(): Operations {
  return Object.fromEntries(
    Object.entries(BINARY).map(([name, [run, right, gives]]) => [name, {
      inputs: [[2, 3, 4], DIVIDING.has(name) ? { nonzero: [3, 1] } : [3, 1]],
      run: (a, b) => run(a!, b!),
      right: (a, b) => combined(a!, b!, gives(a!.dtype), (x, y) => right(x, y, a!.dtype)),
    }]),
  );
}

/** `combine` of the numbers of two arrays that are broadcast to each other. */
export function combined(
  a: Plain,
  b: Plain,
  dtype: DType,
  combine: (a: number, b: number) => number,
): Plain {
  return plain(broadcast(a.shape, b.shape), dtype, (place) => combine(at(a, place), at(b, place)));
}

/** The error function by its series, 2 / sqrt(pi) sum (-1)^n x^(2n+1) / (n! (2n+1)). */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let [power, sum] = [x, 0];
  for (let n = 0; n < 100; n++) {
    sum += power / (2 * n + 1);
    power *= -x * x / (n + 1);
  }
  return 2 / Math.sqrt(Math.PI) * sum;
}

/** Operations that compute each number by itself. */
export const ELEMENTWISE: Operations = {
  ...unary(FLOATS, () => "float32"),
  ...unary(KEEPING, numeric),
  ...binary(),
  addN: {
    inputs: [[2, 3], [2, 3], [2, 3]],
    run: (a, b, c) => tf.addN([a!, b!, c!]),
    right: (a, b, c) =>
      combined(combined(a!, b!, numeric(a!.dtype), add), c!, numeric(a!.dtype), add),
  },
  bitwiseAnd: {
    inputs: [[2, 3], [2, 3]],
    run: (a, b) => tf.bitwiseAnd(a!, b!),
    right: (a, b) => combined(a!, b!, "int32", (x, y) => x & y),
  },
  "cast to float32": casting("float32", (x) => x),
  "cast to int32": casting("int32", Math.trunc),
  "cast to bool": casting("bool", (x) => Number(x !== 0)),
  isFinite: testing(tf.isFinite, Number.isFinite),
  isInf: testing(tf.isInf, (x) => Math.abs(x) === Infinity),
  isNaN: testing(tf.isNaN, Number.isNaN),
  logicalNot: {
    inputs: [[3, 4]],
    run: (x) => tf.logicalNot(x! as tf.Tensor),
    right: (x) => map(x!, "bool", (value) => value === 0 ? 1 : 0),
  },
  where: {
    inputs: [{ shape: [2, 3], dtype: "bool", values: [1, 0, 0, 1, 1, 0] }, [2, 3], [2, 3]],
    run: (c, a, b) => tf.where(c!, a!, b!),
    right: (c, a, b) => plain([2, 3], a!.dtype, (place) => at(at(c!, place) ? a! : b!, place)),
  },
  "where by rows": {
    inputs: [{ shape: [2, 1], dtype: "bool", values: [1, 0] }, [2, 3], [1, 3]],
    run: (c, a, b) => tf.where(c!, a!, b!),
    right: (c, a, b) => plain([2, 3], a!.dtype, (place) => at(at(c!, place) ? a! : b!, place)),
  },
};

function add(a: number, b: number): number {
  return a + b;
}

function casting(dtype: DType, right: (x: number) => number): Operations[string] {
  return {
    inputs: [[3, 4]],
    run: (x) => tf.cast(x!, dtype),
    right: (x) => map(x!, dtype, right),
  };
}

function testing(
  run: (x: tf.Tensor) => tf.Tensor,
  right: (x: number) => boolean,
): Operations[string] {
  return { inputs: [[3, 4]], run: (x) => run(x!), right: (x) => map(x!, "bool", (v) => +right(v)) };
}
