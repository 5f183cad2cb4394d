import * as tf from "@tensorflow/tfjs";
import { safeRoot } from "../engine/mod.ts";
import { checkArgument, choice, read, type Spec } from "../options/mod.ts";
import { checkFeatures } from "./layer_params.ts";
import { aModel, type Model } from "./model.ts";

/** How {@linkcode autoencoder} measures a reconstruction. */
export interface AutoencoderOptions {
  /**
   * `"norm"`: the distance of a point from what it was decoded to,
   * $\|x - \mathrm{Dec}(\mathrm{Enc}(x))\|$, as in the paper. `"square"`: its square, which is
   * smooth where the error is 0. Default `"norm"`.
   */
  readonly error?: "norm" | "square";
}

/** What fits {@linkcode AutoencoderOptions}. */
export const AUTOENCODER = {
  error: choice(["norm", "square"], "norm"),
} satisfies Spec<AutoencoderOptions>;

/**
 * The critic of an energy-based GAN (Zhao et al. 2017, section 2.3): an autoencoder that scores a
 * point by minus its reconstruction error, $D(x) = -\|x - \mathrm{Dec}(\mathrm{Enc}(x))\|$. It
 * learns to reconstruct real points, so their scores are near 0; no score is above it.
 *
 * Meant for the `energyBased` loss, whose pulling-away term sees the codes Enc(x); they come beside
 * the scores as `code`. `pretrain` trains it on real points alone.
 *
 * @param encoder Makes codes of points.
 * @param decoder Makes points of codes.
 * @throws {TypeError} If the encoder or decoder is no model.
 * @throws {RangeError} If the decoder does not take the encoder's codes or does not make its
 * points, or `error` is unknown.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { autoencoder, constantValues, linear } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const encoder = linear({ inputs: 2, outputs: 1, init: constantValues([1, 0]) }); // keeps x
 * const decoder = linear({ inputs: 1, outputs: 2, init: constantValues([1, 0]) });
 * const critic = autoencoder(encoder, decoder);
 * const { y, code } = critic.apply(critic.init([stream(7, 0, "init")]), tf.tensor([[[3, 0], [3, -4]]]));
 * assert.deepEqual([...y.dataSync()].map((score) => 0 - Math.round(-score)), [0, -4]);
 * assert.deepEqual([...code!.dataSync()], [3, 3]);
 * ```
 */
export function autoencoder(
  encoder: Model,
  decoder: Model,
  options: AutoencoderOptions = {},
): Model {
  checkArgument("autoencoder", "encoder", encoder, aModel);
  checkArgument("autoencoder", "decoder", decoder, aModel);
  const { error } = read("autoencoder", options, AUTOENCODER);
  if (decoder.inputs !== encoder.outputs || decoder.outputs !== encoder.inputs) {
    throw new RangeError(
      `The decoder of an autoencoder makes points [${encoder.inputs}] of codes ` +
        `[${encoder.outputs}], but ${decoder.name} makes [${decoder.outputs}] of [${decoder.inputs}].`,
    );
  }
  return {
    name: `autoencoder (${encoder.name}; ${decoder.name}), ${error}`,
    inputs: encoder.inputs,
    outputs: 1,
    range: [-Infinity, 0],
    code: encoder.outputs,
    ...seenBy(encoder, decoder),
    init(randoms) {
      const [coder, maker] = [encoder.init(randoms), decoder.init(randoms)];
      return {
        params: { encoder: coder.params, decoder: maker.params },
        state: { encoder: coder.state, decoder: maker.state },
      };
    },
    apply({ params, state }, x, phase) {
      checkFeatures(x, encoder.inputs, "autoencoder");
      const [p, s] = [params as Both, state as Both];
      const code = encoder.apply({ params: p.encoder, state: s.encoder }, x, phase);
      const made = decoder.apply({ params: p.decoder, state: s.decoder }, code.y, phase);
      const y = tf.neg(energy(tf.sub(x, made.y), error));
      return { y, state: { encoder: code.state, decoder: made.state }, code: code.y };
    },
  };
}

/** A tree of each part. */
type Both = Readonly<Record<"encoder" | "decoder", Parameters<Model["apply"]>[0]["params"]>>;

function energy(difference: tf.Tensor, error: "norm" | "square"): tf.Tensor {
  const square = tf.sum(tf.square(difference), 2, true);
  return error === "square" ? square : safeRoot(square);
}

/** How far the error of a point looks: as far as one of its nets, if both say it. */
function seenBy(...nets: readonly Model[]): Pick<Model, "sees"> {
  const all = nets.map(({ sees }) => sees);
  const farthest = (["batch", undefined, "pack", "point"] as const).find((one) =>
    all.includes(one)
  );
  return farthest === undefined ? {} : { sees: farthest };
}
