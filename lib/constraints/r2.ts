import type { Constraint } from "./constraint.ts";
import { perRun, read, type Spec } from "../options/mod.ts";
import type { PerRun } from "../runs/mod.ts";
import { zeroCentred } from "./zero_centred.ts";

/** The setting of {@linkcode r2}. */
export interface R2Options {
  /** The weight gamma, for all runs or one a run. Default 10. */
  readonly gamma?: PerRun;
}

/** What fits {@linkcode R2Options}. */
export const R2 = { gamma: perRun({ from: 0 }, 10) } satisfies Spec<R2Options>;

/**
 * R2 (Mescheder, Geiger and Nowozin 2018, eq. 10): $\frac{\gamma}{2} E_q \|\nabla D(x)\|^2$ at
 * generated points. Mind the half: it is the zero-centred penalty of weight gamma / 2.
 *
 * @throws {RangeError} If a gamma is negative or not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { r2 } from "saddle/constraints/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const slope = tf.tensor([[[3], [4]]]); // D(x) = 3 x1 + 4 x2, norm 5
 * const { penalty, numbers } = r2({ gamma: 3 });
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
export function r2(options: R2Options = {}): Constraint {
  const { gamma } = read("r2", options, R2);
  return zeroCentred("R2", "generated", gamma);
}
