import { count, list, number, open } from "../options/mod.ts";

/** Runs side by side at most: each has its own streams and its rows in every table. */
export const MOST_RUNS = 100_000;

/** Rows of a batch or a sample at most. */
export const MOST_ROWS = 1_000_000;

/** Steps at most: at a thousand a second they take eleven days. */
export const MOST_STEPS = 1_000_000_000;

/** Which runs are trained. */
export const RUNS = {
  runs: count(1, { most: MOST_RUNS }),
  seed: count(0, { from: 0 }),
  firstRun: count(0, { from: 0 }),
  streams: open(list(count(0, { from: 0 }))),
};

/** How long and how closely a training is looked at. */
export const LOOP = {
  batch: count(256, { most: MOST_ROWS }),
  steps: count(2000, { most: MOST_STEPS }),
  every: open(count()),
  divergence: number({ above: 0, infinite: true }, 1e6),
};

/** Looks at the start, at the end, and twenty times on the way: the default of `every`. */
export function usualEvery(steps: number): number {
  return Math.max(1, Math.round(steps / 20));
}
