import * as tf from "@tensorflow/tfjs";
import { count, misfit, read, type Spec } from "../../options/mod.ts";
import { imageShape, type Layer } from "./layer.ts";
import { plainLayer } from "./plain_layer.ts";

/** Options of {@linkcode nearest}. */
export interface NearestOptions {
  /** How many times larger. Default 2. */
  readonly times?: number;
}

/** What fits {@linkcode NearestOptions}. */
export const NEAREST = { times: count(2) } satisfies Spec<NearestOptions>;

/**
 * Nearest up-sampling in a {@linkcode network}: each pixel `times` x `times` times.
 *
 * @throws {RangeError} If `times` is not a positive whole number, or what comes to it is no image.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { nearest } from "saddle/models/mod.ts";
 *
 * assert.deepEqual(nearest().shape([4, 4, 128]), [8, 8, 128]);
 * ```
 */
export function nearest(options: NearestOptions = {}): Layer {
  const { times } = read("nearest", options, NEAREST);
  return plainLayer(`nearest x${times}`, {
    shape: (given) => {
      const [height, width, channels] = imageShape("nearest", given);
      return [height * times, width * times, channels];
    },
    apply: (x) => repeated(x, times),
  });
}

/**
 * Each pixel of images `times` x `times` times, in operations that XLA takes: it refuses
 * TensorFlow's resizing.
 */
export function repeated(x: tf.Tensor, times: number): tf.Tensor {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  const again = (rows: tf.Tensor) => tf.concat(Array.from({ length: times }, () => rows), 1);
  const wide = again(tf.reshape(x, [n * height * width, 1, channels]));
  const tall = again(tf.reshape(wide, [n * height, 1, times * width * channels]));
  return tf.reshape(tall, [n, times * height, times * width, channels]);
}

/** Options of {@linkcode depthToSpace} and {@linkcode spaceToDepth}. */
export interface BlockOptions {
  /** Height and width of the blocks. Default 2. */
  readonly block?: number;
}

/** What fits {@linkcode BlockOptions}. */
export const BLOCKS = { block: count(2) } satisfies Spec<BlockOptions>;

/**
 * Channels laid out as blocks of pixels, in a {@linkcode network}: `[h, w, block * block * c]`
 * becomes `[h * block, w * block, c]`, the channels of a pixel row by row through its block (Shi et
 * al. 2016; TensorFlow's order).
 *
 * @throws {RangeError} If `block` is not a positive whole number, or what comes to it is no image
 * or has a number of channels that is no multiple of block * block.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { depthToSpace } from "saddle/models/mod.ts";
 *
 * assert.deepEqual(depthToSpace().shape([4, 4, 12]), [8, 8, 3]);
 * ```
 */
export function depthToSpace(options: BlockOptions = {}): Layer {
  const { block } = read("depthToSpace", options, BLOCKS);
  return plainLayer(`depth to space ${block}`, {
    shape: (given) => {
      const [height, width, channels] = imageShape("depthToSpace", given);
      if (channels % block ** 2 === 0) {
        return [height * block, width * block, channels / block ** 2];
      }
      throw misfit("depthToSpace", "block", `one whose square divides ${channels} channels`, block);
    },
    apply: (x) => {
      const [n, height, width, channels] = x.shape as [number, number, number, number];
      const after = channels / block ** 2;
      const rows = tf.reshape(x, [n * height, width, block, block * after]);
      const turned = tf.transpose(rows, [0, 2, 1, 3]);
      return tf.reshape(turned, [n, height * block, width * block, after]);
    },
  });
}

/**
 * Blocks of pixels laid into channels, in a {@linkcode network}: the reverse of
 * {@linkcode depthToSpace}.
 *
 * @throws {RangeError} If `block` is not a positive whole number, or what comes to it is no image
 * or of a height or width that is no multiple of it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { spaceToDepth } from "saddle/models/mod.ts";
 *
 * assert.deepEqual(spaceToDepth().shape([8, 8, 3]), [4, 4, 12]);
 * ```
 */
export function spaceToDepth(options: BlockOptions = {}): Layer {
  const { block } = read("spaceToDepth", options, BLOCKS);
  return plainLayer(`space to depth ${block}`, {
    shape: (given) => {
      const [height, width, channels] = imageShape("spaceToDepth", given);
      if (height % block === 0 && width % block === 0) {
        return [height / block, width / block, channels * block ** 2];
      }
      throw misfit("spaceToDepth", "block", `one that divides ${height} and ${width}`, block);
    },
    apply: (x) => {
      const [n, height, width, channels] = x.shape as [number, number, number, number];
      const [down, across] = [height / block, width / block];
      const rows = tf.reshape(x, [n * down, block, across, block * channels]);
      return tf.reshape(tf.transpose(rows, [0, 2, 1, 3]), [n, down, across, block ** 2 * channels]);
    },
  });
}
