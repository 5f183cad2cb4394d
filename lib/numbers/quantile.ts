import { checkArgument, number, numbers } from "../options/mod.ts";

/**
 * The quantile of sorted numbers below which a share of them lies, linear between neighbours
 * (Hyndman and Fan's type 7); infinite where a neighbour that counts is.
 *
 * @param sorted At least one, from the lowest to the highest.
 * @param share From 0 to 1.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { quantile } from "saddle/numbers/mod.ts";
 *
 * assert.equal(quantile([1, 2, 4], 0.75), 3);
 * ```
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  checkArgument("quantile", "sorted", sorted, numbers());
  checkArgument("quantile", "share", share, number({ from: 0, to: 1 }));
  const place = share * (sorted.length - 1), below = Math.floor(place), low = sorted[below]!;
  // An infinite neighbour with the weight 0 must not count, nor one be taken from another:
  // both give NaN.
  if (place === below || !Number.isFinite(low)) return low;
  return low + (place - below) * (sorted[below + 1]! - low);
}
