import { checkArgument, count, parts, read, type Spec } from "../options/mod.ts";
import { CANVAS_FONTS } from "./canvas_fonts.ts";
import type { CanvasRenderingContext2D } from "./skia.ts";
import { colours } from "./colours.ts";
import { formatNumber } from "./format_number.ts";
import type { Area, Sketch } from "./frame_types.ts";

/** One of several trainings that a film shows at once. */
export interface SidePanel {
  /** Its name, written over it. */
  readonly title: string;
  /** Its frames, such as `histogramFrames` and `scatterFrames` give. */
  readonly frames: readonly Sketch[];
}

/** Options of {@linkcode sideBySide}. */
export interface SideBySideOptions {
  /** Panels in a row. @default 3 */
  readonly columns?: number;
}

/** Room around a panel in pixels: for its name above, for the ends of its window below. */
const ROOM = { left: 8, right: 8, top: 24, bottom: 20 };
const SIZE = 14;

/** What fits {@linkcode SideBySideOptions}. */
export const SIDE_BY_SIDE = {
  columns: count(3),
} satisfies Spec<SideBySideOptions>;

/**
 * Frames that show several trainings at once, each in a panel of its own under its name. For
 * `film`: give it a width and height for the whole. Below each panel stand the ends of its
 * horizontal axis.
 *
 * A frame has the name of the first panel's frame.
 *
 * @throws {RangeError} when there are no panels, they have no frames or not the
 * same number, or columns is not a positive integer
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { histogramFrames, sideBySide, type SideBySideOptions, type SidePanel } from "saddle/figures/mod.ts";
 *
 * const snapshots = [0, 10].map((step) => ({ step, samples: Float32Array.of(0.1, 0.1 + step / 20) }));
 * const frames = histogramFrames(snapshots, { range: [0, 1], bins: 10 });
 * const panels: SidePanel[] = ["one", "other"].map((title) => ({ title, frames }));
 * const options: SideBySideOptions = { columns: 2 };
 * const both = sideBySide(panels, options);
 * assert.deepEqual(both.map(({ label }) => label), ["step 0", "step 10"]);
 * ```
 */
export function sideBySide(
  panels: readonly SidePanel[],
  options: SideBySideOptions = {},
): Sketch[] {
  const { columns } = read("sideBySide", options, SIDE_BY_SIDE);
  checkArgument(
    "sideBySide",
    "panels",
    panels,
    parts("a list of panels { title, frames }", "frames"),
  );
  const [first] = panels;
  if (!first || first.frames.length === 0) {
    throw new RangeError(
      "sideBySide takes at least one panel with at least one frame, but none came.",
    );
  }
  const odd = panels.find(({ frames }) => frames.length !== first.frames.length);
  if (odd) {
    throw new RangeError(
      `Expected ${first.frames.length} frames in every panel, as "${first.title}" has, ` +
        `got ${odd.frames.length} in "${odd.title}"`,
    );
  }
  const rows = Math.ceil(panels.length / columns);
  return first.frames.map(({ label }, at) => ({
    draw: (context, { width, height }) => {
      const cell = { width: width / columns, height: height / rows };
      panels.forEach(({ title, frames }, i) => {
        const [column, row] = [i % columns, Math.floor(i / columns)];
        context.save();
        context.translate(column * cell.width, row * cell.height);
        drawPanel(context, cell, title, frames[at]!);
        context.restore();
      });
    },
    ...(label === undefined ? {} : { label }),
  }));
}

function drawPanel(
  context: CanvasRenderingContext2D,
  cell: Area,
  title: string,
  { draw, axes }: Sketch,
): void {
  const { left, right, top, bottom } = ROOM;
  const inside = { width: cell.width - left - right, height: cell.height - top - bottom };
  context.save();
  context.translate(left, top);
  context.beginPath();
  context.rect(0, 0, inside.width, inside.height);
  context.clip();
  draw(context, inside);
  context.restore();
  context.setLineDash([]);
  context.strokeStyle = "#888";
  context.lineWidth = 1;
  context.strokeRect(left, top, inside.width, inside.height);
  write(context, title, { x: cell.width / 2, y: top - 7, align: "center", weight: 600 });
  if (!axes) return;
  const y = cell.height - bottom + SIZE;
  axes.x.domain.forEach((end, i) => {
    const x = i === 0 ? left : cell.width - right;
    write(context, formatNumber(end, 3), { x, y, align: i === 0 ? "left" : "right" });
  });
}

function write(
  context: CanvasRenderingContext2D,
  text: string,
  { x, y, align, weight = 400 }: {
    x: number;
    y: number;
    align: "left" | "center" | "right";
    weight?: number;
  },
): void {
  context.fillStyle = colours.ink;
  context.font = `${weight} ${SIZE}px ${CANVAS_FONTS}`;
  context.textAlign = align;
  context.textBaseline = "alphabetic";
  context.fillText(text, x, y);
}
