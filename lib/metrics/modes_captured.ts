import { positive, read, type Spec } from "../options/mod.ts";
import { countPoints } from "./check.ts";

/** The modes of a mixture of round Gaussians of one deviation, as the data sets give them. */
export interface MixtureModes {
  /** The centres, `[modes, dimension]`, row by row. */
  readonly centres: Float32Array;
  /** The share of the data in each mode, `[modes]`; they sum to 1. */
  readonly weights: Float32Array;
  /** The standard deviation of each mode along each axis. */
  readonly deviation: number;
}

/** What `modesCaptured` counted. */
export interface ModesCaptured {
  /** How many modes are nearest to at least one high-quality sample. */
  readonly captured: number;
  /** How many modes there are. */
  readonly of: number;
  /** Per mode, `[modes]`: how many samples are nearest to it, of whatever quality. */
  readonly counts: Int32Array;
  /** Per mode, `[modes]`: how many of these are of high quality. */
  readonly highQualityCounts: Int32Array;
  /** The share of the samples that are of high quality, 0 to 1. */
  readonly highQuality: number;
  /** KL(histogram of the samples over the modes || weights of the modes), in nats. */
  readonly reverseKL: number;
}

/** What counts for {@linkcode modesCaptured}. */
export interface ModesCapturedOptions {
  /** How far from its centre a sample of high quality may be, in deviations. Default 3. */
  readonly radius?: number;
}

/** What fits {@linkcode ModesCapturedOptions}. */
export const MODES_CAPTURED = {
  radius: positive(3),
} satisfies Spec<ModesCapturedOptions>;

/**
 * How well samples cover the modes of a mixture: the scores of VEEGAN (Srivastava et al. 2017) and
 * PacGAN (Lin et al. 2018).
 *
 * A sample is of *high quality* if it lies at most `radius` deviations (3 in both papers) from the
 * nearest centre, as a straight distance, not per axis. A mode is *captured* if it is the nearest
 * to at least one such sample. The *reverse KL* compares the histogram of all samples over their
 * nearest modes with the weights of the modes.
 *
 * A perfect generator does not score 100 %: see `highQualityCeiling` and `reverseKLFloor`.
 *
 * @param samples `[n, dimension]`, row by row; finite.
 * @param modes The modes, `modes` of a data set.
 * @param options `radius`: how far a sample of high quality may be, in deviations. Default 3.
 * @throws {RangeError} if there are no samples, if they do not have the modes' dimension, if one is
 * not finite (its row is named), or the radius is not positive.
 * @throws {TypeError} if the samples are no list of numbers, the modes are missing, or the
 * radius is no number.
 *
 * @example
 * ```ts
 * import { modesCaptured } from "saddle/metrics/mod.ts";
 * import { ring } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // Everything on the first of eight modes: collapse.
 * const score = modesCaptured(Float32Array.of(1, 0, 1, 0.02), ring().modes!);
 * assert.equal(score.captured, 1);
 * assert.equal(score.highQuality, 1);
 * assert.ok(Math.abs(score.reverseKL - Math.log(8)) < 1e-6);
 * ```
 */
export function modesCaptured(
  samples: Float32Array,
  modes: MixtureModes,
  options: ModesCapturedOptions = {},
): ModesCaptured {
  const { radius } = read("modesCaptured", options, MODES_CAPTURED);
  checkModes(modes);
  const { centres, weights, deviation } = modes, of = weights.length;
  const dimension = centres.length / of;
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(
      `centres has shape [${of}, dimension], one row a weight, but ${centres.length} numbers came.`,
    );
  }
  const n = countPoints("modesCaptured's samples", samples, dimension);
  const counts = new Int32Array(of), highQualityCounts = new Int32Array(of);
  for (let row = 0; row < n; row++) {
    const [mode, distance] = nearest(samples, row * dimension, centres, dimension);
    counts[mode]!++;
    if (distance <= radius * deviation) highQualityCounts[mode]!++;
  }
  return {
    captured: highQualityCounts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
    of,
    counts,
    highQualityCounts,
    highQuality: highQualityCounts.reduce((sum, count) => sum + count, 0) / n,
    reverseKL: counts.reduce(
      (sum, count, k) => count === 0 ? sum : sum + count / n * Math.log(count / n / weights[k]!),
      0,
    ),
  };
}

/** Not all data have modes, and a training hands over the samples alone. */
function checkModes(modes: MixtureModes | undefined): void {
  if (modes?.centres && modes.weights) return;
  throw new TypeError(
    "modesCaptured needs the modes of a mixture { centres, weights, deviation }.",
  );
}

/** The centre nearest to the point that starts at `from`, and its distance. */
function nearest(
  points: Float32Array,
  from: number,
  centres: Float32Array,
  dimension: number,
): [mode: number, distance: number] {
  let mode = 0, least = Infinity;
  for (let start = 0; start < centres.length; start += dimension) {
    let squared = 0;
    for (let axis = 0; axis < dimension; axis++) {
      squared += (points[from + axis]! - centres[start + axis]!) ** 2;
    }
    if (squared < least) [mode, least] = [start / dimension, squared];
  }
  return [mode, Math.sqrt(least)];
}
