import { read } from "../options/mod.ts";
import { divergence, histogram } from "./histogram.ts";
import { type BinOptions, BINS } from "./options.ts";

/**
 * The Kullback-Leibler divergence KL(a || b) between the histograms of two samples, in nats. It is
 * infinite where a has a point in a cell that is empty in b, unless `epsilon` is given.
 *
 * @param a A sample, `[n, dimension]`; the two samples may have different n.
 * @param b The sample it is compared with, `[m, dimension]`.
 * @param options The cells, see `BinOptions`.
 * @throws {RangeError} if a sample is empty, has another shape or a number that is not finite.
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { binnedKL } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const cells = { range: [0, 1], bins: 2 } as const;
 * const left = Float32Array.of(0.1, 0.2), both = Float32Array.of(0.1, 0.9);
 * assert.equal(binnedKL(left, both, cells), Math.log(2));
 * assert.equal(binnedKL(both, left, cells), Infinity);
 * ```
 */
export function binnedKL(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: BinOptions,
): number {
  const cells = read("binnedKL", options, BINS);
  return divergence(
    histogram("binnedKL's a", a, cells),
    histogram("binnedKL's b", b, cells),
    cells.epsilon,
  );
}
