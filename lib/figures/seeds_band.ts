import { quantile } from "../numbers/mod.ts";
import * as Plot from "@observablehq/plot";
import { choice, pair, parts, read, type Spec } from "../options/mod.ts";
import type { Figure } from "./figure.ts";
import { CHART, type ChartOptions, colourAt, curveKeys, lineChart } from "./line_chart.ts";
import { requireDescription } from "./require_description.ts";

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

/** What fits {@linkcode SeedsBandOptions}. */
export const SEEDS_BAND = {
  ...CHART,
  series: parts<SeedsSeries>("a list of lines { label, x, values }", "label"),
  band: pair({ from: 0, to: 1 }, [0.25, 0.75]),
  worst: choice(["high", "low"], "high"),
} satisfies Spec<SeedsBandOptions>;

/**
 * A metric over training: the median over seeds as a line, a band between two quantiles, the
 * sampling floor dashed. A run that diverged stays in the count, ranked worst, and the legend says
 * "n of N diverged".
 *
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when an option or a scale is unknown, there are no series or runs, lengths
 * do not fit, nothing is finite, or `worst` is neither "high" nor "low"
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
  requireDescription(options, "seedsBand");
  const given = read("seedsBand", options, SEEDS_BAND);
  const { series, band, worst } = given;
  if (series.length === 0) throw new RangeError("Expected at least one series, got none");
  if (!(0 <= band[0] && band[0] < band[1] && band[1] <= 1)) {
    throw new RangeError(`Expected quantiles 0 <= low < high <= 1 as band, got [${band}]`);
  }
  series.forEach(requireSeries);
  const summaries = series.map((one) => summarise(one, band, worst));
  const marks = summaries.flatMap((points, at) => {
    const colour = colourAt(series[at]!, at);
    const shared = { x: "x", clip: given.yDomain !== undefined };
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
  return lineChart(given, marks, curveKeys(series.map(named)));
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
    // A band whose bad end has diverged is drawn to its last finite value; the legend
    // tells the rest.
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
