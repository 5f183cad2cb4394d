import { anyText, count, floats, open, positive, read, type Spec } from "../options/mod.ts";
import type { CanvasRenderingContext2D } from "./skia.ts";
import { colours } from "./colours.ts";
import type { Area, Sketch } from "./frame_types.ts";
import type { ScatterOptions } from "./scatter_frames.ts";
import { drawDots, PLANE, planeAxes } from "./plane.ts";
import { requireFinite } from "./require_finite.ts";

/** Options of {@linkcode pushedGrid}. */
export interface PushedGridOptions
  extends Pick<ScatterOptions, "extent" | "labels" | "data" | "most" | "radius"> {
  /** Nodes along the grid's first latent; 1 for a latent of one number. */
  readonly columns: number;
  /** The frame's name. @default its number in the strip or film */
  readonly label?: string;
}

/** What fits {@linkcode PushedGridOptions}. */
export const PUSHED_GRID = {
  ...PLANE,
  data: open(floats()),
  most: count(300),
  radius: positive(2),
  columns: count(),
  label: open(anyText()),
} satisfies Spec<PushedGridOptions>;

/**
 * One frame of a grid of latents after the generator: what it does to the plane that it starts
 * from. Its cells are tinted, darker where they lie on each other, and the grid's edge is drawn
 * dark. If latents are uniform, every cell holds the same share of the generated points: they are
 * rare where the mesh is wide.
 *
 * A generator is continuous, so the mesh may stretch and fold but never tears. With `columns` 1 it
 * is a line, its ends dark. For `strip` and `film`.
 *
 * @param points The nodes' places, `[rows, columns, 2]`: `generateFrom` of a training at the
 * points of a grid.
 * @throws {RangeError} when the points are no whole rows of the grid, fewer than
 * two rows, or not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pushedGrid, type PushedGridOptions, strip } from "saddle/figures/mod.ts";
 *
 * const sheared = Float32Array.of(0, 0, 1, 0.2, 0, 1, 1, 1.2); // 2 x 2 nodes
 * const options: PushedGridOptions = { columns: 2, extent: [[-1, 2], [-1, 2]], label: "sheared" };
 * const figure = strip([pushedGrid(sheared, options)], { caption: "One cell.", alt: "A sheared square" });
 * assert.match(figure.html, /sheared/);
 * ```
 */
export function pushedGrid(points: Float32Array, options: PushedGridOptions): Sketch {
  const { extent, labels, columns, data, label, most, radius } = read(
    "pushedGrid",
    options,
    PUSHED_GRID,
  );
  const rows = points.length / 2 / columns;
  if (!(Number.isInteger(rows) && rows > 1)) {
    throw new RangeError(
      `Expected points of shape [rows, ${columns}, 2] with at least two rows, got ${points.length} numbers`,
    );
  }
  requireFinite("points", points, 2);
  if (data) requireFinite("data", data, 2);
  const axes = planeAxes(extent, labels);
  const draw = (context: CanvasRenderingContext2D, area: Area) => {
    if (data) {
      drawDots(context, area, data.subarray(0, 2 * most), axes, { colour: colours.data, radius });
    }
    const [[x0, x1], [y0, y1]] = [axes.x.domain, axes.y.domain];
    const place = (row: number, column: number): Place => {
      const at = 2 * (row * columns + column);
      return [
        (points[at]! - x0) / (x1 - x0) * area.width,
        (y1 - points[at + 1]!) / (y1 - y0) * area.height,
      ];
    };
    context.lineJoin = "round";
    if (columns > 1) drawCells(context, { place, rows, columns });
    drawLines(context, { place, rows, columns });
  };
  return { draw, axes, ...(label === undefined ? {} : { label }) };
}

type Place = readonly [x: number, y: number];

interface Mesh {
  readonly place: (row: number, column: number) => Place;
  readonly rows: number;
  readonly columns: number;
}

function drawCells(context: CanvasRenderingContext2D, { place, rows, columns }: Mesh): void {
  context.globalAlpha = 0.12;
  context.fillStyle = colours.generator;
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      context.beginPath();
      trace(context, [
        place(row, column),
        place(row, column + 1),
        place(row + 1, column + 1),
        place(row + 1, column),
      ]);
      context.fill();
    }
  }
  context.globalAlpha = 1;
}

/** The mesh in the generator's colour, then its edge. */
function drawLines(context: CanvasRenderingContext2D, { place, rows, columns }: Mesh): void {
  const along = (column: number) => Array.from({ length: rows }, (_, row) => place(row, column));
  const across = (row: number) =>
    Array.from({ length: columns }, (_, column) => place(row, column));
  const every = (count: number) => Array.from({ length: count }, (_, i) => i);
  const mesh = [...every(columns).map(along), ...every(rows).map(across)];
  stroke(context, mesh, colours.generator, columns > 1 ? 0.9 : 2);
  if (columns > 1) {
    const edge = [along(0), along(columns - 1), across(0), across(rows - 1)];
    stroke(context, edge, colours.ink, 1.6);
    return;
  }
  context.fillStyle = colours.ink;
  for (const [x, y] of [place(0, 0), place(rows - 1, 0)]) {
    context.beginPath();
    context.arc(x, y, 3.5, 0, 2 * Math.PI);
    context.fill();
  }
}

function stroke(
  context: CanvasRenderingContext2D,
  lines: readonly (readonly Place[])[],
  colour: string,
  width: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  for (const line of lines) trace(context, line);
  context.stroke();
}

function trace(context: CanvasRenderingContext2D, line: readonly Place[]): void {
  line.forEach(([x, y], i) => i === 0 ? context.moveTo(x, y) : context.lineTo(x, y));
}
