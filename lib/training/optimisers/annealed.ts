import * as tf from "@tensorflow/tfjs";
import { checkArgument, perRun, read, type Spec } from "../../options/mod.ts";
import type { PerRun } from "../../runs/mod.ts";
import { leaves, type Tree } from "../../engine/mod.ts";
import { anOptimiser, type Optimiser } from "./optimiser.ts";

/** The schedule of {@linkcode annealed}, in steps of the player. Each for all runs or one a run. */
export interface AnnealedOptions {
  /** Steps from the full rate to none. */
  readonly over: PerRun;
  /** Steps at the full rate before. Default 0. */
  readonly after?: PerRun;
  /** The share of the rate that remains at the end. Default 0. */
  readonly to?: PerRun;
  /** Steps for which a rate is held before the next: those of an epoch, say. Default 1. */
  readonly hold?: PerRun;
}

/** What fits {@linkcode AnnealedOptions}. */
export const ANNEALED = {
  over: perRun({ above: 0 }),
  after: perRun({ from: 0 }, 0),
  to: perRun({ from: 0, below: 1 }, 0),
  hold: perRun({ above: 0 }, 1),
} satisfies Spec<AnnealedOptions>;

/**
 * An optimiser whose rate falls in a straight line: step $t = 0, 1, \ldots$ is done with the rate
 * $\eta \max(s, 1 - \max(0, t - a) / T)$ for `over` T, `after` a and the share s of `to`. Schedules
 * that are held take for t the last multiple of `hold`.
 *
 * A player that moves k times a training step does k steps of the schedule in it. gan-pytorch
 * anneals to 0; GANConvergence's scheduler stops at the shares 1/500 for the critic and 1/1000 for
 * the generator (as shipped both depend on the generator's optimiser); CycleGAN waits for half of
 * the training first.
 *
 * @throws {TypeError} If `inner` is no optimiser.
 * @throws {RangeError} If `over` or `hold` is not positive, `after` is negative, `to` is not in [0,
 * 1), a number is not finite, or the optimiser has no rate or is annealed already.
 *
 * @example Half of the rate after half of the way:
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { leaves, start } from "saddle/engine/mod.ts";
 * import { annealed, type AnnealedOptions, sgd } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const options: AnnealedOptions = { over: 2 };
 * const { init, update, numbers } = annealed(sgd({ rate: 8 }), options);
 * const constants = Object.fromEntries(
 *   Object.entries(numbers).map(([name, value]) => [name, tf.tensor1d([value as number])]),
 * );
 * const [zero, one] = [[tf.tensor([[0]])], [tf.tensor([[1]])]];
 * const first = update(one, init(zero), zero, constants);
 * const second = update(one, first.memory, first.params, constants);
 * assert.equal(leaves(second.params)[0]!.dataSync()[0], -8 - 4);
 * ```
 */
export function annealed(inner: Optimiser, options: AnnealedOptions): Optimiser {
  checkArgument("annealed", "inner", inner, anOptimiser);
  const schedule = read("annealed", options, ANNEALED);
  if (!("rate" in inner.numbers)) {
    throw new RangeError(`annealed lowers a rate, but the optimiser ${inner.name} has none.`);
  }
  if ("over" in inner.numbers) {
    throw new RangeError(`annealed takes an optimiser without a schedule, but ${inner.name} came.`);
  }
  return {
    ...inner,
    name: `${inner.name}, annealed`,
    numbers: { ...inner.numbers, ...schedule },
    init: (params) => ({
      done: tf.zeros([leaves(params)[0]?.shape[0] ?? 1]),
      inner: inner.init(params),
    }),
    update(gradient, memory, params, numbers) {
      const { done, inner: old } = memory as { readonly done: tf.Tensor; readonly inner: Tree };
      const rate = tf.mul(numbers["rate"]!, share(done, numbers));
      const moved = inner.update(gradient, old, params, { ...numbers, rate });
      return { params: moved.params, memory: { done: tf.add(done, 1), inner: moved.memory } };
    },
  };
}

/** What is left of the rate after so many steps, `[runs]`. */
function share(done: tf.Tensor, { over, after, to, hold }: Readonly<Record<string, tf.Tensor>>) {
  const held = tf.mul(tf.floor(tf.div(done, hold!)), hold!);
  const fallen = tf.div(tf.relu(tf.sub(held, after!)), over!);
  return tf.maximum(tf.sub(1, fallen), to!);
}
