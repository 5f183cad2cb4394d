import { quantile } from "../numbers/mod.ts";
import * as Plot from "@observablehq/plot";
import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import { checkOption } from "../checks/check_option.ts";
import type { SeedsBandOptions, SeedsSeries } from "./chart_types.ts";
import type { Figure } from "./figure_types.ts";
import { colourAt, curveKeys, LINE_OPTIONS, lineChart } from "./line_chart.ts";
import { requireDescription } from "./require_description.ts";

const OPTIONS = namesOf<SeedsBandOptions>({
  ...LINE_OPTIONS,
  caption: true,
  alt: true,
  title: true,
  band: true,
  worst: true,
});

/**
 * A metric over training: the median over seeds as a line, a band between two quantiles, the sampling
 * floor dashed. A run that diverged stays in the count, ranked worst, and the legend says
 * "n of N diverged".
 *
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when an option or a scale is unknown, there are no series or runs, lengths do
 * not fit, nothing is finite, or `worst` is neither "high" nor "low"
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { seedsBand } from "saddle/figures/mod.ts";
 *
 * const figure = seedsBand({
 *   series: [{ label: "WGAN-GP", x: [0, 100], values: [[1, 0.1], [1, 0.2], [1, NaN]] }],
 *   floor: 0.05,
 *   yLabel: "Wasserstein distance (data units)",
 *   caption: "Two of three runs approach the floor.",
 *   alt: "A falling line with a band",
 * });
 * assert.match(figure.svg ?? "", /1 of 3 diverged/);
 * ```
 */
export function seedsBand(options: SeedsBandOptions): Figure {
  requireDescription(options);
  checkNames("seedsBand", options, OPTIONS);
  const { series, band = [0.25, 0.75], worst = "high" } = options;
  checkOption("seedsBand", "worst", worst, ["high", "low"]);
  if (series.length === 0) throw new RangeError("Expected at least one series, got none");
  if (!(0 <= band[0] && band[0] < band[1] && band[1] <= 1)) {
    throw new RangeError(`Expected quantiles 0 <= low < high <= 1 as band, got [${band}]`);
  }
  series.forEach(requireSeries);
  const summaries = series.map((one) => summarise(one, band, worst));
  const marks = summaries.flatMap((points, at) => {
    const colour = colourAt(series[at]!, at);
    const shared = { x: "x", clip: options.yDomain !== undefined };
    return [
      Plot.areaY(points, { ...shared, y1: "low", y2: "high", fill: colour, fillOpacity: 0.18 }),
      Plot.line(points, {
        ...shared,
        y: "median",
        stroke: colour,
        strokeWidth: 2.2,
        strokeDasharray: series[at]!.dash ?? "none",
      }),
    ];
  });
  return lineChart(options, marks, curveKeys(series.map(named)));
}

interface Point {
  readonly x: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

function summarise(
  { x, values }: SeedsSeries,
  [low, high]: readonly [number, number],
  worst: "high" | "low",
): Point[] {
  const bad = worst === "high" ? Infinity : -Infinity;
  return Array.from(x, (position, step) => {
    const sorted = values.map((run) => Number.isNaN(run[step] ?? NaN) ? bad : run[step]!)
      .sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
    const at = (share: number) => shownQuantile(sorted, share);
    const median = at(0.5);
    // A band whose bad end has diverged is drawn to its last finite value; the legend tells the rest.
    const finite = sorted.filter(Number.isFinite);
    const edge = (value: number, last: number | undefined) =>
      Number.isFinite(median) && !Number.isFinite(value) ? last ?? NaN : value;
    return {
      x: position,
      low: edge(at(low), finite[0]),
      median,
      high: edge(at(high), finite.at(-1)),
    };
  });
}

/** A quantile, NaN where it falls among diverged runs. */
function shownQuantile(sorted: readonly number[], share: number): number {
  const value = quantile(sorted, share);
  return Number.isFinite(value) ? value : NaN;
}

function named(series: SeedsSeries, at: number): { label: string; colour: string; dash: string } {
  const { label, values, dash = "none" } = series;
  const diverged = series.diverged ??
    values.filter((run) => Number.isNaN(run[run.length - 1] ?? NaN)).length;
  const note = diverged > 0 ? ` (${diverged} of ${values.length} diverged)` : "";
  return { label: label + note, colour: colourAt(series, at), dash };
}

function requireSeries({ label, x, values }: SeedsSeries): void {
  if (values.length === 0) throw new RangeError(`Expected runs in "${label}", got none`);
  values.forEach((run, at) => {
    if (run.length !== x.length || x.length === 0) {
      throw new RangeError(
        `Expected ${x.length} steps in run ${at} of "${label}" (as in x), got ${run.length}`,
      );
    }
  });
  if (!values.some((run) => Array.from(run).some(Number.isFinite))) {
    throw new RangeError(`Expected finite values in "${label}", got none`);
  }
}
