import * as tf from "@tensorflow/tfjs";
import { count, list, misfit, read, type Spec } from "../../options/mod.ts";
import { type Layer, type Shape, sizeOf } from "./layer.ts";
import { plainLayer } from "./plain_layer.ts";

/** What fits the shape of {@linkcode reshaped}. */
export const RESHAPED = {
  shape: list(count(), undefined, { from: 1 }),
} satisfies Spec<{ readonly shape: Shape }>;

/**
 * The same numbers in another shape, in a {@linkcode network}: features as an image of
 * `[height, width, channels]`, row by row.
 *
 * @throws {RangeError} If a size is not a positive whole number, or what comes to it has not
 * as many numbers.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { reshaped } from "saddle/models/mod.ts";
 *
 * assert.deepEqual(reshaped([4, 4, 8]).shape([128]), [4, 4, 8]);
 * ```
 */
export function reshaped(shape: Shape): Layer {
  const { shape: wanted } = read("reshaped", { shape }, RESHAPED);
  return plainLayer(wanted.join("x"), {
    shape: (given) => {
      if (sizeOf(given) === sizeOf(wanted)) return wanted;
      throw misfit("reshaped", "shape", `one of ${sizeOf(given)} numbers`, wanted);
    },
    apply: (x) => tf.reshape(x, [x.shape[0]!, ...wanted]),
  });
}
