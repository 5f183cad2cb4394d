import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import type { CanvasRenderingContext2D } from "./canvas_types.ts";
import { colours } from "./colours.ts";
import { drawCritic, requireCritic } from "./critic_map.ts";
import type { CriticGrid } from "./critic_types.ts";
import type { Area, SampleSnapshot, ScatterOptions, Sketch } from "./frame_types.ts";
import { drawDots, ofRun, planeAxes } from "./plane.ts";
import { requireFinite } from "./require_finite.ts";

const OPTIONS = namesOf<ScatterOptions>({
  runs: true,
  run: true,
  extent: true,
  labels: true,
  radius: true,
  data: true,
  range: true,
  most: true,
});

/**
 * Frames of a training in the plane: data blue, generator's samples vermillion, the critic as a map with
 * level lines behind them (blue where it is high). For `film` and `strip`.
 *
 * @param snapshots `{ step, samples }`, and where wanted `critic` and `grid`: what `train()` returns
 * @throws {RangeError} when an option is unknown, there are no snapshots, sizes do not fit, or a value
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
  checkNames("scatterFrames", options, OPTIONS);
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

function criticOf(snapshot: SampleSnapshot, runs: number, run: number): CriticGrid | undefined {
  const { critic, grid } = snapshot;
  if (!critic || !grid) return undefined;
  const made = { ...grid, values: ofRun("critic", critic, runs, run) };
  requireCritic(made);
  return made;
}
