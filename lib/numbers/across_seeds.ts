import { choice, misfit, pair, read, type Spec } from "../options/mod.ts";
import { checkNumbers } from "./check_numbers.ts";
import { quantile } from "./quantile.ts";

/** One number over several seeds. */
export interface AcrossSeeds {
  /** The median; infinite if half of the seeds or more have failed. */
  readonly median: number;
  /** The lower end of the band. */
  readonly low: number;
  /** The upper end of the band. */
  readonly high: number;
  /** How many seeds have no number (NaN), because they diverged. An infinite number is one. */
  readonly diverged: number;
  /** How many seeds there are. */
  readonly of: number;
}

/** Options of {@linkcode acrossSeeds}. */
export interface AcrossSeedsOptions {
  /** Where seeds without a number rank. Default `"high"`, for numbers that should be low. */
  readonly worst?: "high" | "low";
  /** The quantiles of the band. Default the middle half, [0.25, 0.75]. */
  readonly band?: readonly [number, number];
}

/** What fits {@linkcode AcrossSeedsOptions}. */
export const ACROSS_SEEDS = {
  worst: choice(["high", "low"], "high"),
  band: pair({ from: 0, to: 1 }, [0.25, 0.75]),
} satisfies Spec<AcrossSeedsOptions>;

/**
 * The median of a number over seeds, and a band. Seeds that diverged stay in the count and rank
 * worst, so that a method is not judged by its survivors.
 *
 * @throws {RangeError} If there are no seeds, one has something else than a number, the band is not two quantiles in order, or `worst` is
 * neither end.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type AcrossSeeds, acrossSeeds, type AcrossSeedsOptions } from "saddle/training/mod.ts";
 *
 * const band: AcrossSeedsOptions = { band: [0, 1] };
 * const summary: AcrossSeeds = acrossSeeds([0.1, 0.3, NaN, 0.2, 0.5], band);
 * assert.deepEqual(summary, { median: 0.3, low: 0.1, high: Infinity, diverged: 1, of: 5 });
 * ```
 */
export function acrossSeeds(
  values: readonly number[],
  options: AcrossSeedsOptions = {},
): AcrossSeeds {
  const { worst, band } = read("acrossSeeds", options, ACROSS_SEEDS);
  checkNumbers("acrossSeeds", values);
  if (values.length === 0) {
    throw new RangeError("acrossSeeds takes at least one seed, but none came.");
  }
  if (band[0] > band[1]) throw misfit("acrossSeeds", "band", "two quantiles in order", band);
  const bad = worst === "high" ? Infinity : -Infinity;
  const sorted = values.map((v) => Number.isNaN(v) ? bad : v).sort((a, b) => a === b ? 0 : a - b);
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, band[0]),
    high: quantile(sorted, band[1]),
    diverged: values.filter(Number.isNaN).length,
    of: values.length,
  };
}
