import * as Plot from "@observablehq/plot";
import { parts, read, type Spec, type Values } from "../options/mod.ts";
import type { Figure } from "./figure.ts";
import { CHART, type ChartOptions, colourAt, curveKeys, lineChart } from "./line_chart.ts";
import { requireDescription } from "./require_description.ts";
import { thin } from "./thin.ts";

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

/** Options of {@linkcode curves}. */
export interface CurvesOptions extends ChartOptions {
  /** The lines, in the order of the legend. */
  readonly series: readonly Curve[];
}

/** What fits {@linkcode CurvesOptions}. */
export const CURVES = {
  ...CHART,
  series: parts<Curve>("a list of lines { label, x, y }", "label"),
} satisfies Spec<CurvesOptions>;

/**
 * Lines over one axis: losses as functions, eigenvalues against a step size, one run's history.
 *
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when an option or a scale is unknown, there are no lines, one has no finite
 * value, or x and y are not equally long
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
  requireDescription(options, "curves");
  const given = read("curves", options, CURVES);
  return lineChart(given, curveMarks(given), curveKeys(given.series));
}

/** The lines themselves, checked. */
export function curveMarks(
  options: Pick<Values<typeof CURVES>, "series" | "xScale" | "yScale" | "yDomain">,
): Plot.Markish[] {
  const { series } = options;
  if (series.length === 0) throw new RangeError("Expected at least one line, got none");
  series.forEach(requireCurve);
  const clip = options.yDomain !== undefined;
  return series.map((curve, at) =>
    Plot.line(thin(pairs(curve.x, curve.y), options), {
      clip,
      stroke: colourAt(curve, at),
      strokeWidth: 2,
      strokeDasharray: curve.dash ?? (curve.dashed ? "6 4" : "none"),
    })
  );
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
