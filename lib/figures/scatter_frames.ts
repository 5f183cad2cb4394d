import { count, floats, open, positive, read, type Spec } from "../options/mod.ts";
import type { CanvasRenderingContext2D } from "./skia.ts";
import { colours } from "./colours.ts";
import { type CriticGrid, drawCritic, requireCritic } from "./critic_map.ts";
import type { Area, SampleSnapshot, Sketch } from "./frame_types.ts";
import { drawDots, ofRun, PLANE, planeAxes, RUNS } from "./plane.ts";
import { requireFinite } from "./require_finite.ts";

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
  /**
   * The critic's values that get the darkest blue and, negated, orange, about its middle
   * value. @default the largest in sight
   */
  readonly range?: number;
  /** The names of the axes. @default ["x", "y"] */
  readonly labels?: readonly [x: string, y: string];
  /** Dots drawn at most, of the data and of the samples: the first ones. @default 300 */
  readonly most?: number;
  /** Radius of a dot in pixels. @default 2.5 */
  readonly radius?: number;
}

/** What fits {@linkcode ScatterOptions}. */
export const SCATTER_FRAMES = {
  ...PLANE,
  data: open(floats()),
  ...RUNS,
  range: open(positive()),
  most: count(300),
} satisfies Spec<ScatterOptions>;

/**
 * Frames of a training in the plane: data blue, generator's samples vermillion, the critic as a map
 * with level lines behind them (blue where it is high). For `film` and `strip`.
 *
 * @param snapshots `{ step, samples }`, and where wanted `critic` and `grid`: what
 * `train()` returns
 * @throws {RangeError} when there are no snapshots, sizes do not fit, or a value
 * is not finite
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
  const given = read("scatterFrames", options, SCATTER_FRAMES);
  if (snapshots.length === 0) throw new RangeError("Expected at least one snapshot, got none");
  const { extent, labels, data, runs, run, radius, most, range } = given;
  const axes = planeAxes(extent, labels);
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

function criticOf(snapshot: SampleSnapshot, runs: number, run: number): CriticGrid | undefined {
  const { critic, grid } = snapshot;
  if (!critic || !grid) return undefined;
  const made = { ...grid, values: ofRun("critic", critic, runs, run) };
  requireCritic(made);
  return made;
}
