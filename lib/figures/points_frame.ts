import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import type { CanvasRenderingContext2D } from "./canvas_types.ts";
import { colours } from "./colours.ts";
import type { Area, ScatterOptions, Sketch } from "./frame_types.ts";
import { drawDots, planeAxes } from "./plane.ts";
import { requireFinite } from "./require_finite.ts";

/** Options of {@linkcode pointsFrame}. */
export interface PointsOptions
  extends Pick<ScatterOptions, "extent" | "labels" | "most" | "radius"> {
  /** The points' colour. @default the data's blue */
  readonly colour?: string;
  /** The frame's name. @default its number in the strip or film */
  readonly label?: string;
}

const OPTIONS = namesOf<PointsOptions>({
  extent: true,
  labels: true,
  radius: true,
  most: true,
  colour: true,
  label: true,
});

/**
 * One frame of points in the plane and nothing else: the data, or what a stored result kept. For `strip`
 * and `film`.
 *
 * @param points `[n, 2]`, row by row
 * @throws {RangeError} when an option is unknown, there are no points, or one is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pointsFrame, type PointsOptions, strip } from "saddle/figures/mod.ts";
 *
 * const options: PointsOptions = { extent: [[-1, 1], [-1, 1]], label: "two points" };
 * const frame = pointsFrame(Float32Array.of(0, 0, 0.5, 0.5), options);
 * const figure = strip([frame], { caption: "Two points.", alt: "Two dots" });
 * assert.match(figure.html, /two points/);
 * ```
 */
export function pointsFrame(points: Float32Array, options: PointsOptions): Sketch {
  checkNames("pointsFrame", options, OPTIONS);
  const { colour = colours.data, most = 300, radius = 2.5, label } = options;
  requireFinite("points", points, 2);
  const axes = planeAxes(options.extent, options.labels);
  const shown = points.subarray(0, 2 * most);
  const draw = (context: CanvasRenderingContext2D, area: Area) =>
    drawDots(context, area, shown, axes, { colour, radius });
  return { draw, axes, ...(label === undefined ? {} : { label }) };
}
