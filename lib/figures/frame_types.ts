import type { Axes } from "./axes.ts";
import type { ChartOptions, Curve } from "./chart_types.ts";
import type { CanvasRenderingContext2D } from "./canvas_types.ts";
import type { Description, Figure } from "./figure_types.ts";

/** Options of {@linkcode film}. */
export interface FilmOptions extends Description {
  /** A name for each frame. @default the frames' own, or their numbers from 0 */
  readonly labels?: readonly string[];
  /** Width of a drawn frame, without its axes, in pixels. @default 400 */
  readonly width?: number;
  /** Height of a drawn frame, without its axes, in pixels. @default the width */
  readonly height?: number;
  /** How fast it plays. @default 8 */
  readonly framesPerSecond?: number;
  /** How many frames the static strip shows, evenly spaced, first and last among them. @default 6 */
  readonly still?: number;
  /** Lines under the frames on which a marker moves with them. @default none */
  readonly curve?: FilmCurve;
}

/** A metric under a film: its whole course, and where the frame shown stands in it. */
export interface FilmCurve extends Omit<ChartOptions, keyof Description | "title"> {
  /** The lines. The marker moves along the first: the run that is filmed. */
  readonly series: readonly Curve[];
  /** Where each frame stands on the horizontal axis: as many numbers as frames. */
  readonly at: ArrayLike<number>;
}

/** The area a frame is drawn in, in pixels; (0, 0) is its upper left corner. */
export interface Area {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
}

/** Draws one frame on a canvas. The area is white before. */
export type Drawing = (context: CanvasRenderingContext2D, area: Area) => void;

/** A drawing that knows its axes and its name: what `scatterFrames` and its like return. */
export interface Sketch {
  /** Draws the inside of the axes. */
  readonly draw: Drawing;
  /** The axes around it. @default none */
  readonly axes?: Axes;
  /** The frame's name, such as "step 400". @default its number */
  readonly label?: string;
}

/** A standalone SVG with a name: what `diracFrames` returns. */
export interface NamedPicture {
  /** Its source, with a width and a height. */
  readonly svg: string;
  /** The frame's name, such as "step 400". */
  readonly label: string;
}

/**
 * One frame of a strip or film: a drawing function, a sketch, a figure made by `plot()`, a standalone
 * SVG's source (with a name or without), or the bytes of a PNG or WebP picture.
 */
export type Frame = Drawing | Sketch | Figure | NamedPicture | string | Uint8Array;

/** Options of {@linkcode histogramFrames}. */
export interface HistogramOptions {
  /** The window shown, `[low, high]`. */
  readonly range: readonly [number, number];
  /** Bars over the window. @default 60 */
  readonly bins?: number;
  /** Samples of the data, drawn behind. @default none */
  readonly data?: Float32Array;
  /** The data's exact density, drawn as a line. @default none */
  readonly density?: (x: number) => number;
  /** The critic as a function of x at a snapshot, drawn scaled to the height, dashed. @default the snapshot's own, where it has one on a line */
  readonly critic?: (snapshot: SampleSnapshot) => (x: number) => number;
  /** The critic's values at the bottom and at the top, the same in all frames; then a thin line marks their middle. @default each frame's own lowest and highest, with some room */
  readonly criticRange?: readonly [low: number, high: number];
  /** How many runs the snapshots hold. @default 1 */
  readonly runs?: number;
  /** Which of them to show. @default 0 */
  readonly run?: number;
  /** The highest density shown. @default the highest among data, density and samples */
  readonly top?: number;
  /** The axis's name. @default "x" */
  readonly label?: string;
}

/** Options of {@linkcode intervalFrames}. */
export interface IntervalFramesOptions {
  /** Points of the data. */
  readonly data: Float32Array;
  /** The window shown, `[low, high]`. @default [-3, 3] */
  readonly range?: readonly [number, number];
  /** How many runs the snapshots hold. @default 1 */
  readonly runs?: number;
  /** Which of them to show. @default 0 */
  readonly run?: number;
  /** The highest and lowest value of the critic shown. @default the largest in sight in any frame */
  readonly top?: number;
  /** The horizontal axis's name. @default "x" */
  readonly label?: string;
}

/** A moment of a training: samples of the generator and, where it was taken, the critic on a grid. */
export interface SampleSnapshot {
  /** The step at which it was taken. */
  readonly step: number;
  /** Samples of the generator, `[runs, n, 2]` row-major. */
  readonly samples: Float32Array;
  /** The critic on a grid, `[runs, ny, nx]`, row 0 lowest y. */
  readonly critic?: Float32Array;
  /** The window and size of that grid. */
  readonly grid?: {
    /** Window along x. */
    readonly x: readonly [number, number];
    /** Window along y. */
    readonly y: readonly [number, number];
    /** Columns. */
    readonly nx: number;
    /** Rows. */
    readonly ny: number;
  };
}

/** Options of {@linkcode scatterFrames}. */
export interface ScatterOptions {
  /** The window shown, `[[x low, x high], [y low, y high]]`: a dataset's `extent`. */
  readonly extent: readonly (readonly [number, number])[];
  /** Points of the data, `[n, 2]`, drawn under the samples. @default none */
  readonly data?: Float32Array;
  /** How many runs the snapshots hold. @default 1 */
  readonly runs?: number;
  /** Which of them to show. @default 0 */
  readonly run?: number;
  /** The critic's values that get the darkest blue and, negated, orange, about its middle value. @default the largest in sight */
  readonly range?: number;
  /** The names of the axes. @default ["x", "y"] */
  readonly labels?: readonly [x: string, y: string];
  /** Dots drawn at most, of the data and of the samples: the first ones. @default 300 */
  readonly most?: number;
  /** Radius of a dot in pixels. @default 2.5 */
  readonly radius?: number;
}

/** Options of {@linkcode strip}. */
export interface StripOptions extends Description {
  /** A name over each frame. @default the frames' own, or their numbers from 0 */
  readonly labels?: readonly string[];
  /** Width of a drawn frame, without its axes, in pixels. @default 150 */
  readonly width?: number;
  /** Height of a drawn frame, without its axes, in pixels. @default the width */
  readonly height?: number;
  /** How wide a frame is shown, with its axes, in pixels. @default the frame's own width, at most 300 */
  readonly shown?: number;
}
