import { count, type Option, own, positive, windows } from "../options/mod.ts";
import type { Axes } from "./axes.ts";
import type { CanvasRenderingContext2D } from "./skia.ts";
import type { Area } from "./frame_types.ts";

/** Two names, of the axes or of what stands on them. */
export function names(usual: readonly [string, string]): Option<readonly [string, string]> {
  return own<readonly [string, string]>({
    fits: "two texts",
    kind: { list: "text" },
    is: (value) => Array.isArray(value) && value.every((name) => typeof name === "string"),
    allows: (value) => value.length === 2,
  }, usual);
}

/** What fits the options that all pictures of the plane have. */
export const PLANE = {
  extent: windows(),
  labels: names(["x", "y"]),
  radius: positive(2.5),
};

/** What fits the options that all frames of several runs have. */
export const RUNS = {
  runs: count(1),
  run: count(0, { from: 0 }),
};

/** Axes of the plane from a dataset's extent. */
export function planeAxes(
  extent: readonly (readonly [number, number])[],
  labels: readonly [string, string],
): Axes {
  const [x, y] = extent;
  if (!x || !y) {
    throw new RangeError(
      `Expected an extent of two axes, [[x low, x high], [y low, y high]], got ${extent.length}`,
    );
  }
  return { x: { domain: x, label: labels[0] }, y: { domain: y, label: labels[1] } };
}

/**
 * Points `[n, 2]` as dots with a thin light rim, which keeps them apart from each other
 * and from a map.
 */
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
