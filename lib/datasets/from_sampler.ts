import {
  callable,
  count,
  floats,
  list,
  misfit,
  open,
  part,
  read,
  shownValue,
  type Spec,
  text,
  windows,
} from "../options/mod.ts";
import { checkDraw, checkRows, checkShape, SHAPE } from "./check.ts";
import type { Dataset, Modes } from "./types.ts";

/** What fits the fields of a data set of one's own. */
const FROM_SAMPLER = {
  name: text(),
  dimension: count(),
  shape: open(SHAPE),
  sample: callable<Dataset["sample"]>("a function that draws points"),
  modes: open(part<Modes>("modes { centres, weights, deviation }", "centres")),
  density: open(callable<NonNullable<Dataset["density"]>>("a function of a point")),
  manifold: open(list(floats())),
  extent: windows(),
} satisfies Spec<Dataset>;

/**
 * A data set from your own function that draws points. What it returns is checked at every call:
 * the length, and that all numbers are finite.
 *
 * @param options The fields of a data set; `sample` gets a random stream and n and returns
 * `[n, dimension]`, row by row. All its randomness must come from that stream.
 * @throws {RangeError} if the dimension is not a positive integer or `extent` has not one pair for
 * each axis; if `shape` holds another number of values; at a call of `sample`, if the result has
 * another shape or a number in it is not finite (the row is named).
 * @throws {TypeError} if `sample` is not a function or does not return a Float32Array.
 *
 * @example
 * ```ts
 * import { fromSampler } from "saddle/datasets/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const exponential = fromSampler({
 *   name: "exponential",
 *   dimension: 1,
 *   sample: (random, n) => new Float32Array(n).map(() => -Math.log(1 - random.next())),
 *   density: (x) => x[0]! < 0 ? 0 : Math.exp(-x[0]!),
 *   extent: [[0, 5]],
 * });
 * assert.ok(exponential.sample(stream(1, 0, "data"), 100).every((x) => x >= 0));
 * ```
 */
export function fromSampler(options: Dataset): Dataset {
  const given = read("fromSampler", options, FROM_SAMPLER);
  const { name, dimension, extent, shape, modes, density, manifold } = given;
  if (extent.length !== dimension) {
    throw misfit(name, "extent", `of shape [${dimension}, 2]`, extent);
  }
  checkShape(name, shape, dimension);
  return {
    name,
    dimension,
    extent,
    ...(shape ? { shape } : {}),
    ...(modes ? { modes } : {}),
    ...(density ? { density } : {}),
    ...(manifold ? { manifold } : {}),
    sample(random, n) {
      checkDraw(name, random, n);
      const out = options.sample(random, n);
      if (!(out instanceof Float32Array)) {
        throw new TypeError(
          `${name}'s sample returns a Float32Array, but ${shownValue(out)} came.`,
        );
      }
      if (out.length !== n * dimension) {
        throw new RangeError(
          `${name}'s sample returns shape [${n}, ${dimension}], ${n * dimension} numbers, ` +
            `but ${out.length} came.`,
        );
      }
      checkRows(name, out, dimension);
      return out;
    },
  };
}
