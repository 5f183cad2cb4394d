import * as Plot from "@observablehq/plot";
import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import type { Curve, CurvesOptions } from "./chart_types.ts";
import type { Figure } from "./figure_types.ts";
import { colourAt, curveKeys, LINE_OPTIONS, lineChart } from "./line_chart.ts";
import { requireDescription } from "./require_description.ts";
import { thin } from "./thin.ts";

const OPTIONS = namesOf<CurvesOptions>({ ...LINE_OPTIONS, caption: true, alt: true, title: true });

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
  requireDescription(options);
  checkNames("curves", options, OPTIONS);
  return lineChart(options, curveMarks(options), curveKeys(options.series));
}

/** The lines themselves, checked. */
export function curveMarks(
  options: Pick<CurvesOptions, "series" | "xScale" | "yScale" | "yDomain">,
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
