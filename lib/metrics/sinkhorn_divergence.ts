import { read } from "../options/mod.ts";
import { debiased } from "./debiased.ts";
import { SINKHORN, type SinkhornOptions } from "./sinkhorn.ts";

/**
 * Blurred optimal transport without its bias (Genevay, Peyre and Cuturi 2018; Feydy et al. 2019):
 * with S the value of `sinkhorn`'s problem, transport and entropy together (`regularised`), it is
 * S(a, b) - S(a, a)/2 - S(b, b)/2. It is 0 between a sample and itself, positive elsewhere
 * (for powers 1 and 2), and between the transport cost (epsilon to 0) and, for power 1, half of the
 * energy distance (epsilon to infinity).
 *
 * It is a cost, not a distance: for power 2 compare its root with `w2`.
 *
 * @param a A sample, `[n, dimension]`.
 * @param b The other sample, `[m, dimension]`.
 * @param options As for `sinkhorn`.
 * @throws {RangeError} as for `sinkhorn`.
 * @throws {TypeError} as for `sinkhorn`.
 *
 * @example
 * ```ts
 * import { sinkhornDivergence } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const points = [0, 1, 3];
 * assert.ok(Math.abs(sinkhornDivergence(points, points, { epsilon: 1 })) < 1e-9);
 * const moved = points.map((x) => x + 2); // a shift by 2 costs 4, whatever epsilon
 * assert.ok(Math.abs(sinkhornDivergence(points, moved, { epsilon: 1 }) - 4) < 1e-4);
 * ```
 */
export function sinkhornDivergence(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: SinkhornOptions,
): number {
  return debiased(a, b, read("sinkhornDivergence", options, SINKHORN)).value;
}
