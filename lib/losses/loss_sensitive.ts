import * as tf from "@tensorflow/tfjs";
import { safeRoot } from "../engine/mod.ts";
import { choice, positive, read, type Spec } from "../options/mod.ts";
import { type Loss, meanOfRun, type ScoredPoints } from "./loss.ts";

/** The settings of {@linkcode lossSensitive}. */
export interface LossSensitiveOptions {
  /** The weight of the margin's term; lambda in the paper. Default 1. */
  readonly weight?: number;
  /** The margin of two points at distance 1. Default 1. */
  readonly scale?: number;
  /** How the distance of two points is measured. Default `"L1"`. */
  readonly norm?: "L1" | "L2";
}

/** What fits {@linkcode LossSensitiveOptions}. */
export const LOSS_SENSITIVE = {
  weight: positive(1),
  scale: positive(1),
  norm: choice(["L1", "L2"], "L1"),
} satisfies Spec<LossSensitiveOptions>;

/**
 * The loss-sensitive loss (Qi 2017; "LS-GAN", not the least-squares GAN). What the
 * paper calls the loss of a point is minus its score, $L = -D$; the i-th real point and the i-th
 * generated one are a pair:
 *
 * critic: $E_p L(x) + \lambda E \max(0, \Delta(x, G(z)) + L(x) - L(G(z)))$,
 * generator: $E_q L(x)$.
 *
 * The margin $\Delta$ is `scale` times the distance of the pair: a generated point that is near
 * its real one is left alone. The theory has L bounded below, as by the critic's last activation
 * or by weight clipping: a constant added to every score makes the critic's loss smaller by as
 * much. Without a bound that constant drifts, and the losses with it; the generator's gradient
 * does not see it.
 *
 * The equilibrium stated is that of pairs that coincide; independent pairs of a perfect generator
 * cost the critic $\lambda E \Delta$ more.
 *
 * @throws {RangeError} If a number is not positive and finite, or the norm is not known.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { lossSensitive } from "saddle/losses/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const points = { real: tf.tensor([[[0, 0]]]), fake: tf.tensor([[[3, 4]]]) };
 * const scores = { real: tf.tensor([[[1]]]), fake: tf.tensor([[[0]]]), points };
 * const [value] = lossSensitive({ norm: "L2", weight: 10 }).critic(scores).dataSync();
 * assert.equal(value, -1 + 10 * (5 - 1));
 * ```
 */
export function lossSensitive(options: LossSensitiveOptions = {}): Loss {
  const { weight, scale, norm } = read("lossSensitive", options, LOSS_SENSITIVE);
  return {
    name: `loss-sensitive (weight ${weight}, margin ${scale} ${norm})`,
    critic: ({ real, fake, points }) => {
      const margin = tf.mul(scale, distances(points, norm));
      const unmet = tf.relu(tf.add(margin, tf.sub(fake, real)));
      return tf.sub(tf.mul(weight, meanOfRun(unmet)), meanOfRun(real));
    },
    generator: ({ fake }) => tf.neg(meanOfRun(fake)),
    generatorSeesReal: false,
    equilibrium: { critic: 0, generator: 0, score: 0 },
    needs: {
      onePoint: true,
      because: "its margin is that between the point of one score and another",
    },
  };
}

/** The root alone has no derivative at 0, where the points of a pair coincide. */
const TINY = 1e-20;

/** The distance of every pair, `[runs, batch, 1]`. */
function distances(points: ScoredPoints | undefined, norm: "L1" | "L2"): tf.Tensor {
  if (!points) {
    throw new TypeError(
      "The loss-sensitive loss measures distances between points, but scores came without points.",
    );
  }
  const [runs, batch] = points.real.shape as [number, number];
  const difference = tf.reshape(tf.sub(points.real, points.fake), [runs, batch, -1]);
  if (norm === "L1") return tf.sum(tf.abs(difference), 2, true);
  return safeRoot(tf.sum(tf.square(difference), 2, true), TINY);
}
