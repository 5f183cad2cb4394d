import * as tf from "@tensorflow/tfjs";
import { choice, count, read, type Spec } from "../../options/mod.ts";
import { WIDEST } from "../model.ts";
import { filteredByRun, type Filters } from "./by_run.ts";
import { conv } from "./conv.ts";
import { imageShape, type Layer } from "./layer.ts";
import { repeated } from "./scaling.ts";
import { WEIGHTS, type WeightsOptions } from "./weights_options.ts";

/** The shape and manner of an {@linkcode upConv} layer. */
export interface UpConvOptions extends WeightsOptions {
  /** Channels that it gives. */
  readonly filters: number;
  /** Height and width of a filter. Default 3. */
  readonly kernel?: 1 | 3;
}

/** What fits {@linkcode UpConvOptions}. */
export const UP_CONV = {
  filters: count(undefined, { most: WIDEST }),
  kernel: choice([1, 3], 3),
  ...WEIGHTS,
} satisfies Spec<UpConvOptions>;

/**
 * Nearest up-sampling to twice the size, then a convolution, in a {@linkcode network}: what
 * `nearest()` and `conv({ filters })` give, put so that it costs less. A 3 x 3 filter on pixels
 * that stand four times is one transposed convolution of 4 x 4 sums of its taps: exact, 16 products
 * for a pixel of the small image where there were 36. A 1 x 1 filter comes before the up-sampling.
 *
 * Parameters are the convolution's: `{ weight: [runs, kernel, kernel, in, filters], bias: [runs,
 * 1, filters] }`.
 *
 * @throws {RangeError} If `filters` is not a positive whole number, the kernel is neither 1 nor 3,
 * or what comes to it is no image.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { upConv } from "saddle/models/mod.ts";
 *
 * assert.deepEqual(upConv({ filters: 128 }).shape([4, 4, 256]), [8, 8, 128]);
 * ```
 */
export function upConv(options: UpConvOptions): Layer {
  const full = read("upConv", options, UP_CONV);
  const { filters, kernel } = full;
  const inner = conv(full);
  return {
    name: `up conv ${filters}`,
    shape(given) {
      const [height, width] = imageShape("upConv", given);
      return [2 * height, 2 * width, filters];
    },
    init: (randoms, given) => inner.init(randoms, imageShape("upConv", given)),
    apply(variables, x, pass) {
      if (kernel === 1) {
        const { y, state } = inner.apply(variables, x, pass);
        return { y: repeated(y, 2), state };
      }
      const { weight, bias } = variables.params as Filters;
      const [height, width] = [2 * x.shape[1]!, 2 * x.shape[2]!];
      const folded = { weight: foldedFilters(weight), ...(bias ? { bias } : {}) };
      const y = filteredByRun(
        x,
        folded,
        (images, filter) =>
          tf.conv2dTranspose(images, filter, [images.shape[0], height, width, filters], 2, "same"),
      );
      return { y, state: variables.state };
    },
  };
}

/**
 * Which taps t of 3 meet tap u of 4:
 * $out[2i + a] = \sum_t w[t]\, x[\lfloor (2i + a + t - 1) / 2 \rfloor]$, and tap u of pixel i of a
 * transposed convolution with one row of zeros meets $out[2i - 1 + u]$.
 */
const FOLD = [[0, 0, 1], [0, 1, 1], [1, 1, 0], [1, 0, 0]];

/**
 * Filters `[runs, 3, 3, in, out]` as those of the transposed convolution, `[runs, 4, 4, out, in]`.
 */
function foldedFilters(weight: tf.Tensor): tf.Tensor {
  const [runs, , , before, after] = weight.shape as [number, number, number, number, number];
  const fold = (stack: number) => tf.tile(tf.tensor3d([FOLD]), [stack, 1, 1]);
  const rows = tf.matMul(fold(runs), tf.reshape(weight, [runs, 3, 3 * before * after]));
  const both = tf.matMul(fold(4 * runs), tf.reshape(rows, [4 * runs, 3, before * after]));
  return tf.transpose(tf.reshape(both, [runs, 4, 4, before, after]), [0, 1, 2, 4, 3]);
}
