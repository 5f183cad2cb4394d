import * as tf from "@tensorflow/tfjs";
import { mapTree, type Tree } from "../../engine/mod.ts";
import { checkArgument } from "../../options/mod.ts";
import { anOptimiser, type Optimiser } from "./optimiser.ts";

/**
 * Optimism (Daskalakis et al. 2018): a step against twice the gradient less the one before,
 * $\theta_{t+1} = \theta_t - \eta\,(2 g_t - g_{t-1})$ around SGD, with $g_{-1} = 0$. It guesses the
 * other player's next move as the extragradient method looks for it, with one gradient a step.
 *
 * It wraps any optimiser, which is then given $2 g_t - g_{t-1}$ for a gradient; around Adam it is
 * optimistic Adam but for Adam's running means, which are of that difference here. Use it for both
 * players with the `simultaneous` update.
 *
 * @throws {TypeError} If `inner` is no optimiser.
 * @throws {RangeError} If there is none.
 *
 * @example The second step is against 2 * 3 - 1:
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { leaves, start } from "saddle/engine/mod.ts";
 * import { optimistic, sgd } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const { init, update } = optimistic(sgd());
 * const numbers = { rate: tf.tensor1d([1]) };
 * const params = [tf.tensor([[0]])];
 * const first = update([tf.tensor([[1]])], init(params), params, numbers);
 * const second = update([tf.tensor([[3]])], first.memory, first.params, numbers);
 * assert.deepEqual([...leaves(second.params)[0]!.dataSync()], [-(2 * 1 - 0) - (2 * 3 - 1)]);
 * ```
 */
export function optimistic(inner: Optimiser): Optimiser {
  checkArgument("optimistic", "inner", inner, anOptimiser);
  return {
    ...inner,
    name: `optimistic ${inner.name}`,
    init: (params) => ({ before: mapTree(tf.zerosLike, params), inner: inner.init(params) }),
    update(gradient, memory, params, numbers) {
      const old = memory as { readonly before: Tree; readonly inner: Tree };
      const guess = mapTree((g, before) => tf.sub(tf.mul(2, g), before!), gradient, old.before);
      const moved = inner.update(guess, old.inner, params, numbers);
      return { params: moved.params, memory: { before: gradient, inner: moved.memory } };
    },
  };
}
