import * as tf from "@tensorflow/tfjs";
import { leaves, mapTree, type Tree } from "../../engine/mod.ts";
import { perRun, read, type Spec } from "../../options/mod.ts";
import { type PerRun, spread } from "../../runs/mod.ts";
import type { Numbers, Optimiser } from "./optimiser.ts";
import { joined, parted } from "./joined.ts";
import { biasCorrection, moment, moved, scaledStep, squared } from "./steps.ts";

/** Options of {@linkcode adam}, each for all runs or one a run. */
export interface AdamOptions {
  /** Learning rate. Default 0.001. */
  readonly rate?: PerRun;
  /** Decay of the mean of gradients. Default 0.9; GANs often take 0 or 0.5. */
  readonly beta1?: PerRun;
  /** Decay of the mean of squared gradients. Default 0.999. */
  readonly beta2?: PerRun;
  /** Added to the root of the second mean. Default 1e-8. */
  readonly epsilon?: PerRun;
  /**
   * What share of a parameter is added to its gradient: PyTorch's `weight_decay`, the gradient of
   * $\frac{\lambda}{2} \|\theta\|^2$, which the moments see too. Default 0.
   */
  readonly weightDecay?: PerRun;
}

/** What fits {@linkcode AdamOptions}. */
export const ADAM = {
  rate: perRun({ from: 0 }, 1e-3),
  beta1: perRun({ from: 0, below: 1 }, 0.9),
  beta2: perRun({ from: 0, below: 1 }, 0.999),
  epsilon: perRun({ above: 0 }, 1e-8),
  weightDecay: perRun({ from: 0 }, 0),
} satisfies Spec<AdamOptions>;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with both bias corrections and epsilon outside the root,
 * as in PyTorch: $m \leftarrow \beta_1 m + (1 - \beta_1) g$, $v \leftarrow \beta_2 v + (1 -
 * \beta_2) g^2$, $\theta \leftarrow \theta - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)$ with $\hat
 * m = m / (1 - \beta_1^t)$, $\hat v = v / (1 - \beta_2^t)$. With a `weightDecay` $\lambda$, $g +
 * \lambda \theta$ stands for g throughout. (AdamW, Loshchilov and Hutter 2019, keeps it out of the
 * moments; gan-pytorch's BiGAN and CycleGAN do not.)
 *
 * @throws {RangeError} If a rate or a weight decay is negative or not finite, a beta is not in
 * [0, 1), or an epsilon is not positive.
 *
 * @example The first step has the size of the rate, whatever the gradient's:
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { leaves, start } from "saddle/engine/mod.ts";
 * import { adam } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const { init, numbers, update } = adam({ rate: 0.5 });
 * const constants = Object.fromEntries(
 *   Object.entries(numbers).map(([name, value]) => [name, tf.tensor1d([value as number])]),
 * );
 * const params = [tf.tensor([[1]])];
 * const moved = update([tf.tensor([[-400]])], init(params), params, constants);
 * assert.ok(Math.abs(leaves(moved.params)[0]!.dataSync()[0]! - 1.5) < 1e-6);
 * ```
 */
export function adam(options: AdamOptions = {}): Optimiser {
  const { weightDecay, ...numbers } = read("adam", options, ADAM);
  const decays = [weightDecay].flat().some((share) => share !== 0);
  return {
    name: "Adam",
    numbers: decays ? { ...numbers, weightDecay } : numbers,
    absent: { weightDecay: 0 },
    init,
    update,
  };
}

interface AdamMemory {
  readonly mean: Tree;
  readonly square: Tree;
  /** $\beta_1^t$, `[runs]`. */
  readonly power1: tf.Tensor;
  /** $\beta_2^t$, `[runs]`. */
  readonly power2: tf.Tensor;
}

function init(params: Tree): Tree {
  const runs = leaves(params)[0]?.shape[0] ?? 1;
  const zeros = () => joined(mapTree(tf.zerosLike, params));
  return { mean: zeros(), square: zeros(), power1: tf.ones([runs]), power2: tf.ones([runs]) };
}

/** The gradient of the loss and of half the share of all parameters' squares. */
function decayed(gradient: Tree, params: Tree, share: tf.Tensor): Tree {
  return mapTree((g, p) => tf.add(g, tf.mul(spread(share, p!), p!)), gradient, params);
}

function update(
  gradient: Tree,
  memory: Tree,
  params: Tree,
  { rate, beta1, beta2, epsilon, weightDecay }: Numbers,
): { params: Tree; memory: Tree } {
  const old = memory as unknown as AdamMemory;
  const slope = joined(weightDecay ? decayed(gradient, params, weightDecay) : gradient);
  const power1 = tf.mul(old.power1, beta1!);
  const power2 = tf.mul(old.power2, beta2!);
  const mean = moment(old.mean, slope, beta1!);
  const square = moment(old.square, squared(slope), beta2!);
  const step = scaledStep(mean, square, {
    rate: tf.div(rate!, biasCorrection(power1)),
    epsilon: epsilon!,
    correction: tf.sqrt(biasCorrection(power2)),
  });
  return {
    params: moved(params, parted(step as tf.Tensor[], params)),
    memory: { mean, square, power1, power2 },
  };
}
