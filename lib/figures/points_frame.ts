import { anyText, count, open, read, type Spec, text } from "../options/mod.ts";
import type { CanvasRenderingContext2D } from "./skia.ts";
import { colours } from "./colours.ts";
import type { Area, Sketch } from "./frame_types.ts";
import type { ScatterOptions } from "./scatter_frames.ts";
import { drawDots, PLANE, planeAxes } from "./plane.ts";
import { requireFinite } from "./require_finite.ts";

/** Options of {@linkcode pointsFrame}. */
export interface PointsOptions
  extends Pick<ScatterOptions, "extent" | "labels" | "most" | "radius"> {
  /** The points' colour. @default the data's blue */
  readonly colour?: string;
  /** The frame's name. @default its number in the strip or film */
  readonly label?: string;
}

/** What fits {@linkcode PointsOptions}. */
export const POINTS_FRAME = {
  ...PLANE,
  most: count(300),
  colour: text(colours.data),
  label: open(anyText()),
} satisfies Spec<PointsOptions>;

/**
 * One frame of points in the plane and nothing else: the data, or what a stored result kept. For
 * `strip` and `film`.
 *
 * @param points `[n, 2]`, row by row
 * @throws {RangeError} when there are no points, or one is not finite
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
  const { extent, labels, colour, most, radius, label } = read(
    "pointsFrame",
    options,
    POINTS_FRAME,
  );
  requireFinite("points", points, 2);
  const axes = planeAxes(extent, labels);
  const shown = points.subarray(0, 2 * most);
  const draw = (context: CanvasRenderingContext2D, area: Area) =>
    drawDots(context, area, shown, axes, { colour, radius });
  return { draw, axes, ...(label === undefined ? {} : { label }) };
}
