/**
 * Operations that move numbers about, with the same by loops.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { at, type DType, map, type Place, type Plain, plain, reshaped } from "./arrays.ts";
import type { Operation, Operations } from "./operation.ts";

/** An operation of one array: each number of the result comes from a place, or from nowhere. */
function moved(
  inputs: readonly number[],
  result: readonly number[],
  run: (x: tf.Tensor) => tf.Tensor,
  from: (place: number[]) => Place | undefined,
  otherwise = 0,
): Operation {
  return {
    inputs: [inputs],
    run: (x) => run(x!),
    right: (x) =>
      plain(result, x!.dtype, (place) => {
        const source = from([...place]);
        return source ? at(x!, source) : otherwise;
      }),
  };
}

const numeric = (dtype: DType): DType => dtype === "bool" ? "int32" : dtype;
const inside = (i: number, n: number) => i >= 0 && i < n;
const reflect = (i: number, n: number, edge: number): number =>
  i < 0 ? -i - edge : i >= n ? 2 * n - 2 + edge - i : i;
const PLACES: Plain = { shape: [2, 2], dtype: "int32", values: [0, 1, 1, 0] };
const ROWS: Plain = { shape: [2, 1], dtype: "int32", values: [2, 0] };
const INDICES: Plain = { shape: [3], dtype: "int32", values: [2, 0, 2] };

/** Operations that move numbers about. */
export const MOVING: Operations = {
  reshape: moved([2, 6], [3, 4], (x) => tf.reshape(x, [3, 4]), ([i, j]) => {
    const place = 4 * i! + j!;
    return [Math.floor(place / 6), place % 6];
  }),
  clone: moved([2, 3], [2, 3], (x) => tf.clone(x), (place) => place),
  ensureShape: moved([2, 3], [2, 3], (x) => tf.ensureShape(x, [2, 3]), (place) => place),
  expandDims: moved([2, 3], [2, 1, 3], (x) => tf.expandDims(x, 1), ([i, , k]) => [i!, k!]),
  squeeze: moved([2, 1, 3], [2, 3], (x) => tf.squeeze(x), ([i, j]) => [i!, 0, j!]),
  transpose: moved([2, 3], [3, 2], (x) => tf.transpose(x), ([i, j]) => [j!, i!]),
  "transpose of three axes": moved(
    [2, 3, 4],
    [4, 2, 3],
    (x) => tf.transpose(x, [2, 0, 1]),
    ([i, j, k]) => [j!, k!, i!],
  ),
  reverse: moved([2, 3], [2, 3], (x) => tf.reverse(x, 1), ([i, j]) => [i!, 2 - j!]),
  "reverse of one axis": moved([5], [5], (x) => tf.reverse1d(x as tf.Tensor1D), ([i]) => [4 - i!]),
  slice: moved(
    [3, 4],
    [2, 2],
    (x) => tf.slice(x, [1, 2], [2, 2]),
    ([i, j]) => [i! + 1, j! + 2],
  ),
  stridedSlice: moved(
    [4, 5],
    [2, 3],
    (x) => tf.stridedSlice(x, [1, 4], [4, -6], [2, -2]),
    ([i, j]) => [1 + 2 * i!, 4 - 2 * j!],
  ),
  pad: moved(
    [2, 3],
    [3, 5],
    (x) => tf.pad(x, [[1, 0], [0, 2]]),
    ([i, j]) => inside(i! - 1, 2) && inside(j!, 3) ? [i! - 1, j!] : undefined,
  ),
  "pad with 1": moved(
    [2, 3],
    [3, 5],
    (x) => tf.pad(x, [[1, 0], [0, 2]], 1),
    ([i, j]) => inside(i! - 1, 2) && inside(j!, 3) ? [i! - 1, j!] : undefined,
    1,
  ),
  "mirrorPad, reflect": moved(
    [3, 4],
    [5, 7],
    (x) => tf.mirrorPad(x, [[2, 0], [1, 2]], "reflect"),
    ([i, j]) => [reflect(i! - 2, 3, 0), reflect(j! - 1, 4, 0)],
  ),
  "mirrorPad, symmetric": moved(
    [3, 4],
    [5, 7],
    (x) => tf.mirrorPad(x, [[2, 0], [1, 2]], "symmetric"),
    ([i, j]) => [reflect(i! - 2, 3, 1), reflect(j! - 1, 4, 1)],
  ),
  tile: moved([2, 3], [4, 3], (x) => tf.tile(x, [2, 1]), ([i, j]) => [i! % 2, j!]),
  broadcastTo: moved([1, 3], [2, 2, 3], (x) => tf.broadcastTo(x, [2, 2, 3]), ([, , k]) => [0, k!]),
  unstack: {
    inputs: [[2, 3]],
    run: (x) => tf.unstack(x!, 1),
    right: (x) => [0, 1, 2].map((j) => plain([2], x!.dtype, ([i]) => at(x!, [i!, j]))),
  },
  split: {
    inputs: [[2, 4]],
    run: (x) => tf.split(x!, [1, 3], 1),
    right: (x) => [
      plain([2, 1], x!.dtype, ([i]) => at(x!, [i!, 0])),
      plain([2, 3], x!.dtype, ([i, j]) => at(x!, [i!, j! + 1])),
    ],
  },
  concat: {
    inputs: [[2, 1], [2, 3]],
    run: (a, b) => tf.concat([a!, b!], 1),
    right: (a, b) =>
      plain([2, 4], a!.dtype, ([i, j]) => j! < 1 ? at(a!, [i!, j!]) : at(b!, [i!, j! - 1])),
  },
  stack: {
    inputs: [[2, 3], [2, 3]],
    run: (a, b) => tf.stack([a!, b!], 1),
    right: (a, b) => plain([2, 2, 3], a!.dtype, ([i, j, k]) => at(j === 0 ? a! : b!, [i!, k!])),
  },
  meshgrid: {
    inputs: [[2], [3]],
    run: (x, y) => tf.meshgrid(x, y),
    right: (x, y) => [
      plain([3, 2], numeric(x!.dtype), ([, j]) => at(x!, [j!])),
      plain([3, 2], numeric(y!.dtype), ([i]) => at(y!, [i!])),
    ],
  },
  gather: {
    inputs: [[3, 2], INDICES],
    run: (x, indices) => tf.gather(x!, indices!),
    right: (x, indices) => plain([3, 2], x!.dtype, ([i, j]) => at(x!, [indices!.values[i!]!, j!])),
  },
  "gather from the last axis": {
    inputs: [[2, 3], INDICES],
    run: (x, indices) => tf.gather(x!, indices!, 1),
    right: (x, indices) => plain([2, 3], x!.dtype, ([i, j]) => at(x!, [i!, indices!.values[j!]!])),
  },
  gatherND: {
    inputs: [[2, 2], PLACES],
    run: (x, places) => tf.gatherND(x!, places!),
    right: (x, places) =>
      plain([2], x!.dtype, ([i]) => at(x!, [at(places!, [i!, 0]), at(places!, [i!, 1])])),
  },
  scatterND: {
    inputs: [ROWS, [2, 3]],
    run: (rows, updates) => tf.scatterND(rows!, updates!, [4, 3]),
    right: (rows, updates) =>
      plain([4, 3], updates!.dtype, ([i, j]) => {
        const row = rows!.values.indexOf(i!);
        return row < 0 ? 0 : at(updates!, [row, j!]);
      }),
  },
  tensorScatterUpdate: {
    inputs: [[4, 3], ROWS, [2, 3]],
    run: (x, rows, updates) => tf.tensorScatterUpdate(x!, rows!, updates!),
    right: (x, rows, updates) =>
      plain([4, 3], x!.dtype, ([i, j]) => {
        const row = rows!.values.indexOf(i!);
        return row < 0 ? at(x!, [i!, j!]) : at(updates!, [row, j!]);
      }),
  },
  sparseToDense: {
    inputs: [{ shape: [2], dtype: "int32", values: [1, 3] }, [2], []],
    run: (places, values, rest) => tf.sparseToDense(places!, values!, [4], rest as tf.Scalar),
    right: (places, values, rest) =>
      plain([4], values!.dtype, ([i]) => {
        const k = places!.values.indexOf(i!);
        return k < 0 ? rest!.values[0]! : values!.values[k]!;
      }),
  },
  diag: {
    inputs: [[3]],
    run: (x) => tf.diag(x!),
    right: (x) => plain([3, 3], x!.dtype, ([i, j]) => i === j ? at(x!, [i!]) : 0),
  },
  bandPart: {
    inputs: [[3, 4]],
    run: (x) => tf.linalg.bandPart(x!, 1, 0),
    right: (x) =>
      plain([3, 4], x!.dtype, ([i, j]) => i! >= j! && i! - j! <= 1 ? at(x!, [i!, j!]) : 0),
  },
  depthToSpace: moved(
    [1, 2, 2, 4],
    [1, 4, 4, 1],
    (x) => tf.depthToSpace(x as tf.Tensor4D, 2),
    ([, i, j]) => [0, i! >> 1, j! >> 1, 2 * (i! & 1) + (j! & 1)],
  ),
  spaceToBatchND: moved(
    [1, 4, 4, 1],
    [4, 2, 2, 1],
    (x) => tf.spaceToBatchND(x, [2, 2], [[0, 0], [0, 0]]),
    ([n, i, j]) => [0, 2 * i! + (n! >> 1), 2 * j! + (n! & 1), 0],
  ),
  batchToSpaceND: moved(
    [4, 2, 2, 1],
    [1, 4, 4, 1],
    (x) => tf.batchToSpaceND(x, [2, 2], [[0, 0], [0, 0]]),
    ([, i, j]) => [2 * (i! & 1) + (j! & 1), i! >> 1, j! >> 1, 0],
  ),
  zerosLike: {
    inputs: [[2, 3]],
    run: (x) => tf.zerosLike(x!),
    right: (x) => map(x!, x!.dtype, () => 0),
  },
  onesLike: {
    inputs: [[2, 3]],
    run: (x) => tf.onesLike(x!),
    right: (x) => map(x!, x!.dtype, () => 1),
  },
  oneHot: {
    inputs: [[3]],
    run: (x) => tf.oneHot(x!, 6),
    right: (x) => plain([3, 6], "int32", ([i, j]) => Number(at(x!, [i!]) === j)),
  },
  fill: {
    inputs: [[2, 3]],
    run: (x) => tf.fill(x!.shape, 1, x!.dtype as "float32"),
    right: (x) => map(x!, x!.dtype, () => 1),
  },
  outerProduct: {
    inputs: [[2], [3]],
    run: (a, b) => tf.outerProduct(a as tf.Tensor1D, b as tf.Tensor1D),
    right: (a, b) => plain([2, 3], numeric(a!.dtype), ([i, j]) => at(a!, [i!]) * at(b!, [j!])),
  },
  "reshape of everything to a scalar": {
    inputs: [[1, 1]],
    run: (x) => tf.reshape(x!, []),
    right: (x) => reshaped(x!, []),
  },
};
