import type { Modes } from "../datasets/mod.ts";
import { modesCaptured } from "../metrics/mod.ts";

/** How points meet the modes of a mixture, under the names of the stored columns. */
export function modeScores(
  points: Float32Array,
  modes: Modes,
): { modes: number; quality: number; reverseKL: number } {
  const { captured, highQuality, reverseKL } = modesCaptured(points, modes);
  return { modes: captured, quality: highQuality, reverseKL };
}
