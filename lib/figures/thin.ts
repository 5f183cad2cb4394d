/** How a line chart's axes count. */
type ScaleType = "linear" | "log";

/** Half a pixel of a chart 640 wide. */
const NEAR = 0.5 / 640;

/**
 * Leaves out points of a line that no screen could tell from the one before: a training's curve may have
 * a hundred thousand, and each costs bytes and time. First, last and missing points stay.
 */
export function thin(
  points: readonly (readonly [x: number, y: number])[],
  { xScale = "linear", yScale = "linear" }: { xScale?: ScaleType; yScale?: ScaleType },
): (readonly [x: number, y: number])[] {
  const across = places(points.map(([x]) => x), xScale);
  const up = places(points.map(([, y]) => y), yScale);
  let last = 0;
  return points.filter((_, at) => {
    const far = !(Math.hypot(across[at]! - across[last]!, up[at]! - up[last]!) < NEAR);
    const kept = far || at === 0 || at === points.length - 1;
    if (kept) last = at;
    return kept;
  });
}

/** Values as shares of the range they span, on their scale; NaN where there is none. */
function places(values: readonly number[], scale: ScaleType): number[] {
  const scaled = scale === "log" ? values.map((value) => Math.log(value)) : values;
  let [low, high] = [Infinity, -Infinity];
  for (const value of scaled) {
    if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return scaled.map((value) => (value - low) / (high - low || 1));
}
