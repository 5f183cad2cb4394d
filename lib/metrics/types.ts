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
  /** The standard deviation over the repeats (of one score, not of the mean); NaN if a score is infinite. */
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

/** Which transport problem. */
export interface TransportOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /** The cost of moving a unit of mass by a distance d is d^power: at least 1. Default 2, the Wasserstein-2 distance. */
  readonly power?: number;
}

/** Which transport problem, between points with weights. */
export interface WeightedTransportOptions extends TransportOptions {
  /** The weights of the points; each list is divided by its sum. */
  readonly weights?: {
    /** Of the first sample, `[n]`: not negative. Default: equal. */
    readonly a?: ArrayLike<number>;
    /** Of the second sample, `[m]`: not negative. Default: equal. */
    readonly b?: ArrayLike<number>;
  };
}

/** An optimal plan: which share of the mass goes from which point to which, and what that costs. */
export interface TransportPlan {
  /** The sum over all moves of mass times distance^power. */
  readonly cost: number;
  /** cost^(1/power): the Wasserstein distance of that order, in the units of the data. */
  readonly distance: number;
  /** Per move: the row of the first sample that it starts from. */
  readonly from: Int32Array;
  /** Per move: the row of the second sample that it ends at. */
  readonly to: Int32Array;
  /** Per move: the share of all mass that it takes; they sum to 1. */
  readonly mass: Float64Array;
}

/** A transport problem blurred by entropy, and when to stop solving it. */
export interface SinkhornOptions extends TransportOptions {
  /** The weight of the entropy, in the units of the cost (distance^power): positive. */
  readonly epsilon: number;
  /** The most steps at that epsilon. Default 1000. */
  readonly iterations?: number;
  /** Stop when the sums of the plan are right to this much, in all, out of 1. Default 1e-6. */
  readonly tolerance?: number;
}

/** A plan blurred by entropy, and what it costs. */
export interface SinkhornPlan {
  /** <P, C>: the transport part, at least the exact cost. */
  readonly cost: number;
  /** cost^(1/power), in the units of the data. */
  readonly distance: number;
  /** <P, C> + epsilon KL(P || product of the samples): what is minimised. */
  readonly regularised: number;
  /** The mass from each point of a to each of b, `[n, m]`, row by row. */
  readonly plan: Float64Array;
  /** By how much the plan's sums are wrong at the last step, in all, out of 1. */
  readonly error: number;
  /** How many steps it took at that epsilon. */
  readonly iterations: number;
  /** Whether the error came down to the tolerance. */
  readonly converged: boolean;
}

/** GANConvergence's settings of its distance. */
export interface GanConvergenceDistanceOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /** The weight of the entropy. Default 0.01. */
  readonly epsilon?: number;
  /** The most steps. Default 100. */
  readonly iterations?: number;
  /** Stop when a step changes the first potential by less than this, summed over its points. Default 0.1. */
  readonly threshold?: number;
}

/** Which transport problem on lines, and how many lines. */
export interface SlicedWassersteinOptions extends TransportOptions {
  /** How many directions. Default 100. */
  readonly projections?: number;
  /** The seed of the directions. Default 0. */
  readonly seed?: number;
}

/**
 * How means over pairs within a sample are taken: "biased" over all pairs, a point with itself included; "unbiased" over pairs of different points.
 */
export type Estimator = "biased" | "unbiased";

/** How an energy distance is estimated. */
export interface EnergyDistanceOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /** Default "biased". */
  readonly estimator?: Estimator;
}

/** How a maximum mean discrepancy is estimated. */
export interface MMDOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /** The deviation of the Gaussian kernel, in the units of the data, or "median": the median distance in the pooled samples. Default "median". */
  readonly bandwidth?: number | "median";
  /** Default "unbiased". */
  readonly estimator?: Estimator;
}

/** How far a ball around a point reaches. */
export interface NeighbourOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /** To its k-th nearest neighbour. Default 3 for precision and recall, 5 for density and coverage, as in the papers. */
  readonly k?: number;
}

/** Scores of Kynkaanniemi et al. 2019. */
export interface PrecisionRecall {
  /** The share of the generated points within a ball around a reference point. */
  readonly precision: number;
  /** The share of the reference points within a ball around a generated point. */
  readonly recall: number;
}

/** Scores of Naeem et al. 2020. */
export interface DensityCoverage {
  /** In how many of the reference points' balls a generated point lies on average, divided by k. */
  readonly density: number;
  /** The share of the reference points' balls with a generated point in them. */
  readonly coverage: number;
}
