import type { Constraint } from "./constraint.ts";
import { perRun, read, type Spec } from "../options/mod.ts";
import type { PerRun } from "../runs/mod.ts";
import { zeroCentred } from "./zero_centred.ts";

/** The setting of {@linkcode r1}. */
export interface R1Options {
  /** The weight gamma, for all runs or one a run. Default 10. */
  readonly gamma?: PerRun;
}

/** What fits {@linkcode R1Options}. */
export const R1 = { gamma: perRun({ from: 0 }, 10) } satisfies Spec<R1Options>;

/**
 * R1 (Mescheder, Geiger and Nowozin 2018, eq. 9): $\frac{\gamma}{2} E_p \|\nabla D(x)\|^2$ at real
 * points. Mind the half: it is the zero-centred penalty of weight gamma / 2. The training code of
 * its authors, GAN_stability, leaves the half out: its weight 10 is a gamma of 20.
 *
 * @throws {RangeError} If a gamma is negative or not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { r1 } from "saddle/constraints/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const slope = tf.tensor([[[3], [4]]]); // D(x) = 3 x1 + 4 x2, norm 5
 * const { penalty, numbers } = r1({ gamma: 3 });
 * const cost = penalty!({
 *   critic: (x) => tf.matMul(x, slope),
 *   real: tf.ones([1, 8, 2]),
 *   fake: tf.zeros([1, 8, 2]),
 *   draws: {},
 *   numbers: { gamma: tf.tensor1d([numbers["gamma"] as number]) },
 * });
 * assert.equal(cost.dataSync()[0], 3 / 2 * 5 ** 2);
 * ```
 */
export function r1(options: R1Options = {}): Constraint {
  const { gamma } = read("r1", options, R1);
  return zeroCentred("R1", "real", gamma);
}
