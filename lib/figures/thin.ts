import { extremes } from "./extremes.ts";

/** How a line chart's axes count. */
type ScaleType = "linear" | "log";

/** Half a pixel of a chart 640 wide. */
const NEAR = 0.5 / 640;

/** A pixel of a window 300 high. */
const PIXEL = 1 / 300;

/**
 * Leaves out points of a line that no screen could tell from the one before: a training's curve may
 * have a hundred thousand, and each costs bytes and time. First, last and missing points stay.
 *
 * `yDomain` is the part of y that is shown. What is cut off does not make a step in it small.
 */
export function thin(
  points: readonly (readonly [x: number, y: number])[],
  { xScale = "linear", yScale = "linear", yDomain }: {
    xScale?: ScaleType;
    yScale?: ScaleType;
    yDomain?: readonly [number, number] | undefined;
  },
): (readonly [x: number, y: number])[] {
  const across = places(points.map(([x]) => x), xScale);
  const y = points.map(([, y]) => y);
  const up = places(y, yScale);
  // Not held to the window: where a line enters it depends on how far outside it comes from.
  const shown = yDomain ? places(y, yScale, yDomain) : up;
  let last = 0;
  return points.filter((_, at) => {
    const near = Math.hypot(across[at]! - across[last]!, up[at]! - up[last]!) < NEAR &&
      Math.abs(shown[at]! - shown[last]!) < PIXEL;
    const kept = !near || at === 0 || at === points.length - 1;
    if (kept) last = at;
    return kept;
  });
}

/**
 * Values as shares of the range they span, or of the part of it that a window shows, on their
 * scale; NaN where there is none.
 */
function places(
  values: readonly number[],
  scale: ScaleType,
  window?: readonly [number, number],
): number[] {
  const onScale = (value: number) => scale === "log" ? Math.log(value) : value;
  const scaled = values.map(onScale);
  let [low, high] = extremes(scaled.filter(Number.isFinite));
  if (window) {
    const [bottom, top] = extremes(window.map(onScale));
    [low, high] = [Math.max(low, bottom), Math.min(high, top)];
  }
  return scaled.map((value) => (value - low) / (high - low || 1));
}
