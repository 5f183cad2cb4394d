import * as tf from "@tensorflow/tfjs";
import { choice, flag, read, type Spec } from "../options/mod.ts";
import { type Loss, meanOfRun } from "./loss.ts";

/** The divergences of {@linkcode fGan}. */
export type FDivergenceName = "KL" | "reverse KL" | "Pearson" | "JS";

/** The settings of {@linkcode fGan}. */
export interface FGanOptions {
  /** What the critic measures and the generator minimises. */
  readonly divergence: FDivergenceName;
  /**
   * Whether the generator maximises $E_q\,g_f(D(x))$ instead (section 3.2), which has the same
   * equilibrium and another gradient: stronger where the critic is sure, for reverse KL exp(-v)
   * times as strong, which a critic with large scores turns into divergence. Default `false`.
   */
  readonly nonSaturating?: boolean;
}

/** One divergence, as functions of the critic's score v. */
interface FDivergence {
  /** The output activation g_f(v): rises with v, into the domain of f*. */
  readonly activation: (v: tf.Tensor) => tf.Tensor;
  /** The conjugate at it, f*(g_f(v)), as one expression: no logarithm of an exponential. */
  readonly conjugate: (v: tf.Tensor) => tf.Tensor;
  /** f'(1): the best critic's g_f(v) where p = q; f* takes the same value there. */
  readonly slope: number;
  /** The score with that activation. */
  readonly score: number;
  /** The score of the best critic where only generated points are. */
  readonly least: number;
}

/** Nowozin et al. 2016, tables 1 and 2. */
const DIVERGENCES: Readonly<Record<FDivergenceName, FDivergence>> = {
  // f(u) = u log u, f*(t) = exp(t - 1)
  "KL": {
    activation: (v) => v,
    conjugate: (v) => exponential(tf.sub(v, 1)),
    slope: 1,
    score: 1,
    least: -Infinity,
  },
  // f(u) = -log u, f*(t) = -1 - log(-t), g_f(v) = -exp(-v)
  "reverse KL": {
    activation: (v) => tf.neg(exponential(tf.neg(v))),
    conjugate: (v) => tf.sub(v, 1),
    slope: -1,
    score: 0,
    least: -Infinity,
  },
  // f(u) = (u - 1)^2, f*(t) = t^2 / 4 + t
  "Pearson": {
    activation: (v) => v,
    conjugate: (v) => tf.add(tf.mul(0.25, tf.square(v)), v),
    slope: 0,
    score: 0,
    least: -2,
  },
  // f(u) = u log u - (u + 1) log((u + 1) / 2), f*(t) = -log(2 - exp t), g_f(v) = log
  // 2 - softplus(-v)
  "JS": {
    activation: (v) => tf.sub(Math.LN2, tf.softplus(tf.neg(v))),
    conjugate: (v) => tf.sub(tf.softplus(v), Math.LN2),
    slope: 0,
    score: 0,
    least: -Infinity,
  },
};

/** What fits {@linkcode FGanOptions}. */
export const F_GAN = {
  divergence: choice(Object.keys(DIVERGENCES) as FDivergenceName[]),
  nonSaturating: flag(false),
} satisfies Spec<FGanOptions>;

/**
 * The f-GAN losses (Nowozin et al. 2016, eq. 6): the critic's best value is the divergence
 * $D_f(p \| q) = E_q f(p/q)$ itself. With output activation $g_f$ and conjugate $f^*$:
 *
 * critic: $-E_p\,g_f(D(x)) + E_q\,f^*(g_f(D(x)))$,
 * generator: $-E_q\,f^*(g_f(D(x)))$, or $-E_q\,g_f(D(x))$ if `nonSaturating`.
 *
 * | divergence | f(u) | $g_f(v)$ | $f^*(g_f(v))$ | best score | at p = q |
 * |---|---|---|---|---|---|
 * | KL | u log u | v | exp(v - 1) | 1 + log(p/q) | 1 |
 * | reverse KL | -log u | -exp(-v) | v - 1 | log(p/q) | 0 |
 * | Pearson $\chi^2$ | (u - 1)² | v | v²/4 + v | 2 (p/q - 1) | 0 |
 * | JS | u log u - (u + 1) log((u + 1)/2) | log 2 - softplus(-v) | softplus(v) - log 2 | log(p/q) | 0 |
 *
 * "JS" is, as in the paper, twice the Jensen-Shannon divergence: the minimax loss shifted by
 * log 4. Every $g_f$ rises, so the critic is high on real data. Beyond $e^{40}$ an exponential
 * goes on along its tangent: a critic that runs away is seen to diverge, where float32 would have
 * no number for it.
 *
 * @throws {RangeError} If there is no such divergence (lists the known ones) or option.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { fGan } from "saddle/losses/mod.ts";
 *
 * assert.deepEqual(fGan({ divergence: "KL" }).equilibrium, { critic: 0, generator: -1, score: 1 });
 * assert.throws(() => fGan({ divergence: "Kl" as "KL" }), /one of "KL", "reverse KL", "Pearson", "JS"/);
 * ```
 */
export function fGan(options: FGanOptions): Loss {
  const { divergence, nonSaturating } = read("fGan", options, F_GAN);
  const { activation, conjugate, slope, score, least } = DIVERGENCES[divergence];
  const reward = nonSaturating ? activation : conjugate;
  return {
    name: `f-GAN ${divergence}${nonSaturating ? " (non-saturating)" : ""}`,
    critic: ({ real, fake }) => tf.sub(meanOfRun(conjugate(fake)), meanOfRun(activation(real))),
    generator: ({ fake }) => tf.neg(meanOfRun(reward(fake))),
    generatorSeesReal: false,
    zeroSum: !nonSaturating,
    // f'(1) - f*(f'(1)) = f(1) = 0
    equilibrium: { critic: 0, generator: 0 - slope, score },
    needs: {
      reach: [least, Infinity],
      because: "the best critic of this divergence has such scores",
    },
  };
}

/** Where e^x leaves its curve for the tangent; its square is still far inside float32. */
const LINEAR_FROM = 40;

function exponential(x: tf.Tensor): tf.Tensor {
  const beyond = tf.relu(tf.sub(x, LINEAR_FROM));
  return tf.mul(tf.exp(tf.minimum(x, LINEAR_FROM)), tf.add(1, beyond));
}
