import * as tf from "@tensorflow/tfjs";
import type { ConstraintNeeds, Draw, PenaltyInput } from "./constraint.ts";

/**
 * Where a penalty looks at the critic's gradient: on the line between pairs of a real and a
 * generated point, at real points, at generated points, or the mean of the two (`"both"`).
 * `"lines within"` is the mean over lines between two real points and lines between two
 * generated ones, `"lines across"` over lines between any two of both kinds. `"around real"` is
 * near real points, each coordinate moved up by half the batch's deviation times a uniform
 * number, DRAGAN's default. `"one generated"` is the first generated point of each batch and no
 * other, as GANConvergence ships it: an estimate of `"generated"` that is right on average and
 * as noisy as one point is.
 */
export type PenaltyPoints =
  | "line"
  | "real"
  | "generated"
  | "both"
  | "lines within"
  | "lines across"
  | "around real"
  | "one generated";

/** All of them. */
export const PENALTY_POINTS: readonly PenaltyPoints[] = [
  "line",
  "real",
  "generated",
  "both",
  "lines within",
  "lines across",
  "around real",
  "one generated",
];

/** The random numbers that a penalty at these points needs. */
export function drawsFor(points: PenaltyPoints): Readonly<Record<string, Draw>> {
  const mix: Draw = { kind: "uniform", each: "sample" }; // 1 at the real end of a line
  if (points === "line") return { mix };
  if (points === "around real") return { noise: { kind: "uniform", each: "feature" } };
  return points === "lines within" || points === "lines across" ? { mix, secondMix: mix } : {};
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
    case "line":
      return [between(real, fake, draws["mix"]!)];
    case "lines within":
      return [
        between(real, shifted(real, 1), draws["mix"]!),
        between(fake, shifted(fake, 1), draws["secondMix"]!),
      ];
    case "lines across": {
      // a quarter of the way round, so that real-real, real-generated, ... are a quarter of
      // the pairs each
      const all = tf.concat([real, fake], 1);
      const mix = tf.concat([draws["mix"]!, draws["secondMix"]!], 1);
      return [between(all, shifted(all, Math.max(1, Math.floor(real.shape[1]! / 2))), mix)];
    }
    case "around real":
      return [aroundReal(real, draws["noise"]!)];
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

/**
 * Points that are moved by noise in units of half the deviation of all coordinates of the batch.
 */
export function aroundReal(real: tf.Tensor, noise: tf.Tensor): tf.Tensor {
  const deviation = tf.sqrt(tf.moments(real, [1, 2], true).variance);
  return tf.add(real, tf.mul(tf.mul(0.5, deviation), noise));
}

/** A point on the line between each of `a` and each of `b`; `mix` 1 is `a`. */
function between(a: tf.Tensor, b: tf.Tensor, mix: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(mix, a), tf.mul(tf.sub(1, mix), b));
}

/** The points of a batch so many places on, those at the end coming first. */
function shifted(points: tf.Tensor, places: number): tf.Tensor {
  const [runs, batch, features] = points.shape as [number, number, number];
  const from = places % batch;
  if (from === 0) return points;
  return tf.concat([
    tf.slice(points, [0, from, 0], [runs, batch - from, features]),
    tf.slice(points, [0, 0, 0], [runs, from, features]),
  ], 1);
}
