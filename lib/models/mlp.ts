import { WIDEST } from "./model.ts";
import * as tf from "@tensorflow/tfjs";
import {
  count,
  flag,
  list,
  misfit,
  off,
  oneOrList,
  read,
  type Spec,
  type Values,
} from "../options/mod.ts";
import {
  checkFeatures,
  checkRandoms,
  checkRuns,
  type LayerParams,
  startingLayer,
} from "./layer_params.ts";
import { type Activation, anActivation, relu } from "./activations.ts";
import { WEIGHTS, type WeightsOptions } from "./layers/weights_options.ts";
import type { Model } from "./model.ts";
import { aNormalisation, checkCompares, type Normalisation } from "./normalisations.ts";

/** The shape and manner of an {@linkcode mlp}. */
export interface MlpOptions extends WeightsOptions {
  /** Features of one input. At most 100,000. */
  readonly inputs: number;
  /** Features of one output. At most 100,000. */
  readonly outputs: number;
  /** Widths of the hidden layers. Default `[64, 64]`. At most 100,000. */
  readonly hidden?: readonly number[];
  /** Behind the hidden layers, one for all or one for each. Default {@linkcode relu}. */
  readonly activation?: Activation | readonly Activation[];
  /** After the last layer. Default none. */
  readonly output?: Activation;
  /** Before the activation of hidden layers. Default none. */
  readonly normalisation?: Normalisation;
  /** Whether the first hidden layer is normalised too; critics often spare it. Default `true`. */
  readonly normaliseFirst?: boolean;
}

/** What fits {@linkcode MlpOptions}. */
export const MLP = {
  inputs: count(undefined, { most: WIDEST }),
  outputs: count(undefined, { most: WIDEST }),
  hidden: list(count(undefined, { most: WIDEST }), [64, 64]),
  activation: oneOrList(anActivation, relu),
  output: off(anActivation),
  ...WEIGHTS,
  normalisation: off(aNormalisation),
  normaliseFirst: flag(true),
} satisfies Spec<MlpOptions>;

/**
 * A multi-layer perceptron: dense layers with an activation between them.
 *
 * Parameters are a list of layers `{ weight: [runs, in, out], bias: [runs, 1, out] }`, with `gain`
 * and `shift` of the bias's shape behind a normalisation that has them.
 *
 * @throws {RangeError} If a width is not a positive whole number, there are not as many activations
 * as hidden layers, or a normalisation would see one number alone, as {@linkcode layerNorm} does in
 * a layer of width 1.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { mlp } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const critic = mlp({ inputs: 2, hidden: [16, 16], outputs: 1 });
 * const runs = [0, 1, 2].map((run) => stream(7, run, "init"));
 * const { y } = critic.apply(critic.init(runs), tf.zeros([3, 10, 2]));
 * assert.deepEqual(y.shape, [3, 10, 1]);
 * ```
 */
export function mlp(options: MlpOptions): Model {
  const full = read("mlp", options, MLP);
  const { inputs, outputs, hidden, output, init, bias, normalisation, normaliseFirst } = full;
  if (normalisation?.over === "places") {
    const fits = "batchNorm(), layerNorm() or none: features have no places";
    throw misfit("mlp", "normalisation", fits, normalisation);
  }
  const widths = [inputs, ...hidden, outputs];
  const last = widths.length - 2;
  const between = activationsOf(full);
  const activationOf = (i: number) => i < last ? between[i] : output;
  const normalised = (i: number) => i < last && (i > 0 || normaliseFirst);
  hidden.forEach((width, i) => {
    if (!normalisation || !normalised(i)) return;
    checkCompares("mlp", normalisation, [1, width * (between[i]!.pieces ?? 1)], i === 0);
  });
  // one run of such layers is computed with plain matrices, which XLA fuses better
  // than stacks of one
  const names = between.map(({ name }) => name);
  const kinds = new Set(names).size === 1 ? names.slice(0, 1) : names;
  const elementwise = !normalisation && between.every(({ pieces = 1 }) => pieces === 1);
  return {
    name: `mlp ${[widths.join("-"), ...kinds].join(", ")}` +
      (normalisation ? `, ${normalisation.name}${normaliseFirst ? "" : " but first"}` : "") +
      (output ? `, output ${output.name}` : ""),
    inputs,
    outputs,
    sees: normalisation?.over === "batch" ? "batch" : "point",
    ...(output?.range ? { range: output.range } : {}),
    init: (randoms) => {
      checkRandoms(randoms);
      const layers = widths.slice(1).map((width, i) =>
        startingLayer(randoms, init, {
          inputs: widths[i]!,
          outputs: width * (activationOf(i)?.pieces ?? 1),
          bias,
          affine: Boolean(normalisation?.affine && normalised(i)),
        })
      );
      return { params: layers, state: {} };
    },
    apply: ({ params, state }, x) => {
      checkFeatures(x, inputs, "mlp");
      const layers = params as readonly LayerParams[];
      const runs = layers[0]!.weight.shape[0]!;
      checkRuns(x, runs);
      const alone = elementwise && runs === 1 && x.shape[0] === 1;
      const matrix = (leaf: tf.Tensor) => alone ? tf.squeeze(leaf, [0]) : leaf;
      let y = matrix(x);
      layers.forEach(({ weight, bias, gain, shift }, i) => {
        y = tf.matMul(y, matrix(weight));
        if (bias) y = tf.add(y, matrix(bias));
        if (normalisation && normalised(i)) y = normalisation.apply(y);
        if (gain && shift) y = tf.add(tf.mul(y, gain), shift);
        y = activationOf(i)?.apply(y) ?? y;
      });
      return { y: alone ? tf.expandDims(y, 0) : y, state };
    },
  };
}

/** The activation behind each hidden layer. */
function activationsOf({ hidden, activation }: Values<typeof MLP>): readonly Activation[] {
  if ("apply" in activation) return hidden.map(() => activation);
  if (activation.length === hidden.length) return activation;
  const fits = `one for all ${hidden.length} hidden layers, or one for each`;
  throw misfit("mlp", "activation", fits, activation.map(({ name }) => name));
}

/** Options of {@linkcode linear}, as those of {@linkcode mlp}. */
export type LinearOptions = Pick<MlpOptions, "inputs" | "outputs" | "bias" | "init">;

/** What fits {@linkcode LinearOptions}. */
export const LINEAR = {
  inputs: MLP.inputs,
  outputs: MLP.outputs,
  bias: MLP.bias,
  init: MLP.init,
} satisfies Spec<LinearOptions>;

/**
 * One dense layer and nothing else: a critic that sees only means, a generator that moves and
 * stretches.
 *
 * @throws {RangeError} If a width is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { linear } from "saddle/models/mod.ts";
 *
 * assert.equal(linear({ inputs: 1, outputs: 1, bias: false }).name, "linear 1-1, no bias");
 * ```
 */
export function linear(options: LinearOptions): Model {
  const { inputs, outputs, bias, init } = read("linear", options, LINEAR);
  const model = mlp({ inputs, outputs, hidden: [], bias, init });
  return { ...model, name: `linear ${inputs}-${outputs}${bias ? "" : ", no bias"}` };
}
