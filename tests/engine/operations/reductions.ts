/**
 * Operations along axes, with the same by loops.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import {
  at,
  type DType,
  map,
  mean,
  numeric,
  type Place,
  type Plain,
  plain,
  range,
  reduce,
  reshaped,
  total,
} from "./arrays.ts";
import type { Operation, Operations } from "./operation.ts";

const variance = (values: number[]) => mean(values.map((x) => (x - mean(values)) ** 2));
const logSum = (values: number[]) => Math.log(total(values.map(Math.exp)));

/** Reductions over the axis in the middle, and the type they give. */
const REDUCTIONS: Readonly<
  Record<
    string,
    [
      (x: tf.Tensor, axis: number) => tf.Tensor,
      (values: number[]) => number,
      (dtype: DType) => DType,
    ]
  >
> = {
  all: [tf.all, (values) => Number(values.every(Boolean)), () => "bool"],
  any: [tf.any, (values) => Number(values.some(Boolean)), () => "bool"],
  argMax: [tf.argMax, (values) => values.indexOf(Math.max(...values)), () => "int32"],
  argMin: [tf.argMin, (values) => values.indexOf(Math.min(...values)), () => "int32"],
  euclideanNorm: [tf.euclideanNorm, (values) => Math.hypot(...values), () => "float32"],
  logSumExp: [tf.logSumExp, logSum, () => "float32"],
  max: [tf.max, (values) => Math.max(...values), numeric],
  min: [tf.min, (values) => Math.min(...values), numeric],
  mean: [tf.mean, mean, () => "float32"],
  "norm 1": [(x, axis) => tf.norm(x, 1, axis), (values) => total(values.map(Math.abs)), numeric],
  "norm inf": [
    (x, axis) => tf.norm(x, Infinity, axis),
    (values) => Math.max(...values.map(Math.abs)),
    numeric,
  ],
  prod: [tf.prod, (values) => values.reduce((product, x) => product * x, 1), numeric],
  sum: [tf.sum, total, numeric],
  "moments, mean": [(x, axis) => tf.moments(x, axis).mean, mean, () => "float32"],
  "moments, variance": [(x, axis) => tf.moments(x, axis).variance, variance, () => "float32"],
};

function reductions(): Operations {
  const entries = Object.entries(REDUCTIONS).flatMap(([name, [run, right, gives]]) =>
    [1, 2].map((axis): [string, Operation] => [
      axis === 1 ? name : `${name} over the last axis`,
      {
        inputs: [[2, 3, 4]],
        run: (x) => run(x!, axis),
        right: (x) => reduce(x!, [axis], gives(x!.dtype), right),
      },
    ])
  );
  return Object.fromEntries(entries);
}

/** `change` of each list of numbers along the last axis. */
function alongRows(x: Plain, dtype: DType, change: (values: number[]) => number[]): Plain {
  const length = x.shape.at(-1)!;
  const rows = range(x.values.length / length).map((i) =>
    x.values.slice(i * length, (i + 1) * length)
  );
  return { shape: x.shape, dtype, values: rows.flatMap(change) };
}

function rows(
  run: (x: tf.Tensor) => tf.Tensor,
  gives: (dtype: DType) => DType,
  change: (values: number[]) => number[],
): Operation {
  return {
    inputs: [[2, 3, 4]],
    run: (x) => run(x!),
    right: (x) => alongRows(x!, gives(x!.dtype), change),
  };
}

const float = () => "float32" as const;

function running(combine: (a: number, b: number) => number) {
  return (values: number[]) => values.map((_, i) => values.slice(0, i + 1).reduce(combine));
}

/** Places of the numbers from the largest on; of equal ones the first comes first. */
function descending(values: number[]): number[] {
  return range(values.length).sort((i, j) => values[j]! - values[i]! || i - j);
}

/** The first places in order where `value` could be put in without disorder. */
function bound(row: number[], value: number, above: boolean): number {
  const place = row.findIndex((x) => above ? x > value : x >= value);
  return place < 0 ? row.length : place;
}

function searching(above: boolean): Operation {
  const sorted: Plain = { shape: [2, 4], dtype: "float32", values: [0, 0, 1, 2, 0, 1, 1, 5] };
  return {
    inputs: [[2, 4], [2, 3]],
    run: (x, values) => {
      const order = tf.cast(tf.tensor2d([...sorted.values], [2, 4]), x!.dtype);
      return (above ? tf.upperBound : tf.lowerBound)(order, values!);
    },
    right: (x, values) => {
      const cut = (v: number) => x!.dtype === "bool" ? Number(v !== 0) : v;
      return plain(
        [2, 3],
        "int32",
        ([i, j]) =>
          bound(sorted.values.slice(4 * i!, 4 * i! + 4).map(cut), at(values!, [i!, j!]), above),
      );
    },
  };
}

const BINS: Plain = { shape: [7], dtype: "int32", values: [0, 2, 1, 2, 4, 2, 0] };
const SEGMENTS: Plain = { shape: [3], dtype: "int32", values: [1, 0, 1] };

/** Operations along axes. */
export const REDUCING: Operations = {
  ...reductions(),
  "sum of all": {
    inputs: [[2, 3, 4]],
    run: (x) => tf.sum(x!),
    right: (x) => reduce(x!, [0, 1, 2], numeric(x!.dtype), total),
  },
  "mean of all, kept": {
    inputs: [[2, 3]],
    run: (x) => tf.mean(x!, null as unknown as number, true),
    right: (x) => reshaped(reduce(x!, [0, 1], "float32", mean), [1, 1]),
  },
  cumsum: rows((x) => tf.cumsum(x, 2), numeric, running((a, b) => a + b)),
  "cumsum, exclusive and in reverse": rows(
    (x) => tf.cumsum(x, -1, true, true),
    numeric,
    (values) => values.map((_, i) => total(values.slice(i + 1))),
  ),
  cumprod: rows((x) => tf.cumprod(x, 2), numeric, running((a, b) => a * b)),
  softmax: rows((x) => tf.softmax(x), float, (values) => {
    return values.map((x) => Math.exp(x - logSum(values)));
  }),
  logSoftmax: rows((x) => tf.logSoftmax(x), float, (values) => {
    return values.map((x) => x - logSum(values));
  }),
  topk: {
    inputs: [[2, 5]],
    run: (x) => Object.values(tf.topk(x!, 3)) as tf.Tensor[],
    right: (x) => {
      const row = (i: number) => x!.values.slice(5 * i, 5 * i + 5);
      const place = ([i, j]: Place) => descending(row(i!))[j!]!;
      return [
        plain([2, 3], numeric(x!.dtype), (p) => row(p[0]!)[place(p)]!),
        plain([2, 3], "int32", place),
      ];
    },
  },
  unique: {
    inputs: [[7]],
    run: (x) => Object.values(tf.unique(x!)) as tf.Tensor[],
    right: (x) => {
      const found = [...new Set(x!.values)];
      return [
        { shape: [found.length], dtype: x!.dtype, values: found },
        map(x!, "int32", (value) => found.indexOf(value)),
      ];
    },
  },
  lowerBound: searching(false),
  upperBound: searching(true),
  bincount: {
    inputs: [BINS, [7]],
    run: (x, w) => tf.bincount(x as tf.Tensor1D, w as tf.Tensor1D, 5),
    right: (x, w) => ({
      shape: [5],
      dtype: numeric(w!.dtype),
      values: range(5).map((bin) => total(w!.values.filter((_, i) => x!.values[i] === bin))),
    }),
  },
  denseBincount: {
    inputs: [BINS, [7]],
    run: (x, w) => tf.denseBincount(x as tf.Tensor1D, w as tf.Tensor1D, 5),
    right: (x, w) => ({
      shape: [5],
      dtype: numeric(w!.dtype),
      values: range(5).map((bin) => total(w!.values.filter((_, i) => x!.values[i] === bin))),
    }),
  },
  unsortedSegmentSum: {
    inputs: [[3, 2], SEGMENTS],
    run: (x, ids) => tf.unsortedSegmentSum(x!, ids as tf.Tensor1D, 3),
    right: (x, ids) =>
      plain(
        [3, 2],
        numeric(x!.dtype),
        ([segment, j]) =>
          total(range(3).filter((i) => ids!.values[i] === segment).map((i) => at(x!, [i, j!]))),
      ),
  },
};
