import type { Axes } from "./axes.ts";
import { createCanvas } from "./canvas.ts";
import type { CanvasRenderingContext2D } from "./skia.ts";
import { criticColour } from "./critic_colour.ts";
import { extremes } from "./extremes.ts";
import type { Area } from "./frame_types.ts";
import { requireFinite } from "./require_finite.ts";

/** A critic's values on a grid over a window of the plane. */
export interface CriticGrid {
  /** The values, `[ny, nx]` row-major, row 0 lowest y. Nodes stand on the window's edges too. */
  readonly values: Float32Array;
  /** Window along x. */
  readonly x: readonly [number, number];
  /** Window along y. */
  readonly y: readonly [number, number];
  /** Columns. */
  readonly nx: number;
  /** Rows. */
  readonly ny: number;
}

/** Checks that a grid's values fit its size and are finite. */
export function requireCritic({ values, nx, ny }: CriticGrid): void {
  if (!(nx >= 2 && ny >= 2) || values.length !== nx * ny) {
    throw new RangeError(
      `Expected critic values of shape [ny, nx] = [${ny}, ${nx}], at least 2 by 2, got ${values.length} values`,
    );
  }
  requireFinite("critic values", values);
}

/** How a critic is mapped to colours: `middle` is white, `middle + range` the darkest blue. */
export interface CriticScale {
  /** The value shown white. */
  readonly middle: number;
  /** The distance from the middle to the ends. */
  readonly range: number;
}

/**
 * The scale of a grid: a critic is known up to a constant only, so the middle is halfway
 * between its ends.
 */
export function criticScale(values: ArrayLike<number>, range?: number): CriticScale {
  const [low, high] = extremes(values);
  // A flat critic has no ends: it is shown white.
  return { middle: (low + high) / 2, range: range ?? ((high - low) / 2 || 1) };
}

/** Draws a critic as a map of colours with level lines. */
export function drawCritic(
  context: CanvasRenderingContext2D,
  area: Area,
  grid: CriticGrid,
  axes: Axes,
  { range, levels = 9 }: { range?: number; levels?: number } = {},
): void {
  const scale = criticScale(grid.values, range);
  const place = placing(grid, axes, area);
  drawGrid(
    context,
    area,
    grid,
    axes,
    (value) => criticColour((value - scale.middle) / scale.range),
  );
  context.strokeStyle = "rgba(40, 40, 40, 0.35)";
  context.lineWidth = 0.8;
  context.beginPath();
  for (let level = 1; level <= levels; level++) {
    const value = scale.middle + scale.range * (2 * level / (levels + 1) - 1);
    for (const [i0, j0, i1, j1] of levelLines(grid, value)) {
      context.moveTo(...place(i0, j0));
      context.lineTo(...place(i1, j1));
    }
  }
  context.stroke();
}

/** Draws values on a grid as a map of colours. */
export function drawGrid(
  context: CanvasRenderingContext2D,
  area: Area,
  grid: CriticGrid,
  axes: Axes,
  colourOf: (value: number) => readonly [red: number, green: number, blue: number],
): void {
  const place = placing(grid, axes, area);
  // An even level of detail whatever the grid: the colours are interpolated by the canvas.
  const map = colourMap(grid, colourOf);
  const [left, top] = place(-0.5, grid.ny - 0.5);
  const [right, bottom] = place(grid.nx - 0.5, -0.5);
  context.imageSmoothingEnabled = true;
  context.drawImage(map.source, left, top, right - left, bottom - top);
}

/** From grid coordinates (column, row) to pixels. */
function placing(grid: CriticGrid, axes: Axes, area: Area) {
  const [x0, x1] = axes.x.domain;
  const [y0, y1] = axes.y.domain;
  return (column: number, row: number): [number, number] => {
    const x = grid.x[0] + column / (grid.nx - 1) * (grid.x[1] - grid.x[0]);
    const y = grid.y[0] + row / (grid.ny - 1) * (grid.y[1] - grid.y[0]);
    return [(x - x0) / (x1 - x0) * area.width, (y1 - y) / (y1 - y0) * area.height];
  };
}

function colourMap(
  { values, nx, ny }: CriticGrid,
  colourOf: (value: number) => readonly [number, number, number],
) {
  const canvas = createCanvas(nx, ny);
  const pixels = canvas.context.createImageData(nx, ny);
  for (let row = 0; row < ny; row++) {
    for (let column = 0; column < nx; column++) {
      const at = 4 * ((ny - 1 - row) * nx + column);
      pixels.data.set([...colourOf(values[row * nx + column]!), 255], at);
    }
  }
  canvas.context.putImageData(pixels, 0, 0);
  return canvas;
}

/**
 * The line where the grid, linear along its cells' edges, takes a value: marching
 * squares, as segments.
 */
export function levelLines(
  { values, nx, ny }: CriticGrid,
  level: number,
): [number, number, number, number][] {
  const segments: [number, number, number, number][] = [];
  for (let row = 0; row + 1 < ny; row++) {
    for (let column = 0; column + 1 < nx; column++) {
      const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]]
        .map(([i, j]) => [i!, j!, values[j! * nx + i!]! - level] as const);
      const crossings: [number, number][] = [];
      for (let edge = 0; edge < 4; edge++) {
        const [i0, j0, a] = corners[edge]!;
        const [i1, j1, b] = corners[(edge + 1) % 4]!;
        if ((a < 0) === (b < 0)) continue;
        const share = a / (a - b);
        crossings.push([i0 + share * (i1 - i0), j0 + share * (j1 - j0)]);
      }
      // Two crossings make a line; four (a saddle) two, either pairing of which is right.
      for (let at = 0; at + 1 < crossings.length; at += 2) {
        segments.push([...crossings[at]!, ...crossings[at + 1]!]);
      }
    }
  }
  return segments;
}
