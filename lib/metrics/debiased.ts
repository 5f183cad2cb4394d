import { sinkhorn, type SinkhornOptions, type SinkhornPlan } from "./sinkhorn.ts";

/** Blurred optimal transport without its bias, and how well it was solved. */
export interface Debiased extends Pick<SinkhornPlan, "error" | "converged"> {
  /** What `sinkhornDivergence` gives. */
  readonly value: number;
}

/**
 * S(a, b) - S(a, a)/2 - S(b, b)/2, the largest error of the three plans, and whether all of
 * them converged.
 */
export function debiased(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: SinkhornOptions,
): Debiased {
  const [between, withinA, withinB] = [
    sinkhorn(a, b, options),
    sinkhorn(a, a, options),
    sinkhorn(b, b, options),
  ] as const;
  return {
    value: between.regularised - withinA.regularised / 2 - withinB.regularised / 2,
    error: Math.max(between.error, withinA.error, withinB.error),
    converged: between.converged && withinA.converged && withinB.converged,
  };
}
