import type { Dataset, Extent, Labels } from "./types.ts";

/** The size of a board. */
export interface CheckerboardOptions {
  /** How many squares along each side, dark and light. Default 4. */
  readonly squares?: number;
  /** The side of a square. Default 1. */
  readonly side?: number;
}

/** The size and the noise of a circle. */
export interface CircleOptions {
  /** Its radius, before the noise. Default 1. */
  readonly radius?: number;
  /** How far each coordinate is moved at most: by noise U(0, 1). Default 0.05. */
  readonly noise?: number;
  /** Whether to move evenly to both sides, by noise U(-1/2, 1/2). Default false, as GANConvergence does. */
  readonly centred?: boolean;
}

/** The line that data lie on. */
export interface CurveOptions {
  /** What charts and errors call it. Default "curve". */
  readonly name?: string;
  /** The points that the line joins in this order: at least two, all of the same dimension. */
  readonly points: readonly (readonly number[])[];
  /** Whether the line goes on from the last point to the first. Default false. */
  readonly closed?: boolean;
  /** The standard deviation of the normal noise on each axis. Default 0: the data lie on the line. */
  readonly noise?: number;
}

/** Where the point is. */
export interface DiracOptions {
  /** The value of every coordinate. Default 0. */
  readonly at?: number;
  /** How many coordinates. Default 1. */
  readonly dimension?: number;
}

/** The width of the eight Gaussians. */
export interface EightGaussiansOptions {
  /** The standard deviation of each along each axis. Default 0.1. */
  readonly deviation?: number;
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

/** The width of the four Gaussians. */
export interface FourGaussiansOptions {
  /** The standard deviation of each along each axis. Default 0.1. */
  readonly deviation?: number;
}

/** What to take from a file. */
export interface FromFileOptions {
  /** The names of the columns that are the axes, in this order. Default: all columns. */
  readonly columns?: readonly string[];
  /** Whether the first row of a CSV file holds names. Default: if no field of it is a number. */
  readonly header?: boolean;
  /** What charts and errors call it. Default: the file's name. */
  readonly name?: string;
}

/** A typed array of numbers, of whatever width. */
export type NumberArray = ArrayBufferView & ArrayLike<number>;

/** Your points and what to call them. */
export interface FromPointsOptions {
  /** What charts and errors call it. */
  readonly name: string;
  /** The points: rows of equal length, or `[size, dimension]` in one typed array, row by row. They are copied, with 32 bits a number. */
  readonly points: readonly (readonly number[])[] | NumberArray;
  /** How many numbers a point has. Default: the length of the first row; a typed array needs it. */
  readonly dimension?: number;
  /** How the numbers of a point stand, where it is an image. Default: in no way. */
  readonly shape?: Dataset["shape"];
  /** The class of each point. Default: none. */
  readonly labels?: Labels;
}

/** Which of gan-pytorch's data, and how they are drawn. */
export interface GanPytorchDataOptions {
  /** Its name there. Default "data1". */
  readonly set?: "data1" | "data2" | "warm-up";
  /** How many points. Default: gan-pytorch's, 20,000 for data1 and data2, 10,000 for warm-up. */
  readonly size?: number;
  /** The seed of the drawing. Default 0. */
  readonly seed?: number;
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

/** Where an interval in the plane lies. */
export interface Interval2DOptions {
  /** Its length. Default 2. */
  readonly length?: number;
  /** The standard deviation of the normal noise across it. Default 0.05. */
  readonly noise?: number;
  /** By how much it is turned about its start, in radians, from the first axis towards the second. Default 0. */
  readonly angle?: number;
  /** Where it starts. Default (0, 0). */
  readonly offset?: readonly [x: number, y: number];
}

/** The ends of the interval. */
export interface IntervalOptions {
  /** The lower end. Default -2. */
  readonly low?: number;
  /** The upper end, above `low`. Default 0. */
  readonly high?: number;
}

/** What a finite set is stretched to. */
export interface MinMaxScaledOptions {
  /** The smallest value on each axis. Default -1. */
  readonly low?: number;
  /** The largest value on each axis. Default 1. */
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

/** Where the lines are. */
export interface ParallelLinesOptions {
  /** The first coordinate of the line, or of each of several; each has the same share of the data. Default 0: one line. */
  readonly at?: number | readonly number[];
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

/** The shape of gan_comparison's roll. */
export interface RollOptions {
  /** How often it goes round. Default 3. */
  readonly turns?: number;
  /** The standard deviation of the noise at right angles to the radius. Default 0.1. */
  readonly noise?: number;
}

/** The shape of spirals. */
export interface SpiralsOptions {
  /** How many arms, equal and evenly turned. Default 2. */
  readonly arms?: number;
  /** How often an arm would go round between the centre and its outer end. Default 1.5. */
  readonly turns?: number;
  /** The distance of the outer ends from the centre. Default 1. */
  readonly radius?: number;
  /** The standard deviation of the normal noise on each axis. Default 0.02. */
  readonly noise?: number;
}

/** The size and the noise of a square that stands on a corner. */
export interface SquareOptions {
  /** How far its corners are from its centre, before the noise. Default 1.5. */
  readonly radius?: number;
  /** How far each coordinate is moved at most: by noise U(0, 1). Default 0.05. */
  readonly noise?: number;
  /** Whether to move evenly to both sides, by noise U(-1/2, 1/2). Default false, as GANConvergence does. */
  readonly centred?: boolean;
}

/** The noise and the size of a rolled line. */
export interface SwissRollOptions {
  /** The standard deviation of the normal noise on each axis, before scaling, as in scikit-learn. Default 0. */
  readonly noise?: number;
  /** What scikit-learn's coordinates are multiplied by. Default 0.1. */
  readonly scale?: number;
  /** What is then added to both. Default -0.5. */
  readonly offset?: number;
}

/** The noise of two moons. */
export interface TwoMoonsOptions {
  /** The standard deviation of the normal noise on each axis. Default 0.05. */
  readonly noise?: number;
}
