import type { Random } from "../random/mod.ts";

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

/** The cells of a histogram. */
export interface BinOptions {
  /**
   * The histogram's range: one pair for all axes, or a pair for each (a data set's `extent` serves).
   */
  readonly range: readonly [number, number] | readonly (readonly [number, number])[];
  /** How many bins along each axis. */
  readonly bins: number;
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /**
   * Where a value outside of the range goes: "edge", into the first or last bin (the default, and gan_comparison's rule), or "own", into two
   * more bins on each axis, so that a point outside is never taken for one inside.
   */
  readonly outside?: "edge" | "own";
  /**
   * Added to both sides of each ratio of probabilities. Default 0: the definition itself, in which KL may be infinite. gan_comparison
   * has 1e-10.
   */
  readonly epsilon?: number;
}

/** How often and how large to sample for a floor. */
export interface FloorOptions {
  /** How many points a sample has. */
  readonly n: number;
  /** How many points the second sample, the reference, has. Default n. */
  readonly reference?: number;
  /** How many pairs of samples to draw. Default 50. */
  readonly repeats?: number;
  /** The seed: repeat k uses the streams of run k. Default 0. */
  readonly seed?: number;
}

/** How a metric scores a perfect generator. */
export interface Floor {
  /** The mean over the repeats. */
  readonly mean: number;
  /** The standard deviation over the repeats (of one score, not of the mean). */
  readonly deviation: number;
  /** The median over the repeats. */
  readonly median: number;
  /** The 5th, 25th, 75th and 95th percentile over the repeats. */
  readonly quantiles: {
    /** 5 % of the scores are below. */
    readonly p5: number;
    /** 25 % of the scores are below. */
    readonly p25: number;
    /** 75 % of the scores are below. */
    readonly p75: number;
    /** 95 % of the scores are below. */
    readonly p95: number;
  };
}

/** Something that draws n points, `[n, dimension]`: a function, or whatever has one called `sample`, such as a data set. */
export type Sampler =
  | ((random: Random, n: number) => Float32Array)
  | {
    /** Draws n points, `[n, dimension]`, row by row. */
    sample(random: Random, n: number): Float32Array;
  };
