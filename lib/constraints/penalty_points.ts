import * as tf from "@tensorflow/tfjs";
import type { ConstraintNeeds, Draw, PenaltyInput } from "./constraint.ts";

/**
 * Where a penalty looks at the critic's gradient: on the line between pairs of a real and a generated
 * point, at real points, at generated points, or the mean of the two. `"one generated"` is the first
 * generated point of each batch and no other, as GANConvergence ships it: an estimate of `"generated"`
 * that is right on average and as noisy as one point is.
 */
export type PenaltyPoints = "line" | "real" | "generated" | "both" | "one generated";

/** All of them. */
export const PENALTY_POINTS: readonly PenaltyPoints[] = [
  "line",
  "real",
  "generated",
  "both",
  "one generated",
];

/** The random numbers that a penalty at these points needs. */
export function drawsFor(points: PenaltyPoints): Readonly<Record<string, Draw>> {
  return points === "line" ? { mix: { kind: "uniform", each: "sample" } } : {}; // 1 at the real end
}

/** What a penalty at these points, of norms with this target, asks of the critic. */
export function needsOf(
  points: PenaltyPoints,
  target: 0 | 1,
): { readonly needs?: ConstraintNeeds } {
  if (points === "one generated") {
    return {
      needs: { scores: "point", because: "it looks at one point alone, without a batch or a pack" },
    };
  }
  if (target === 0) return {};
  return {
    needs: {
      scores: "pack",
      because:
        "it holds the gradient of each score by its own point at 1, and where a score is one of a " +
        "batch there is no such gradient (Gulrajani et al. 2017, section 4); layer norm has one",
    },
  };
}

/** The mean, `[runs]`, of a cost `[runs, batch]` over the points. */
export function meanAt(
  points: PenaltyPoints,
  input: Pick<PenaltyInput, "real" | "fake" | "draws">,
  cost: (at: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const means = places(points, input).map((at) => tf.mean(cost(at), -1));
  return means.length === 1 ? means[0]! : tf.mul(0.5, tf.addN(means));
}

function places(
  points: PenaltyPoints,
  { real, fake, draws }: Pick<PenaltyInput, "real" | "fake" | "draws">,
): tf.Tensor[] {
  switch (points) {
    case "line": {
      const mix = draws["mix"]!;
      return [tf.add(tf.mul(mix, real), tf.mul(tf.sub(1, mix), fake))];
    }
    case "real":
      return [real];
    case "generated":
      return [fake];
    case "both":
      return [real, fake];
    case "one generated":
      return [tf.slice(fake, [0, 0, 0], [-1, 1, -1])];
  }
}
