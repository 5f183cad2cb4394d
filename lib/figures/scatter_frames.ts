import type { Axes } from "./axes.ts";
import type { CanvasRenderingContext2D } from "./canvas.ts";
import { colours } from "./colours.ts";
import { type CriticGrid, drawCritic, requireCritic } from "./critic_map.ts";
import type { Area, Sketch } from "./frame.ts";
import { requireFinite } from "./require_finite.ts";

/** A moment of a training: samples of the generator and, where it was taken, the critic on a grid. */
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

/** Options of {@linkcode scatterFrames}. */
export interface ScatterOptions {
  /** The window shown, `[[x low, x high], [y low, y high]]`: a dataset's `extent`. */
  readonly extent: readonly (readonly [number, number])[];
  /** Points of the data, `[n, 2]`, drawn under the samples. @default none */
  readonly data?: Float32Array;
  /** How many runs the snapshots hold. @default 1 */
  readonly runs?: number;
  /** Which of them to show. @default 0 */
  readonly run?: number;
  /** The critic's values that get the darkest blue and, negated, orange, about its middle value. @default the largest in sight */
  readonly range?: number;
  /** The names of the axes. @default ["x", "y"] */
  readonly labels?: readonly [x: string, y: string];
  /** Dots drawn at most, of the data and of the samples: the first ones. @default 300 */
  readonly most?: number;
  /** Radius of a dot in pixels. @default 2.5 */
  readonly radius?: number;
}

/**
 * Frames of a training in the plane: data blue, generator's samples vermillion, the critic as a map with
 * level lines behind them (blue where it is high). For `film` and `strip`.
 *
 * @param snapshots `{ step, samples }`, and where wanted `critic` and `grid`: what `train()` returns
 * @throws {RangeError} when there are no snapshots, sizes do not fit, or a value is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { film, scatterFrames } from "saddle/figures/mod.ts";
 *
 * const snapshots = [0, 1, 2].map((step) => ({ step, samples: Float32Array.of(0, 0, step, 1) }));
 * const frames = scatterFrames(snapshots, { extent: [[-1, 3], [-1, 2]] });
 * const figure = film(frames, { caption: "One sample moves.", alt: "A dot moves to the right" });
 * assert.match(figure.html, /step 2/);
 * ```
 */
export function scatterFrames(
  snapshots: readonly SampleSnapshot[],
  options: ScatterOptions,
): Sketch[] {
  if (snapshots.length === 0) throw new RangeError("Expected at least one snapshot, got none");
  const { data, runs = 1, run = 0, radius = 2.5, most = 300, range } = options;
  const axes = planeAxes(options.extent, options.labels);
  if (data) requireFinite("data", data, 2);
  return snapshots.map((snapshot) => {
    const samples = ofRun("samples", snapshot.samples, runs, run);
    requireFinite(`samples at step ${snapshot.step}`, samples, 2);
    const critic = criticOf(snapshot, runs, run);
    const draw = (context: CanvasRenderingContext2D, area: Area) => {
      if (critic) drawCritic(context, area, critic, axes, range === undefined ? {} : { range });
      if (data) {
        drawDots(context, area, data.subarray(0, 2 * most), axes, { colour: colours.data, radius });
      }
      drawDots(context, area, samples.subarray(0, 2 * most), axes, {
        colour: colours.generator,
        radius,
      });
    };
    return { draw, axes, label: `step ${snapshot.step}` };
  });
}

/** Axes of the plane from a dataset's extent. */
export function planeAxes(
  extent: readonly (readonly [number, number])[],
  labels: readonly [string, string] = ["x", "y"],
): Axes {
  const [x, y] = extent;
  if (!x || !y) {
    throw new RangeError(
      `Expected an extent of two axes, [[x low, x high], [y low, y high]], got ${extent.length}`,
    );
  }
  return { x: { domain: x, label: labels[0] }, y: { domain: y, label: labels[1] } };
}

/** Points `[n, 2]` as dots with a thin light rim, which keeps them apart from each other and from a map. */
export function drawDots(
  context: CanvasRenderingContext2D,
  area: Area,
  points: Float32Array,
  axes: Axes,
  { colour, radius }: { colour: string; radius: number },
): void {
  const [x0, x1] = axes.x.domain;
  const [y0, y1] = axes.y.domain;
  context.fillStyle = colour;
  context.strokeStyle = "rgba(255, 255, 255, 0.75)";
  context.lineWidth = 0.6;
  for (let at = 0; at < points.length; at += 2) {
    const x = (points[at]! - x0) / (x1 - x0) * area.width;
    const y = (y1 - points[at + 1]!) / (y1 - y0) * area.height;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

/** The part of one run in a block with a leading run axis. */
export function ofRun(name: string, block: Float32Array, runs: number, run: number): Float32Array {
  if (!Number.isSafeInteger(runs) || runs < 1 || block.length % runs !== 0) {
    throw new RangeError(`Expected ${name} of ${runs} runs, got ${block.length} values`);
  }
  if (!Number.isSafeInteger(run) || run < 0 || run >= runs) {
    throw new RangeError(`Expected a run from 0 to ${runs - 1}, got ${run}`);
  }
  const size = block.length / runs;
  return block.subarray(run * size, (run + 1) * size);
}

function criticOf(snapshot: SampleSnapshot, runs: number, run: number): CriticGrid | undefined {
  const { critic, grid } = snapshot;
  if (!critic || !grid) return undefined;
  const made = { ...grid, values: ofRun("critic", critic, runs, run) };
  requireCritic(made);
  return made;
}
