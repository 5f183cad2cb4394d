import * as tf from "@tensorflow/tfjs";
import { count, misfit, read, type Spec } from "../../options/mod.ts";
import { WIDEST } from "../model.ts";
import { filteredByRun, type Filters, startingFilters } from "./by_run.ts";
import { imageShape, type Layer } from "./layer.ts";
import { aPadding, type Padding } from "./padding.ts";
import { WEIGHTS, type WeightsOptions } from "./weights_options.ts";

/** The shape and manner of a {@linkcode transposedConv} layer. */
export interface TransposedConvOptions extends WeightsOptions {
  /** Channels that it gives. */
  readonly filters: number;
  /** Height and width of a filter. Default 4. */
  readonly kernel?: number;
  /** How many times larger it makes an image. Default 2. */
  readonly stride?: number;
  /**
   * The zeros around the larger image, of the convolution that this is the transpose of. Default
   * `"same"`: the result is exactly `stride` times as large. A number p as PyTorch has it:
   * (size - 1) stride - 2 p + kernel.
   */
  readonly padding?: Padding;
  /**
   * Rows and columns more at the end, as PyTorch has them; only with a padding that is a
   * number. Default 0.
   */
  readonly outputPadding?: number;
}

/** What fits {@linkcode TransposedConvOptions}. */
export const TRANSPOSED_CONV = {
  filters: count(undefined, { most: WIDEST }),
  kernel: count(4),
  stride: count(2),
  padding: aPadding,
  outputPadding: count(0, { from: 0 }),
  ...WEIGHTS,
} satisfies Spec<TransposedConvOptions>;

/**
 * A transposed convolution of images in a {@linkcode network}: each pixel adds its multiple of a
 * filter to a larger image. A kernel that is a multiple of the stride treats all pixels alike;
 * others make checkerboards (Odena et al. 2016). Parameters `{ weight: [runs, kernel, kernel, in,
 * filters], bias: [runs, 1, filters] }`.
 *
 * @throws {RangeError} If a number is not a positive whole number, the padding is neither `"same"`
 * nor a whole number from 0, `outputPadding` is not below the stride or comes with `"same"`, what
 * comes to it is no image, or the result would be empty.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transposedConv } from "saddle/models/mod.ts";
 *
 * assert.deepEqual(transposedConv({ filters: 32 }).shape([7, 7, 64]), [14, 14, 32]);
 * ```
 */
export function transposedConv(options: TransposedConvOptions): Layer {
  const full = read("transposedConv", options, TRANSPOSED_CONV);
  const { filters, kernel, stride, padding, outputPadding, bias, init } = full;
  checkOutputPadding(full);
  const larger = (size: number) => {
    if (padding === "same") return size * stride;
    const made = (size - 1) * stride - 2 * padding + kernel + outputPadding;
    if (made >= 1) return made;
    throw misfit("transposedConv", "padding", "small enough to leave an image", padding);
  };
  return {
    name: `transposed conv ${filters}`,
    shape(given) {
      const [height, width] = imageShape("transposedConv", given);
      return [larger(height), larger(width), filters];
    },
    init(randoms, given) {
      const [, , channels] = imageShape("transposedConv", given);
      const taps = kernel * kernel;
      const fan = { in: taps * channels / stride ** 2, out: taps * filters };
      return startingFilters(randoms, init, { kernel, channels: [channels, filters], fan, bias });
    },
    apply({ params, state }, x) {
      const [height, width] = [x.shape[1]!, x.shape[2]!];
      const y = filteredByRun(x, params as Filters, (images, filter) => {
        const turned = tf.transpose(filter, [0, 1, 3, 2]);
        const shape = [images.shape[0], larger(height), larger(width), filters] as const;
        return tf.conv2dTranspose(images, turned, [...shape], stride, padding);
      });
      return { y, state };
    },
  };
}

function checkOutputPadding(
  { stride, padding, outputPadding }: {
    readonly stride: number;
    readonly padding: Padding;
    readonly outputPadding: number;
  },
): void {
  if (outputPadding === 0 || (padding !== "same" && outputPadding < stride)) return;
  const fits = padding === "same"
    ? 'left out where the padding is "same"'
    : `below the stride ${stride}`;
  throw misfit("transposedConv", "outputPadding", fits, outputPadding);
}
