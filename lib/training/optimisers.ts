import * as tf from "@tensorflow/tfjs";
import type { PerRun } from "../constraints/mod.ts";
import { leaves, mapTree, type Tree } from "../engine/mod.ts";

/** The numbers of an optimiser, one a run: `[runs]` each. */
export type Numbers = Readonly<Record<string, tf.Tensor>>;

/**
 * A rule that turns gradients into new parameters. It owns nothing: its memory is a tree that is
 * carried along with the parameters, so that two trainings never share anything and a training
 * can itself be differentiated.
 */
export interface Optimiser {
  /** What it is: `"Adam"`. */
  readonly name: string;
  /** Its numbers by name; they enter the step as arguments, one a run. */
  readonly numbers: Readonly<Record<string, PerRun>>;
  /** Its memory before the first step, for parameters of these shapes. */
  init(params: Tree): Tree;
  /** New parameters and memory, after a step against `gradient`. */
  update(gradient: Tree, memory: Tree, params: Tree, numbers: Numbers): {
    readonly params: Tree;
    readonly memory: Tree;
  };
}

/** Options of {@linkcode sgd}. */
export interface SgdOptions {
  /** Learning rate. Default 0.01. */
  readonly rate?: PerRun;
}

/**
 * Plain gradient descent: $\theta \leftarrow \theta - \eta\, g$.
 *
 * @throws {RangeError} If a rate is negative or not finite.
 */
export function sgd({ rate = 0.01 }: SgdOptions = {}): Optimiser {
  checkRange("rate", rate, 0, Infinity);
  return {
    name: "SGD",
    numbers: { rate },
    init: () => ({}),
    update: (gradient, memory, params, { rate }) => ({
      params: mapTree((p, g) => tf.sub(p, tf.mul(spread(rate!, p), g!)), params, gradient),
      memory,
    }),
  };
}

/** Options of {@linkcode adam}. */
export interface AdamOptions {
  /** Learning rate. Default 0.001. */
  readonly rate?: PerRun;
  /** Decay of the mean of gradients. Default 0.9; GANs often take 0 or 0.5. */
  readonly beta1?: PerRun;
  /** Decay of the mean of squared gradients. Default 0.999. */
  readonly beta2?: PerRun;
  /** Added to the root of the second mean. Default 1e-8. */
  readonly epsilon?: PerRun;
}

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with both bias corrections and epsilon outside the root,
 * as in PyTorch.
 *
 * @throws {RangeError} If a rate is negative or a beta is not in [0, 1).
 */
export function adam(
  { rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions = {},
): Optimiser {
  checkRange("rate", rate, 0, Infinity);
  checkRange("beta1", beta1, 0, 1);
  checkRange("beta2", beta2, 0, 1);
  return {
    name: "Adam",
    numbers: { rate, beta1, beta2, epsilon },
    init: (params) => {
      const runs = leaves(params)[0]?.shape[0] ?? 1;
      return {
        mean: mapTree(tf.zerosLike, params),
        square: mapTree(tf.zerosLike, params),
        power1: tf.ones([runs]), // beta1^t and beta2^t
        power2: tf.ones([runs]),
      };
    },
    update: (gradient, memory, params, { rate, beta1, beta2, epsilon }) => {
      const old = memory as unknown as AdamMemory;
      const blend = (mean: tf.Tensor, x: tf.Tensor, beta: tf.Tensor) =>
        tf.add(tf.mul(spread(beta, x), mean), tf.mul(spread(tf.sub(1, beta), x), x));
      const power1 = tf.mul(old.power1, beta1!);
      const power2 = tf.mul(old.power2, beta2!);
      const mean = mapTree((m, g) => blend(m, g!, beta1!), old.mean, gradient);
      const square = mapTree((s, g) => blend(s, tf.square(g!), beta2!), old.square, gradient);
      const scale = tf.div(rate!, tf.sub(1, power1));
      const correction = tf.sqrt(tf.sub(1, power2));
      const moved = mapTree(
        (p, m, s) => {
          const root = tf.add(tf.div(tf.sqrt(s!), spread(correction, p)), spread(epsilon!, p));
          return tf.sub(p, tf.div(tf.mul(spread(scale, p), m!), root));
        },
        params,
        mean,
        square,
      );
      return { params: moved, memory: { mean, square, power1, power2 } };
    },
  };
}

interface AdamMemory {
  readonly mean: Tree;
  readonly square: Tree;
  readonly power1: tf.Tensor;
  readonly power2: tf.Tensor;
}

/** Options of {@linkcode rmsprop}. */
export interface RmspropOptions {
  /** Learning rate. Default 0.001. */
  readonly rate?: PerRun;
  /** Decay of the mean of squared gradients (PyTorch's alpha). Default 0.99. */
  readonly decay?: PerRun;
  /** Added to the root. Default 1e-8. */
  readonly epsilon?: PerRun;
}

/**
 * RMSProp (Tieleman and Hinton 2012), without centring or momentum, epsilon outside the root, as in
 * PyTorch.
 *
 * @throws {RangeError} If a rate is negative or a decay is not in [0, 1).
 */
export function rmsprop(
  { rate = 1e-3, decay = 0.99, epsilon = 1e-8 }: RmspropOptions = {},
): Optimiser {
  checkRange("rate", rate, 0, Infinity);
  checkRange("decay", decay, 0, 1);
  return {
    name: "RMSProp",
    numbers: { rate, decay, epsilon },
    init: (params) => ({ square: mapTree(tf.zerosLike, params) }),
    update: (gradient, memory, params, { rate, decay, epsilon }) => {
      const square = mapTree(
        (s, g) => {
          const d = spread(decay!, s);
          return tf.add(tf.mul(d, s), tf.mul(tf.sub(1, d), tf.square(g!)));
        },
        (memory as { readonly square: Tree }).square,
        gradient,
      );
      const moved = mapTree(
        (p, g, s) => {
          const root = tf.add(tf.sqrt(s!), spread(epsilon!, p));
          return tf.sub(p, tf.div(tf.mul(spread(rate!, p), g!), root));
        },
        params,
        gradient,
        square,
      );
      return { params: moved, memory: { square } };
    },
  };
}

/** One number a run, shaped so that it multiplies a tensor that has the run axis in front. */
function spread(perRun: tf.Tensor, like: tf.Tensor): tf.Tensor {
  return tf.reshape(perRun, [-1, ...like.shape.slice(1).map(() => 1)]);
}

function checkRange(name: string, values: PerRun, low: number, high: number): void {
  for (const value of typeof values === "number" ? [values] : values) {
    if (value >= low && value < high) continue;
    throw new RangeError(`An optimiser's ${name} lies in [${low}, ${high}), but ${value} came.`);
  }
}
