import { colours, drawCritic, drawDots } from "../../figures/house.ts";
import type { CanvasRenderingContext2D as Context } from "../../figures/mod.ts";
import { type Begun, GRID_SIDE, type Picture, type Window } from "./protocol.ts";

/** What of a run is drawn. */
export interface Layers {
  readonly critic: boolean;
  readonly data: boolean;
  readonly samples: boolean;
  readonly grid: boolean;
  readonly arrows: boolean;
}

/** The part of a square canvas that a run has: its left and upper end and its side, in pixels. */
export interface Tile {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** Where runs stand side by side, row by row. */
export function tiles(runs: number, side: number): Tile[] {
  const columns = Math.ceil(Math.sqrt(runs)), gap = runs === 1 ? 0 : 6;
  const own = (side - gap * (columns - 1)) / columns;
  return Array.from({ length: runs }, (_, run) => ({
    left: (run % columns) * (own + gap),
    top: Math.floor(run / columns) * (own + gap),
    side: own,
  }));
}

/** Draws all runs of a picture. */
export function drawRuns(
  context: Context,
  side: number,
  { begun, picture, layers }: {
    readonly begun: Begun;
    readonly picture: Picture;
    readonly layers: Layers;
  },
): void {
  context.clearRect(0, 0, side, side);
  const runs = picture.runs.length;
  tiles(runs, side).forEach(({ left, top, side: own }, run) => {
    context.save();
    context.beginPath();
    context.rect(left, top, own, own);
    context.clip();
    context.translate(left, top);
    context.fillStyle = "#fff";
    context.fillRect(0, 0, own, own);
    drawRun(context, own, { begun, layers, ...partOf(picture, run) });
    context.restore();
  });
}

/** What a picture holds of one run. */
function partOf({ samples, critic, grid, runs }: Picture, run: number) {
  const own = (all: Float32Array) => {
    const size = all.length / runs.length;
    return all.subarray(run * size, (run + 1) * size);
  };
  return { samples: own(samples), critic: own(critic), grid: own(grid), state: runs[run]! };
}

function drawRun(
  context: Context,
  side: number,
  { begun: { window, data }, layers, samples, critic, grid, state }:
    & { readonly begun: Begun; readonly layers: Layers }
    & ReturnType<typeof partOf>,
): void {
  const area = { width: side, height: side }, axes = axesOf(window);
  const radius = side > 300 ? 2.6 : 1.6;
  const isFinite = critic.every(Number.isFinite);
  if (layers.critic && isFinite) {
    drawCritic(context, area, { ...window, values: critic }, axes);
  }
  const dots = (points: Float32Array, colour: string) =>
    drawDots(context, area, points, axes, { colour, radius });
  if (layers.data) dots(data, colours.data);
  if (layers.grid && grid.every(Number.isFinite)) drawMesh(context, side, window, grid);
  if (layers.samples) dots(samples.filter(Number.isFinite), colours.generator);
  if (layers.arrows && isFinite) drawArrows(context, side, { window, critic, samples });
  if (state.outcome !== "finished") crossOut(context, side);
}

function axesOf({ x, y }: Window) {
  return { x: { domain: x }, y: { domain: y } };
}

type Place = (x: number, y: number) => [number, number];

function placeOf({ x, y }: Window, side: number): Place {
  return (a, b) => [(a - x[0]) / (x[1] - x[0]) * side, (y[1] - b) / (y[1] - y[0]) * side];
}

/** The latent grid after the generator, as a mesh. */
function drawMesh(context: Context, side: number, window: Window, grid: Float32Array): void {
  const place = placeOf(window, side);
  const node = (i: number, j: number) => {
    const at = 2 * (j * GRID_SIDE + i);
    return place(grid[at]!, grid[at + 1]!);
  };
  context.strokeStyle = colours.generator;
  context.lineWidth = 1;
  context.beginPath();
  for (let j = 0; j < GRID_SIDE; j++) {
    for (let i = 0; i < GRID_SIDE; i++) {
      context[i === 0 ? "moveTo" : "lineTo"](...node(i, j));
    }
  }
  for (let i = 0; i < GRID_SIDE; i++) {
    for (let j = 0; j < GRID_SIDE; j++) {
      context[j === 0 ? "moveTo" : "lineTo"](...node(i, j));
    }
  }
  context.stroke();
}

/** At every tenth point, where and how steeply the critic rises there: the way it is pulled. */
function drawArrows(
  context: Context,
  side: number,
  { window, critic, samples }: {
    readonly window: Window;
    readonly critic: Float32Array;
    readonly samples: Float32Array;
  },
): void {
  const place = placeOf(window, side), arrows: [number, number, number, number][] = [];
  for (let at = 0; at + 1 < samples.length; at += 20) {
    const [x, y] = [samples[at]!, samples[at + 1]!], slope = slopeAt(critic, window, x, y);
    if (slope) arrows.push([...place(x, y), slope[0], -slope[1]]);
  }
  const steepest = Math.max(...arrows.map(([, , dx, dy]) => Math.hypot(dx, dy)), 1e-30);
  context.strokeStyle = "#111";
  context.lineWidth = side > 300 ? 1.4 : 1;
  context.beginPath();
  for (const [x, y, dx, dy] of arrows) arrow(context, [x, y], [dx, dy], side / 9 / steepest);
  context.stroke();
}

function arrow(
  context: Context,
  [x, y]: readonly [number, number],
  [dx, dy]: readonly [number, number],
  scale: number,
): void {
  const [tx, ty] = [x + dx * scale, y + dy * scale], angle = Math.atan2(dy, dx);
  const head = Math.min(6, Math.hypot(dx, dy) * scale / 2);
  context.moveTo(x, y);
  context.lineTo(tx, ty);
  for (const turn of [2.6, -2.6]) {
    context.moveTo(tx, ty);
    context.lineTo(tx + head * Math.cos(angle + turn), ty + head * Math.sin(angle + turn));
  }
}

/**
 * The slope of a critic's map, linear between the nodes of its grid, at a point; undefined outside.
 *
 * @param critic The values, `[ny, nx]`, lowest y first.
 */
export function slopeAt(
  critic: Float32Array,
  { x: [x0, x1], y: [y0, y1], nx, ny }: Window,
  x: number,
  y: number,
): readonly [number, number] | undefined {
  const [dx, dy] = [(x1 - x0) / (nx - 1), (y1 - y0) / (ny - 1)];
  const [i, j] = [Math.floor((x - x0) / dx), Math.floor((y - y0) / dy)];
  if (!(i >= 0 && j >= 0 && i + 1 < nx && j + 1 < ny)) return undefined;
  const value = (column: number, row: number) => critic[(j + row) * nx + i + column]!;
  const [s, t] = [(x - x0) / dx - i, (y - y0) / dy - j];
  return [
    ((1 - t) * (value(1, 0) - value(0, 0)) + t * (value(1, 1) - value(0, 1))) / dx,
    ((1 - s) * (value(0, 1) - value(0, 0)) + s * (value(1, 1) - value(1, 0))) / dy,
  ];
}

/** A run that has failed. */
function crossOut(context: Context, side: number): void {
  context.strokeStyle = "rgba(160, 20, 20, 0.75)";
  context.lineWidth = 3;
  context.beginPath();
  context.moveTo(8, 8);
  context.lineTo(side - 8, side - 8);
  context.moveTo(side - 8, 8);
  context.lineTo(8, side - 8);
  context.stroke();
}
