import { countPoints } from "./check.ts";

/** Two samples whose shapes have been checked. */
export interface Pair {
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  readonly n: number;
  readonly m: number;
  readonly dimension: number;
}

/**
 * Checks two samples `[n, dimension]` and `[m, dimension]`. RangeError as for `countPoints`; the
 * names, and that of the function whose they are, stand in errors.
 */
export function checkPair(
  owner: string,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  dimension: number,
  names: readonly [a: string, b: string] = ["a", "b"],
): Pair {
  const n = countPoints(`${owner}'s ${names[0]}`, a, dimension);
  const m = countPoints(`${owner}'s ${names[1]}`, b, dimension);
  return { a, b, n, m, dimension };
}

/** |a_i - b_j|^2 for all i and j, `[n, m]`. */
export function squaredDistances({ a, b, n, m, dimension }: Pair): Float64Array {
  const out = new Float64Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      let squared = 0;
      for (let axis = 0; axis < dimension; axis++) {
        squared += (a[i * dimension + axis]! - b[j * dimension + axis]!) ** 2;
      }
      out[i * m + j] = squared;
    }
  }
  return out;
}

/** |a_i - b_j|^power for all i and j, `[n, m]`. RangeError unless all are finite. */
export function costMatrix(pair: Pair, power: number): Float64Array {
  const squared = squaredDistances(pair);
  const costs = power === 2 ? squared : squared.map((value) => value ** (power / 2));
  const largest = costs.reduce((max, cost) => Math.max(max, cost), 0);
  if (largest < Infinity) return costs;
  throw new RangeError(
    `The largest cost, |a_i - b_j|^${power}, is finite, but ${largest} came: ` +
      "scale the points down, or take a smaller power.",
  );
}
