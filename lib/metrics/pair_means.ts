import { type Pair, squaredDistances } from "./distances.ts";
import type { Estimator } from "./options.ts";

/** The means of a function of |x - y|^2 over pairs between two samples, and within each. */
export interface PairMeans {
  readonly between: number;
  readonly withinA: number;
  readonly withinB: number;
}

/**
 * These means; within a sample the unbiased ones leave out the pairs of a point with itself.
 * RangeError if there are no others.
 */
export function pairMeans(
  pair: Pair,
  estimator: Estimator,
  of: (squared: number) => number,
): PairMeans {
  const { a, b, n, m, dimension } = pair;
  if (estimator === "unbiased" && Math.min(n, m) < 2) {
    throw new RangeError(
      "The unbiased estimator needs at least 2 points a sample, " +
        `but shapes [${n}, ${dimension}] and [${m}, ${dimension}] came.`,
    );
  }
  const total = (of2: Pair) => squaredDistances(of2).reduce((sum, squared) => sum + of(squared), 0);
  const within = (points: ArrayLike<number>, size: number) => {
    const all = total({ a: points, b: points, n: size, m: size, dimension });
    return estimator === "biased" ? all / size ** 2 : (all - size * of(0)) / (size * (size - 1));
  };
  return { between: total(pair) / (n * m), withinA: within(a, n), withinB: within(b, m) };
}
