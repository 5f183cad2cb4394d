import type { Description } from "./figure_types.ts";

/** A critic's values on a grid over a window of the plane. */
export interface CriticGrid {
  /** The values, `[ny, nx]` row-major, row 0 lowest y. Nodes stand on the window's edges too. */
  readonly values: Float32Array;
  /** Window along x. */
  readonly x: readonly [number, number];
  /** Window along y. */
  readonly y: readonly [number, number];
  /** Columns. */
  readonly nx: number;
  /** Rows. */
  readonly ny: number;
}

/** Options of {@linkcode samples2d}. */
export interface Samples2dOptions extends Description {
  /** The window shown, `[[x low, x high], [y low, y high]]`: a dataset's `extent`. */
  readonly extent: readonly (readonly [number, number])[];
  /** Points of the data, `[n, 2]`. @default none */
  readonly data?: Float32Array;
  /** The generator's samples, `[n, 2]`. @default none */
  readonly samples?: Float32Array;
  /** The critic on a grid, drawn as a map with level lines, blue where it is high. @default none */
  readonly critic?: CriticGrid;
  /** The title above. @default none */
  readonly title?: string;
  /** The names of the axes. @default ["x", "y"] */
  readonly labels?: readonly [x: string, y: string];
  /** Width without axes, in pixels. @default 440 */
  readonly width?: number;
  /** Height without axes, in pixels. @default in proportion to the extent */
  readonly height?: number;
  /** Dots drawn at most, of the data and of the samples: the first ones. @default 1000 */
  readonly most?: number;
  /** Radius of a dot in pixels. @default 2.5 */
  readonly radius?: number;
}
