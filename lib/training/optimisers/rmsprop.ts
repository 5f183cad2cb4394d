import * as tf from "@tensorflow/tfjs";
import { perRun, read, type Spec } from "../../options/mod.ts";
import type { PerRun } from "../../runs/mod.ts";
import { mapTree, type Tree } from "../../engine/mod.ts";
import type { Numbers, Optimiser } from "./optimiser.ts";
import { joined, parted } from "./joined.ts";
import { moment, moved, scaledStep, squared } from "./steps.ts";

/** Options of {@linkcode rmsprop}, each for all runs or one a run. */
export interface RmspropOptions {
  /** Learning rate. Default 0.001. */
  readonly rate?: PerRun;
  /** Decay of the mean of squared gradients (PyTorch's alpha). Default 0.99. */
  readonly decay?: PerRun;
  /** Added to the root. Default 1e-8. */
  readonly epsilon?: PerRun;
}

/** What fits {@linkcode RmspropOptions}. */
export const RMSPROP = {
  rate: perRun({ from: 0 }, 1e-3),
  decay: perRun({ from: 0, below: 1 }, 0.99),
  epsilon: perRun({ above: 0 }, 1e-8),
} satisfies Spec<RmspropOptions>;

/**
 * RMSProp (Tieleman and Hinton 2012), without centring or momentum, epsilon outside the root, as in
 * PyTorch: $v \leftarrow \alpha v + (1 - \alpha) g^2$,
 * $\theta \leftarrow \theta - \eta\, g / (\sqrt v + \epsilon)$.
 *
 * @throws {RangeError} If a rate is negative or not finite, a decay is not in [0, 1), or an epsilon
 * is not positive.
 *
 * @example Without a memory every step has the size of the rate:
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { leaves, start } from "saddle/engine/mod.ts";
 * import { rmsprop } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const { init, numbers, update } = rmsprop({ rate: 0.5, decay: 0 });
 * const constants = Object.fromEntries(
 *   Object.entries(numbers).map(([name, value]) => [name, tf.tensor1d([value as number])]),
 * );
 * const params = [tf.tensor([[1]])];
 * const moved = update([tf.tensor([[400]])], init(params), params, constants);
 * assert.ok(Math.abs(leaves(moved.params)[0]!.dataSync()[0]! - 0.5) < 1e-6);
 * ```
 */
export function rmsprop(options: RmspropOptions = {}): Optimiser {
  return {
    name: "RMSProp",
    numbers: read("rmsprop", options, RMSPROP),
    init: (params) => ({ square: joined(mapTree(tf.zerosLike, params)) }),
    update,
  };
}

function update(
  gradient: Tree,
  memory: Tree,
  params: Tree,
  { rate, decay, epsilon }: Numbers,
): { params: Tree; memory: Tree } {
  const { square: before } = memory as { readonly square: Tree };
  const slope = joined(gradient);
  const square = moment(before, squared(slope), decay!);
  const step = scaledStep(slope, square, { rate: rate!, epsilon: epsilon! });
  return { params: moved(params, parted(step as tf.Tensor[], params)), memory: { square } };
}
