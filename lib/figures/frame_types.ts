import type { Axes } from "./axes.ts";
import type { Figure } from "./figure.ts";
import type { CanvasRenderingContext2D } from "./skia.ts";

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
  /** Whether its colours are those of photographs, which dark pages leave as they are. @default false */
  readonly photo?: boolean;
}

/** A standalone SVG with a name: what `diracFrames` returns. */
export interface NamedPicture {
  /** Its source, with a width and a height. */
  readonly svg: string;
  /** The frame's name, such as "step 400". */
  readonly label: string;
}

/**
 * One frame of a strip or film: a drawing function, a sketch, a figure made by `plot()`, a
 * standalone SVG's source (with a name or without), or the bytes of a PNG or WebP picture.
 */
export type Frame = Drawing | Sketch | Figure | NamedPicture | string | Uint8Array;

/**
 * A moment of a training: samples of the generator and, where it was taken, the critic on a grid.
 */
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
