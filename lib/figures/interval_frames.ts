import { anyText, ends, floats, open, positive, read, type Spec } from "../options/mod.ts";
import type { Axes } from "./axes.ts";
import { CANVAS_FONTS } from "./canvas_fonts.ts";
import type { CanvasRenderingContext2D } from "./skia.ts";
import { colours } from "./colours.ts";
import { criticColour } from "./critic_colour.ts";
import { criticOnLine } from "./critic_line.ts";
import { extremes } from "./extremes.ts";
import { formatNumber } from "./format_number.ts";
import type { Area, SampleSnapshot, Sketch } from "./frame_types.ts";
import { ofRun, RUNS } from "./plane.ts";
import { requireFinite } from "./require_finite.ts";

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
  /**
   * The highest and lowest value of the critic shown. @default the largest in sight in any frame
   */
  readonly top?: number;
  /** The horizontal axis's name. @default "x" */
  readonly label?: string;
}

/** Samples drawn as ticks, at most. */
const MOST_TICKS = 60;

/** Pixels of an arrow at a slope of 1, and at most. */
const ARROW = { unit: 32, most: 60 };

/** What fits {@linkcode IntervalFramesOptions}. */
export const INTERVAL_FRAMES = {
  data: floats(),
  range: ends([-3, 3]),
  ...RUNS,
  top: open(positive()),
  label: anyText("x"),
} satisfies Spec<IntervalFramesOptions>;

/**
 * Frames of a training between two intervals: the critic's curve, moved so that it is 0 at x = 0,
 * blue where it is high; under the zero line the data's bar with ticks for points, over it the
 * generator's. For `film`.
 *
 * The arrows at the ends of the generator's bar are the critic's slope there: where each end is
 * drawn to. Equal arrows move the bar, unequal ones stretch it. GANConvergence draws its 1-D
 * experiment like this.
 *
 * What the critic is beyond its grid, no one has looked: its curve ends there, and an end of the
 * bar that stands there has a question mark instead of an arrow. Train with a `grid` over the whole
 * window to see all. If 0 is not in the grid, the curve is 0 at the grid's point nearest to it, and
 * the axis says so.
 *
 * @param snapshots `{ step, samples, critic, grid }` with samples `[runs, n, 1]` and a grid
 * along the line
 * @throws {RangeError} when there are no snapshots, one has no critic on a line,
 * sizes do not fit, or a value is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { film, intervalFrames } from "saddle/figures/mod.ts";
 *
 * const grid = { x: [-3, 3], y: [0, 0], nx: 2, ny: 1 } as const;
 * const snapshots = [1, 0.5].map((slope, step) => ({
 *   step,
 *   samples: Float32Array.of(1.5, 2),
 *   critic: Float32Array.of(7 + 3 * slope, 7 - 3 * slope),
 *   grid,
 * }));
 * const frames = intervalFrames(snapshots, { data: Float32Array.of(-2, -1, 0) });
 * assert.deepEqual(frames[0]!.axes!.y.domain, [-3, 3]);
 * assert.match(film(frames, { caption: "It falls.", alt: "A falling line" }).html, /step 1/);
 * ```
 */
export function intervalFrames(
  snapshots: readonly SampleSnapshot[],
  options: IntervalFramesOptions,
): Sketch[] {
  const { data, range, runs, run, top, label } = read("intervalFrames", options, INTERVAL_FRAMES);
  if (snapshots.length === 0) throw new RangeError("Expected at least one snapshot, got none");
  requireFinite("data", data);
  const origin = nearest(0, snapshots[0]!.grid?.x ?? [0, 0]);
  const scenes = snapshots.map((snapshot) => {
    const samples = ofRun("samples", snapshot.samples, runs, run);
    requireFinite(`samples at step ${snapshot.step}`, samples);
    const critic = criticOnLine(snapshot, runs, run);
    if (!critic) {
      throw new RangeError(`Expected the critic on a line at step ${snapshot.step}, got none`);
    }
    return { samples, grid: snapshot.grid!.x, critic: (x: number) => critic(x) - critic(origin) };
  });
  const [low, high] = range;
  const along = Array.from({ length: 201 }, (_, at) => low + at / 200 * (high - low));
  const heights = scenes.flatMap(({ critic }) => along.map((x) => Math.abs(critic(x))));
  const reach = top ?? (Math.max(0, extremes(heights.filter(Number.isFinite))[1]) || 1);
  const axes: Axes = {
    x: { domain: range, label },
    y: { domain: [-reach, reach], label: `critic D(x) − D(${formatNumber(origin, 3)})` },
  };
  return scenes.map(({ samples, grid, critic }, at) => ({
    label: `step ${snapshots[at]!.step}`,
    axes,
    draw: (context, area) => {
      const place = placing(area, axes);
      drawZero(context, area);
      drawCritic(context, place, along, critic, reach);
      drawBar(context, place, data, colours.data, 1);
      drawBar(context, place, samples, colours.generator, -1);
      for (const end of extremes(samples)) {
        drawArrow(context, place(end, 0), slopeAt(end, critic, grid, (high - low) / 200));
      }
    },
  }));
}

/** The point of a range that is nearest to x. */
function nearest(x: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, x));
}

/** The slope over a step to either side, as far as the grid reaches; NaN beyond it. */
function slopeAt(
  x: number,
  critic: (x: number) => number,
  grid: readonly [number, number],
  step: number,
): number {
  if (nearest(x, grid) !== x) return NaN;
  const [left, right] = [nearest(x - step, grid), nearest(x + step, grid)];
  return (critic(right) - critic(left)) / (right - left);
}

type Place = (x: number, y: number) => [number, number];

function placing(area: Area, { x, y }: Axes): Place {
  return (across, up) => [
    (across - x.domain[0]) / (x.domain[1] - x.domain[0]) * area.width,
    (y.domain[1] - up) / (y.domain[1] - y.domain[0]) * area.height,
  ];
}

function drawZero(context: CanvasRenderingContext2D, { width, height }: Area): void {
  context.strokeStyle = colours.theory;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, height / 2);
  context.lineTo(width, height / 2);
  context.stroke();
}

/** The curve in short pieces, each in the colour of its height. */
function drawCritic(
  context: CanvasRenderingContext2D,
  place: Place,
  along: readonly number[],
  critic: (x: number) => number,
  reach: number,
): void {
  context.lineWidth = 3.5;
  context.lineCap = "round";
  for (let at = 1; at < along.length; at++) {
    const [left, right] = [along[at - 1]!, along[at]!];
    const level = (critic(left) + critic(right)) / 2 / reach;
    if (Number.isNaN(level)) continue;
    // The map's middle is nearly white: a line takes its darker ends.
    context.strokeStyle = `rgb(${
      criticColour(Math.sign(level) * (0.45 + 0.55 * Math.abs(level)))
    })`;
    context.beginPath();
    context.moveTo(...place(left, critic(left)));
    context.lineTo(...place(right, critic(right)));
    context.stroke();
  }
}

/**
 * A bar from the first to the last point, below (1) or above (-1) the zero line, a tick
 * for each point.
 */
function drawBar(
  context: CanvasRenderingContext2D,
  place: Place,
  points: Float32Array,
  colour: string,
  side: 1 | -1,
): void {
  const [first, last] = extremes(points);
  const [left, zero] = place(first, 0);
  const [right] = place(last, 0);
  const from = zero + (side === 1 ? 6 : -16);
  context.fillStyle = colour;
  context.globalAlpha = 0.45;
  context.fillRect(left, from, Math.max(2, right - left), 10);
  context.globalAlpha = 1;
  for (const x of points.subarray(0, MOST_TICKS)) {
    context.fillRect(place(x, 0)[0] - 0.6, from, 1.2, 10);
  }
}

/**
 * An arrow over the generator's bar, as long as the slope is steep; a question mark where
 * it is not known.
 */
function drawArrow(
  context: CanvasRenderingContext2D,
  [x, zero]: readonly [number, number],
  slope: number,
): void {
  if (Number.isNaN(slope)) return drawUnknown(context, [x, zero]);
  const length = Math.max(-ARROW.most, Math.min(ARROW.most, ARROW.unit * slope));
  if (Math.abs(length) < 4) return;
  const y = zero - 22;
  const back = length > 0 ? -6 : 6;
  context.strokeStyle = colours.generator;
  context.lineWidth = 2.2;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + length, y);
  context.moveTo(x + length + back, y - 4.5);
  context.lineTo(x + length, y);
  context.lineTo(x + length + back, y + 4.5);
  context.stroke();
}

function drawUnknown(
  context: CanvasRenderingContext2D,
  [x, zero]: readonly [number, number],
): void {
  context.fillStyle = colours.generator;
  context.font = `600 18px ${CANVAS_FONTS}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText("?", x, zero - 19);
}
