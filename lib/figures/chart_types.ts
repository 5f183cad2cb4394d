import type { Description } from "./figure_types.ts";

/** One line of {@linkcode curves}. */
export interface Curve {
  /** What it is; named in the legend. */
  readonly label: string;
  /** Where: as many numbers as in `y`. */
  readonly x: ArrayLike<number>;
  /** How high. NaN and infinities leave a gap. */
  readonly y: ArrayLike<number>;
  /** Its colour. @default the course's method colours in order */
  readonly colour?: string;
  /** Whether it is dashed, as theory is. @default false */
  readonly dashed?: boolean;
  /** Its dashes, as an SVG dash array; {@linkcode methodLook} has a method's. @default solid */
  readonly dash?: string;
}

/** What the line charts share. */
export interface ChartOptions extends Description {
  /** The title above. @default none */
  readonly title?: string;
  /** The name of the horizontal axis, with its unit. @default "step" */
  readonly xLabel?: string;
  /** The name of the vertical axis, with its unit. */
  readonly yLabel: string;
  /** The scale of the horizontal axis. @default "linear" */
  readonly xScale?: "linear" | "log";
  /** The scale of the vertical axis. @default "linear" */
  readonly yScale?: "linear" | "log";
  /** The window of the vertical axis. @default all that is drawn */
  readonly yDomain?: readonly [low: number, high: number];
  /** Height in pixels; the width is 640. @default 380 */
  readonly height?: number;
  /** A level to compare with, such as a sampling floor, drawn dashed and grey. @default none */
  readonly floor?: number | { readonly value: number; readonly label: string };
}

/** Options of {@linkcode curves}. */
export interface CurvesOptions extends ChartOptions {
  /** The lines, in the order of the legend. */
  readonly series: readonly Curve[];
}

/** One method over several seeds. */
export interface SeedsSeries {
  /** The method; named in the legend. */
  readonly label: string;
  /** The steps measured at. */
  readonly x: ArrayLike<number>;
  /** The metric, `[runs][steps]`; NaN where a run has diverged; what is infinite is not drawn. */
  readonly values: readonly ArrayLike<number>[];
  /** Its colour. @default the course's method colours in order */
  readonly colour?: string;
  /** Its dashes, as an SVG dash array; {@linkcode methodLook} has a method's. @default solid */
  readonly dash?: string;
  /** How many runs diverged. @default those whose last value is NaN */
  readonly diverged?: number;
}

/** Options of {@linkcode seedsBand}. */
export interface SeedsBandOptions extends ChartOptions {
  /** The methods, in the order of the legend. */
  readonly series: readonly SeedsSeries[];
  /** The quantiles the band reaches from and to. @default [0.25, 0.75] */
  readonly band?: readonly [low: number, high: number];
  /** On which side a diverged run ranks: "high" where small is good. @default "high" */
  readonly worst?: "high" | "low";
}
