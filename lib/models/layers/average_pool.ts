import * as tf from "@tensorflow/tfjs";
import { count, read, type Spec, usually } from "../../options/mod.ts";
import { imageShape, type Layer } from "./layer.ts";
import { aPadding, framed, type Padding, sideOf } from "./padding.ts";
import { plainLayer } from "./plain_layer.ts";

/** Options of {@linkcode averagePool}. */
export interface AveragePoolOptions {
  /** Height and width of a window. Default 2. */
  readonly kernel?: number;
  /** Pixels from a window to the next. Default 2. */
  readonly stride?: number;
  /** Zeros around the image; they count in the means. Default 0. */
  readonly padding?: Padding;
}

/** What fits {@linkcode AveragePoolOptions}. */
export const AVERAGE_POOL = {
  kernel: count(2),
  stride: count(2),
  padding: usually(aPadding, 0),
} satisfies Spec<AveragePoolOptions>;

/**
 * Means over windows, in a {@linkcode network}. Zeros around the image count, as in PyTorch's
 * `AvgPool2d`: gan-pytorch's critic has kernel 3, stride 2, padding 1. Put together of slices and
 * sums, which have derivatives of every order.
 *
 * @throws {RangeError} If a number is not a positive whole number, the padding is neither `"same"`
 * nor a whole number from 0, or what comes to it is no image or smaller than a window.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { averagePool } from "saddle/models/mod.ts";
 *
 * assert.deepEqual(averagePool({ kernel: 3, padding: 1 }).shape([32, 32, 3]), [16, 16, 3]);
 * ```
 */
export function averagePool(options: AveragePoolOptions = {}): Layer {
  const full = read("averagePool", options, AVERAGE_POOL);
  const { kernel, stride } = full;
  const sides = ([height, width]: readonly number[]) =>
    [sideOf("averagePool", height!, full), sideOf("averagePool", width!, full)] as const;
  return plainLayer(`average pool ${kernel}`, {
    shape: (given) => {
      const [height, width, channels] = imageShape("averagePool", given);
      const [down, across] = sides([height, width]);
      return [down.windows, across.windows, channels];
    },
    apply: (x) => {
      const [down, across] = sides(x.shape.slice(1));
      const whole = (side: typeof down) => {
        const blocks = side.windows - 1 + Math.ceil(kernel / stride);
        return { ...side, length: blocks * stride };
      };
      const [n, , , channels] = x.shape as number[];
      const image = framed(x, [whole(down), whole(across)]);
      const [, height, width] = image.shape;
      const rows = sums(image, [n!, height, width * channels!], { kernel, stride }, down.windows);
      const places = [n! * down.windows, width, channels!] as const;
      const y = sums(rows, places, { kernel, stride }, across.windows);
      return tf.mul(tf.reshape(y, [n!, down.windows, across.windows, channels!]), 1 / kernel ** 2);
    },
  });
}

/**
 * Sums over windows along the middle of `[outer, length, inner]`, whose length is a multiple
 * of the stride.
 */
function sums(
  x: tf.Tensor,
  [outer, length, inner]: readonly [number, number, number],
  { kernel, stride }: { readonly kernel: number; readonly stride: number },
  windows: number,
): tf.Tensor {
  const blocks = tf.reshape(x, [outer, length / stride, stride, inner]);
  const taps = Array.from({ length: kernel }, (_, tap) => {
    const from = [0, Math.floor(tap / stride), tap % stride, 0];
    return tf.reshape(tf.slice(blocks, from, [outer, windows, 1, inner]), [outer, windows, inner]);
  });
  return taps.length === 1 ? taps[0]! : tf.addN(taps);
}
