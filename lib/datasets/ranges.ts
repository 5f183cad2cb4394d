import type { Extent } from "./types.ts";

/**
 * The smallest and the largest value on each axis of points, row by row in one array or several.
 */
export function rangesOf(sets: readonly Float32Array[], dimension: number): Extent[] {
  return Array.from({ length: dimension }, (_, axis): Extent => {
    let low = Infinity, high = -Infinity;
    for (const points of sets) {
      for (let i = axis; i < points.length; i += dimension) {
        low = Math.min(low, points[i]!);
        high = Math.max(high, points[i]!);
      }
    }
    return [low, high];
  });
}
