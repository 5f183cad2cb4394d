import type { Random } from "../random/mod.ts";

/** The modes of a mixture of round Gaussians that share one deviation. */
export interface Modes {
  /** The centres, `[modes, dimension]`, row by row. */
  readonly centres: Float32Array;
  /** The share of the data in each mode, `[modes]`; they sum to 1. */
  readonly weights: Float32Array;
  /** The standard deviation of each mode along each axis, in the units of the data. */
  readonly deviation: number;
}

/** The smallest and the largest value of an axis that a chart of the data should show. */
export type Extent = readonly [low: number, high: number];

/** The class of each point of a set. */
export interface Labels {
  /** One number a point: a place in `names`. */
  readonly values: Uint8Array | Int32Array;
  /** What the classes are called. */
  readonly names: readonly string[];
}

/** A distribution of data that can be sampled. Plain numbers; rows are points. */
export interface Dataset {
  /** What charts and errors call it. */
  readonly name: string;
  /** How many numbers a point has. */
  readonly dimension: number;
  /** How the numbers of a point stand, where it is an image: rows of pixels, channels innermost. */
  readonly shape?: readonly [height: number, width: number, channels: number];
  /**
   * Draws n independent points: `[n, dimension]`, row by row. RangeError unless n is
   * an integer >= 0.
   */
  sample(random: Random, n: number): Float32Array;
  /** The modes, where the data are a mixture of Gaussians of one deviation. */
  readonly modes?: Modes;
  /**
   * The probability density at a point, where it is known exactly. RangeError if the point has
   * another dimension.
   */
  density?(point: ArrayLike<number>): number;
  /**
   * The curves that the data lie on, or lay on before noise was added, where there are such: each
   * `[points, dimension]`, row by row, to be joined by straight lines. Exact for polygons, drawn
   * finely for round curves.
   */
  readonly manifold?: readonly Float32Array[];
  /** Per axis: the window that a chart of the data should show. */
  readonly extent: readonly Extent[];
}

/**
 * A finite set of points. `sample` draws its rows with replacement; `batches` walks through it in
 * epochs. `modes`, `density` and `manifold`, where present, are those of the distribution that the
 * points were drawn from.
 */
export interface FiniteDataset extends Dataset {
  /** The points, `[size, dimension]`, row by row. */
  readonly points: Float32Array;
  /** How many points there are. */
  readonly size: number;
  /** Their classes, where they have any. */
  readonly labels?: Labels;
  /**
   * Some of the points by their places, `[places, dimension]`, in `out` if given. Sets have it
   * whose points are decoded or put together when they are asked for; `points` then makes all of
   * them at its first use, and keeps them.
   */
  rows?(places: ArrayLike<number>, out?: Float32Array): Float32Array;
}

/** A source of batches of one size. */
export interface Batches {
  /**
   * The next batch, `[size, dimension]`, in `out` if given, else in a new array. RangeError if
   * `out` has another length.
   */
  next(out?: Float32Array): Float32Array;
  /**
   * The places in a finite set of the points of the last batch; empty before the first, and if the
   * data are not finite.
   */
  readonly places: Int32Array;
  /**
   * How many times the batches handed out have gone through a finite set; 0 for ever if the data
   * are not finite.
   */
  readonly epoch: number;
  /**
   * Where it stands, beside where its stream does: to go on later with {@linkcode Batches.seek}.
   */
  position(): BatchesPosition;
  /** Goes to where batches of the same data and size stood. */
  seek(position: BatchesPosition): void;
}

/** Where {@linkcode Batches} stand. */
export interface BatchesPosition {
  /** Batches handed out; 0 for ever if the data are not finite. */
  readonly done: number;
  /** The order of the epoch that they are in the middle of; empty between two epochs. */
  readonly order: Int32Array;
}
