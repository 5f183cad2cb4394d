import {
  anyText,
  callable,
  count,
  ends,
  floats,
  open,
  positive,
  read,
  type Spec,
} from "../options/mod.ts";
import type { Axes } from "./axes.ts";
import type { CanvasRenderingContext2D } from "./skia.ts";
import { colours } from "./colours.ts";
import { criticOnLine } from "./critic_line.ts";
import { extremes } from "./extremes.ts";
import type { Area, SampleSnapshot, Sketch } from "./frame_types.ts";
import { ofRun, RUNS } from "./plane.ts";
import { requireFinite } from "./require_finite.ts";

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
  /**
   * The critic as a function of x at a snapshot, drawn scaled to the height, dashed. @default the
   * snapshot's own, where it has one on a line
   */
  readonly critic?: (snapshot: SampleSnapshot) => (x: number) => number;
  /**
   * The critic's values at the bottom and at the top, the same in all frames; then a thin line
   * marks their middle. @default each frame's own lowest and highest, with some room
   */
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

/** What fits {@linkcode HistogramOptions}. */
export const HISTOGRAM_FRAMES = {
  range: ends(),
  bins: count(60),
  data: open(floats()),
  density: open(callable<NonNullable<HistogramOptions["density"]>>("a function of x")),
  critic: open(callable<NonNullable<HistogramOptions["critic"]>>("a function of a snapshot")),
  criticRange: open(ends()),
  ...RUNS,
  top: open(positive()),
  label: anyText("x"),
} satisfies Spec<HistogramOptions>;

/**
 * Frames of a training on the line: the data's histogram or density in blue, the generator's
 * samples in vermillion. For `film` and `strip`. Where the snapshots hold the critic on a line, it
 * is drawn dashed, as far as its grid reaches.
 *
 * @param snapshots `{ step, samples }` with samples `[runs, n, 1]`
 * @throws {RangeError} when there are no snapshots, sizes do not fit, or a value
 * is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { histogramFrames } from "saddle/figures/mod.ts";
 *
 * const snapshots = [{ step: 10, samples: Float32Array.of(0.1, 0.2, 0.25) }];
 * const [frame] = histogramFrames(snapshots, { range: [0, 1], bins: 10 });
 * assert.equal(frame?.label, "step 10");
 * assert.deepEqual(frame?.axes?.y.domain, [0, 1.05 * 20 / 3]); // two of three in a bin 0.1 wide
 * ```
 */
export function histogramFrames(
  snapshots: readonly SampleSnapshot[],
  options: HistogramOptions,
): Sketch[] {
  const given = read("histogramFrames", options, HISTOGRAM_FRAMES);
  if (snapshots.length === 0) throw new RangeError("Expected at least one snapshot, got none");
  const { range, bins, data, density, critic, criticRange, runs, run, label } = given;
  if (data) requireFinite("data", data);
  const behind = data && histogram(data, range, bins);
  const fronts = snapshots.map(({ step, samples }) => {
    const own = ofRun("samples", samples, runs, run);
    requireFinite(`samples at step ${step}`, own);
    return histogram(own, range, bins);
  });
  const top = given.top ?? 1.05 * highest([behind ?? [], ...fronts], density, range);
  const axes: Axes = { x: { domain: range, label }, y: { domain: [0, top], label: "density" } };
  return snapshots.map((snapshot, at) => ({
    label: `step ${snapshot.step}`,
    axes,
    draw: (context, area) => {
      if (behind) drawBars(context, area, behind, top, colours.data);
      drawBars(context, area, fronts[at]!, top, colours.generator);
      if (density) drawCurve(context, area, range, (x) => density(x) / top, colours.data, []);
      const score = critic ? critic(snapshot) : criticOnLine(snapshot, runs, run);
      if (!score) return;
      if (criticRange) drawMiddle(context, area);
      const height = criticRange ? within(score, criticRange) : spread(score, range);
      drawCurve(context, area, range, height, "#333", [6, 5]);
    },
  }));
}

/**
 * Densities of the bars: shares over widths, so that the bars' area is the share inside the window.
 */
function histogram(
  samples: Float32Array,
  [low, high]: readonly [number, number],
  bins: number,
): number[] {
  const heights = new Array<number>(bins).fill(0);
  const width = (high - low) / bins;
  for (const value of samples) {
    const bin = Math.min(bins - 1, Math.floor((value - low) / width));
    if (value >= low && value <= high) heights[bin]! += 1;
  }
  return heights.map((count) => count / samples.length / width);
}

function highest(
  histograms: readonly (readonly number[])[],
  density: ((x: number) => number) | undefined,
  [low, high]: readonly [number, number],
): number {
  const curve = density
    ? Array.from({ length: 201 }, (_, at) => density(low + at / 200 * (high - low)))
    : [];
  // A collapsed generator's one bar would flatten everything else: the data decides
  // where it is there.
  const data = Math.max(extremes([...curve, ...histograms[0]!])[1], 0);
  const [, all] = extremes(histograms.flat());
  return (data > 0 ? Math.min(all, 2.5 * data) : all) || 1;
}

function drawBars(
  context: CanvasRenderingContext2D,
  area: Area,
  heights: readonly number[],
  top: number,
  colour: string,
): void {
  const width = area.width / heights.length;
  context.globalAlpha = 0.55;
  context.fillStyle = colour;
  heights.forEach((height, at) => {
    const size = Math.min(1, height / top) * area.height;
    context.fillRect(at * width, area.height - size, width, size);
  });
  context.globalAlpha = 1;
}

function drawCurve(
  context: CanvasRenderingContext2D,
  area: Area,
  [low, high]: readonly [number, number],
  height: (x: number) => number,
  colour: string,
  dash: number[],
): void {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.setLineDash(dash);
  context.beginPath();
  let pen: "moveTo" | "lineTo" = "moveTo";
  for (let at = 0; at <= 200; at++) {
    const y = area.height * (1 - height(low + at / 200 * (high - low)));
    // Nothing is drawn where there is no number: a critic's line ends with its grid.
    if (Number.isFinite(y)) context[pen](at / 200 * area.width, y);
    pen = Number.isFinite(y) ? "lineTo" : "moveTo";
  }
  context.stroke();
  context.setLineDash([]);
}

/** A function stretched to fill the height: a critic's scale is not the density's. */
function spread(
  critic: (x: number) => number,
  [low, high]: readonly [number, number],
): (x: number) => number {
  const values = Array.from({ length: 101 }, (_, at) => critic(low + at / 100 * (high - low)));
  const [bottom, top] = extremes(values.filter(Number.isFinite));
  // A flat critic has no height of its own: it is drawn in the middle.
  const share = top > bottom ? (value: number) => (value - bottom) / (top - bottom) : () => 0.5;
  return (x) => Number.isNaN(critic(x)) ? NaN : 0.05 + 0.9 * share(critic(x));
}

/** A function on a scale that is the same in all frames. */
function within(
  critic: (x: number) => number,
  [bottom, top]: readonly [number, number],
): (x: number) => number {
  return (x) => (critic(x) - bottom) / (top - bottom);
}

function drawMiddle(context: CanvasRenderingContext2D, { width, height }: Area): void {
  context.strokeStyle = colours.grid;
  context.lineWidth = 1;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(0, height / 2);
  context.lineTo(width, height / 2);
  context.stroke();
}
