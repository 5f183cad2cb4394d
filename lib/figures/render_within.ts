import { render, type Rendered } from "./frame.ts";
import type { Area, Frame } from "./frame_types.ts";
import { dataUri } from "./data_uri.ts";
import { canRasterise, rasterise } from "./rasterise.ts";

/** Pixels a unit of width and WebP quality, best first. */
const ATTEMPTS = [
  { scale: 1.5, quality: 80 },
  { scale: 1, quality: 80 },
  { scale: 1, quality: 50 },
  { scale: 0.8, quality: 40 },
  { scale: 0.6, quality: 30 },
] as const;

/**
 * The frames, at the best of a few qualities at which their `data:` URIs together fit a budget.
 *
 * @throws {RangeError} when they do not fit at the lowest
 */
export function renderWithin(budget: number, frames: readonly Frame[], area: Area): Rendered[] {
  const most = budget / frames.length;
  const draw = (attempt: typeof ATTEMPTS[number]) => (index: number) =>
    smaller(render(frames[index]!, area, { ...attempt, index }), { ...attempt, most });
  const every = Math.ceil(frames.length / 5);
  const all = frames.map((_, index) => index);
  const some = all.filter((index) => index % every === 0);
  let bytes = 0;
  for (const attempt of ATTEMPTS) {
    // A few frames first: rendering all of them in vain takes seconds.
    const first = new Map(some.map((index) => [index, draw(attempt)(index)]));
    const isLast = attempt === ATTEMPTS.at(-1);
    if (size([...first.values()]) > 1.1 * most * some.length && !isLast) continue;
    const rendered = all.map((index) => first.get(index) ?? draw(attempt)(index));
    bytes = size(rendered);
    if (bytes <= budget) return rendered;
  }
  throw new RangeError(
    `Expected a film's frames in at most ${budget} bytes, got ${frames.length} frames of ` +
      `${bytes} bytes at the lowest quality; show fewer or smaller frames, and draw pictures (as ` +
      "scatterFrames does) rather than hand in SVG that holds them",
  );
}

/**
 * A frame as it is, or where it is SVG of more than `most` bytes, as a raster: sharp as
 * long as it fits.
 */
export function smaller(
  frame: Rendered,
  { scale, most }: { scale: number; most: number },
): Rendered {
  const prefix = "data:image/svg+xml;base64,";
  if (!frame.src.startsWith(prefix) || frame.src.length <= most) return frame;
  const bytes = Uint8Array.from(atob(frame.src.slice(prefix.length)), (c) => c.charCodeAt(0));
  const svg = new TextDecoder().decode(bytes);
  if (!canRasterise(svg)) return frame;
  return { ...frame, src: dataUri("image/webp", rasterise(svg, scale)) };
}

function size(frames: readonly Rendered[]): number {
  return frames.reduce((sum, { src }) => sum + src.length, 0);
}
