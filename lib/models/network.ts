import * as tf from "@tensorflow/tfjs";
import { count, list, misfit, open, read, type Spec, text } from "../options/mod.ts";
import { leaves } from "../engine/mod.ts";
import { checkFeatures, checkRandoms, checkRuns } from "./layer_params.ts";
import { aLayer, type LayerLike, type Shape, sizeOf } from "./layers/layer.ts";
import { sequence } from "./layers/sequence.ts";
import type { Model } from "./model.ts";

/** What a {@linkcode network} is made of. */
export interface NetworkOptions {
  /** The shape of one input: `[features]`, or `[height, width, channels]`. */
  readonly input: Shape;
  /** Its layers, in order; activations and normalisations are layers too. */
  readonly layers: readonly LayerLike[];
  /**
   * After how many of its layers its code is taken, which it then gives beside its output.
   * Default: none is.
   */
  readonly codeAfter?: number;
  /** What it is called. Default: the names of its layers. */
  readonly name?: string;
}

/** What fits {@linkcode NetworkOptions}. */
export const NETWORK = {
  input: list(count(), undefined, { from: 1 }),
  layers: list(aLayer, undefined, { from: 1 }),
  codeAfter: open(count()),
  name: open(text()),
} satisfies Spec<NetworkOptions>;

/**
 * A model put together from layers. Points come in and go out flat, `[runs, batch, features]`,
 * images row by row with the channels of a pixel side by side; between its layers they are images
 * `[height, width, channels]`.
 *
 * Parameters and state are lists, an entry a layer, as each layer says. Many runs are convolved one
 * after the other.
 *
 * @throws {RangeError} If a layer cannot take what the one before it gives (it says which).
 *
 * @example A small critic of images with its own normalisation:
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { conv, dense, layerNorm, leakyRelu, network, type NetworkOptions } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const options: NetworkOptions = {
 *   input: [8, 8, 1],
 *   layers: [
 *     conv({ filters: 4, kernel: 4, stride: 2 }),
 *     layerNorm(),
 *     leakyRelu(),
 *     dense({ outputs: 1 }),
 *   ],
 * };
 * const critic = network(options);
 * assert.deepEqual([critic.inputs, critic.outputs], [64, 1]);
 * const { y } = critic.apply(critic.init([stream(7, 0, "init")]), tf.zeros([1, 5, 64]));
 * assert.deepEqual(y.shape, [1, 5, 1]);
 * ```
 */
export function network(options: NetworkOptions): Model {
  const { input, layers, codeAfter, name } = read("network", options, NETWORK);
  if (codeAfter !== undefined && codeAfter > layers.length) {
    throw misfit("network", "codeAfter", `at most its ${layers.length} layers`, codeAfter);
  }
  const whole = sequence(layers);
  const [inputs, outputs] = [sizeOf(input), sizeOf(whole.shape(input))];
  const code = codeAfter && sizeOf(sequence(layers.slice(0, codeAfter)).shape(input));
  const called = name ?? `network ${input.join("x")}, ${whole.name}`;
  return {
    name: called,
    inputs,
    outputs,
    sees: whole.sees ?? "point",
    ...(whole.range ? { range: whole.range } : {}),
    ...(code ? { code } : {}),
    init: (randoms) => {
      checkRandoms(randoms);
      return whole.init(randoms, input);
    },
    apply({ params, state }, x, phase = "train") {
      checkFeatures(x, inputs, "network");
      const own = leaves(params)[0]?.shape[0] ?? 1;
      checkRuns(x, own);
      const [given, batch] = x.shape as [number, number];
      const runs = Math.max(given, own);
      const all = given === runs ? x : tf.tile(x, [runs, 1, 1]);
      const points = tf.reshape(all, [runs * batch, ...input]);
      const { ys, state: after } = whole.each({ params, state }, points, { runs, phase });
      const flat = (y: tf.Tensor) => tf.reshape(y, [runs, batch, -1]);
      return {
        y: flat(ys.at(-1)!),
        state: after,
        ...(codeAfter ? { code: flat(ys[codeAfter - 1]!) } : {}),
      };
    },
  };
}
