import type { Extent } from "./types.ts";

/** Where the point is. */
export interface DiracOptions {
  /** The value of every coordinate. Default 0. */
  readonly at?: number;
  /** How many coordinates. Default 1. */
  readonly dimension?: number;
}

/** How many points to draw, and from which seed. */
export interface FiniteOptions {
  /** How many points: a positive integer. */
  readonly size: number;
  /** The seed of the drawing. It uses a stream of its own, so that it may be the seed of the training. */
  readonly seed: number;
}

/** The width of the five Gaussians. */
export interface FiveGaussiansOptions {
  /** The standard deviation of each along each axis. Default 0.1. */
  readonly deviation?: number;
}

/** Your points and what to call them. */
export interface FromPointsOptions {
  /** What charts and errors call it. */
  readonly name: string;
  /** The points: rows of equal length, or `[size, dimension]` in one array, row by row. They are copied. */
  readonly points: readonly (readonly number[])[] | Float32Array;
  /** How many numbers a point has. Default: the length of the first row; a Float32Array needs it. */
  readonly dimension?: number;
}

/** Where the Gaussian is and how wide. */
export interface GaussianOptions {
  /** The mean: one number for all axes, or one for each. Default 0. */
  readonly mean?: number | readonly number[];
  /** The standard deviation along each axis. Default 1. */
  readonly deviation?: number;
  /** How many axes. Default: as many as `mean` has numbers, else 1. */
  readonly dimension?: number;
}

/** The size of a grid. */
export interface GridOptions {
  /** How many Gaussians along each side. Default 5: 25 in all. */
  readonly side?: number;
  /** The distance between neighbours. Default 2. */
  readonly spacing?: number;
  /** The standard deviation of each along each axis. Default 0.05. */
  readonly deviation?: number;
}

/** The ends of the interval. */
export interface IntervalOptions {
  /** The lower end. Default -2. */
  readonly low?: number;
  /** The upper end, above `low`. Default 0. */
  readonly high?: number;
}

/** What `mixture` needs to know. */
export interface MixtureOptions {
  /** What charts and errors call it. */
  readonly name: string;
  /** The centre of each Gaussian: at least one, all of the same dimension. */
  readonly centres: readonly (readonly number[])[];
  /** The relative weight of each Gaussian, positive; they need not sum to 1. Default: equal weights. */
  readonly weights?: readonly number[];
  /** The standard deviation along each axis: one for all Gaussians, or one for each. */
  readonly deviation: number | readonly number[];
  /** Per axis: what a chart should show. Default: the centres with a quarter of their span and 4 deviations around. */
  readonly extent?: readonly Extent[];
}

/** The size of a ring. */
export interface RingOptions {
  /** How many Gaussians. Default 8. */
  readonly modes?: number;
  /** The radius of the circle they sit on. Default 1. */
  readonly radius?: number;
  /** The standard deviation of each along each axis. Default 0.01. */
  readonly deviation?: number;
}
