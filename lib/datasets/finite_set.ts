import { checkDraw } from "./check.ts";
import type { FiniteDataset } from "./types.ts";

/** A finite data set of these points, with what is known of the distribution behind them. */
export function finiteSet(
  about: Omit<FiniteDataset, "points" | "size" | "sample">,
  points: Float32Array,
): FiniteDataset {
  const { dimension } = about, size = points.length / dimension;
  return {
    ...about,
    points,
    size,
    sample(random, n) {
      checkDraw(about.name, random, n);
      const out = new Float32Array(n * dimension);
      random.integers(new Int32Array(n), size).forEach((row, i) => {
        out.set(points.subarray(row * dimension, (row + 1) * dimension), i * dimension);
      });
      return out;
    },
  };
}
