import * as Plot from "@observablehq/plot";
import { colours } from "./colours.ts";
import { type Description, type Figure, requireDescription } from "./figure.ts";
import { pictureFigure } from "./picture.ts";
import { chart } from "./plot.ts";
import type { Key } from "./svg.ts";

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

/**
 * Lines over one axis: losses as functions, eigenvalues against a step size, one run's history.
 *
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when there are no lines, one has no finite value, or x and y are not equally long
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { curves } from "saddle/figures/mod.ts";
 *
 * const x = [-2, -1, 0, 1, 2];
 * const figure = curves({
 *   series: [{ label: "softplus", x, y: x.map((v) => Math.log1p(Math.exp(v))) }],
 *   xLabel: "logit",
 *   yLabel: "loss",
 *   caption: "The logistic loss is nearly straight far out.",
 *   alt: "A curve that rises from near zero to near two",
 * });
 * assert.match(figure.svg ?? "", /softplus/);
 * ```
 */
export function curves(options: CurvesOptions): Figure {
  requireDescription(options);
  const { series } = options;
  if (series.length === 0) throw new RangeError("Expected at least one line, got none");
  series.forEach(requireCurve);
  const marks = series.map((curve, at) =>
    Plot.line(pairs(curve.x, curve.y), {
      stroke: colourAt(curve, at),
      strokeWidth: 2,
      ...(curve.dashed ? { strokeDasharray: "6 4" } : {}),
    })
  );
  return lineChart(options, marks, keysOf(series));
}

/** A chart of marks with a floor, a legend and the course's axes. */
export function lineChart(
  options: ChartOptions,
  marks: readonly Plot.Markish[],
  keys: readonly Key[],
): Figure {
  const { caption, alt, title, xLabel = "step", yLabel, height = 380, yDomain } = options;
  const { xScale = "linear", yScale = "linear", floor } = options;
  const level = typeof floor === "number" ? { value: floor, label: "sampling floor" } : floor;
  const { svg, width } = chart({
    ...(title === undefined ? {} : { title }),
    height,
    x: { label: xLabel, type: xScale, ...(xScale === "log" ? { tickFormat: "~g" } : {}) },
    y: {
      label: yLabel,
      type: yScale,
      ...(yScale === "log" ? { tickFormat: "~g", ticks: 5 } : {}),
      ...(yDomain ? { domain: [...yDomain], clamp: true } : {}),
    },
    marks: [
      ...(level
        ? [Plot.ruleY([level.value], {
          stroke: colours.theory,
          strokeDasharray: "6 4",
          strokeWidth: 1.8,
        })]
        : []),
      ...marks,
    ],
  }, [
    ...keys,
    ...(level ? [{ label: level.label, colour: colours.theory, mark: "dashed" as const }] : []),
  ]);
  return pictureFigure(svg, width, { caption, alt });
}

/** A line's colour: its own, or its place's in the course's order. */
export function colourAt({ colour }: { readonly colour?: string }, at: number): string {
  return colour ?? colours.methods[at % colours.methods.length]!;
}

/** The legend of some lines. */
export function keysOf(
  series: readonly { label: string; colour?: string; dashed?: boolean }[],
): Key[] {
  return series.map((line, at) => ({
    label: line.label,
    colour: colourAt(line, at),
    mark: line.dashed ? "dashed" : "line",
  }));
}

function pairs(x: ArrayLike<number>, y: ArrayLike<number>): [number, number][] {
  return Array.from(x, (value, at) => {
    const height = y[at]!;
    return [value, Number.isFinite(height) ? height : NaN];
  });
}

function requireCurve({ label, x, y }: Curve): void {
  if (x.length !== y.length) {
    throw new RangeError(
      `Expected as many x as y in "${label}", got ${x.length} and ${y.length}`,
    );
  }
  if (!Array.from(y).some(Number.isFinite)) {
    throw new RangeError(`Expected finite values in "${label}", got none in ${y.length}`);
  }
}
