import { anyText, open, own, read, type Spec } from "../options/mod.ts";
import type { CanvasRenderingContext2D } from "./skia.ts";
import { colours } from "./colours.ts";
import type { Area, Sketch } from "./frame_types.ts";
import type { ScatterOptions } from "./scatter_frames.ts";
import { drawDots, PLANE, planeAxes } from "./plane.ts";
import { requireFinite } from "./require_finite.ts";
import { movesOf, type NamedPlan } from "./transport_moves.ts";

/** Options of {@linkcode movesFrame}. */
export interface MovesOptions extends Pick<ScatterOptions, "extent" | "labels" | "radius"> {
  /** The plan between the two samples. */
  readonly plan: NamedPlan["plan"];
  /** The frame's name. @default its number in the strip or film */
  readonly label?: string;
}

/** Length of an arrow's head in pixels; shorter arrows have shorter heads. */
const HEAD = 6;

/** What fits {@linkcode MovesOptions}. */
export const MOVES_FRAME = {
  ...PLANE,
  plan: own<MovesOptions["plan"]>({
    fits: "a plan { from, to, mass } or { plan }",
    is: (value) => typeof value === "object" && value !== null,
    allows: (value) => "plan" in value || "mass" in value,
  }),
  label: open(anyText()),
} satisfies Spec<MovesOptions>;

/**
 * One frame of a transport plan in the plane: an arrow from each point of the generator
 * (vermillion) to the data (blue) that the plan moves it to. For `strip` and `film`, so that plans
 * at several steps stand side by side; `transportPlan` shows one plan with its heat map.
 *
 * @param from The generator's points, `[n, 2]`.
 * @param to The data's, `[m, 2]`.
 * @throws {RangeError} when there are no points, one is not finite, or the plan
 * does not fit them
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { movesFrame, type MovesOptions, strip } from "saddle/figures/mod.ts";
 *
 * const plan = { from: [0, 1], to: [1, 0], mass: [0.5, 0.5] };
 * const options: MovesOptions = { plan, extent: [[-1, 2], [-1, 2]], label: "step 0" };
 * const frame = movesFrame(Float32Array.of(0, 0, 0, 1), Float32Array.of(1, 1, 1, 0), options);
 * const figure = strip([frame], { caption: "Two moves.", alt: "Two arrows to the right" });
 * assert.match(figure.html, /step 0/);
 * ```
 */
export function movesFrame(from: Float32Array, to: Float32Array, options: MovesOptions): Sketch {
  const { plan, extent, labels, label, radius } = read("movesFrame", options, MOVES_FRAME);
  requireFinite(`the points of "from"`, from, 2);
  requireFinite(`the points of "to"`, to, 2);
  const moves = movesOf(label ?? "the plan", plan, from.length / 2, to.length / 2);
  const axes = planeAxes(extent, labels);
  const draw = (context: CanvasRenderingContext2D, area: Area) => {
    const [[x0, x1], [y0, y1]] = [axes.x.domain, axes.y.domain];
    const place = (points: Float32Array, at: number): Place => [
      (points[2 * at]! - x0) / (x1 - x0) * area.width,
      (y1 - points[2 * at + 1]!) / (y1 - y0) * area.height,
    ];
    drawDots(context, area, to, axes, { colour: colours.data, radius });
    drawDots(context, area, from, axes, { colour: colours.generator, radius });
    context.strokeStyle = colours.ink;
    context.lineWidth = 0.9;
    const most = moves.reduce((most, { mass }) => Math.max(most, mass), 0);
    for (const { row, column, mass } of moves) {
      context.globalAlpha = 0.75 * mass / most;
      drawArrow(context, place(from, row), place(to, column));
    }
    context.globalAlpha = 1;
  };
  return { draw, axes, ...(label === undefined ? {} : { label }) };
}

type Place = readonly [x: number, y: number];

function drawArrow(context: CanvasRenderingContext2D, [x0, y0]: Place, [x1, y1]: Place): void {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = Math.hypot(dx, dy);
  if (length === 0) return;
  const size = Math.min(HEAD, length / 2) / length;
  const barb = (side: number): Place => [
    x1 - size * (dx + side * 0.5 * dy),
    y1 - size * (dy - side * 0.5 * dx),
  ];
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.moveTo(...barb(1));
  context.lineTo(x1, y1);
  context.lineTo(...barb(-1));
  context.stroke();
}
