import * as tf from "@tensorflow/tfjs";
import { count, read, type Spec } from "../../options/mod.ts";
import { WIDEST } from "../model.ts";
import { filteredByRun, type Filters, startingFilters } from "./by_run.ts";
import { imageShape, type Layer } from "./layer.ts";
import { aPadding, type Padding, sideOf } from "./padding.ts";
import { WEIGHTS, type WeightsOptions } from "./weights_options.ts";

/** The shape and manner of a {@linkcode conv} layer. */
export interface ConvOptions extends WeightsOptions {
  /** Channels that it gives. */
  readonly filters: number;
  /** Height and width of a filter. Default 3. */
  readonly kernel?: number;
  /** Pixels from a window to the next. Default 1. */
  readonly stride?: number;
  /** Zeros around the image. Default `"same"`. */
  readonly padding?: Padding;
}

/** What fits {@linkcode ConvOptions}. */
export const CONV = {
  filters: count(undefined, { most: WIDEST }),
  kernel: count(3),
  stride: count(1),
  padding: aPadding,
  ...WEIGHTS,
} satisfies Spec<ConvOptions>;

/**
 * A convolution of images in a {@linkcode network} (a cross-correlation, as everywhere in this
 * field). Parameters `{ weight: [runs, kernel, kernel, in, filters], bias: [runs, 1, filters] }`.
 *
 * @throws {RangeError} If a number is not a positive whole number, the padding is neither `"same"`
 * nor a whole number from 0, or what comes to it is no image or smaller than a filter.
 *
 * @example Wasserstein-Div's first convolution:
 * ```ts
 * import assert from "node:assert/strict";
 * import { conv } from "saddle/models/mod.ts";
 *
 * const layer = conv({ filters: 64, kernel: 5, stride: 2, padding: 1 });
 * assert.deepEqual(layer.shape([64, 64, 3]), [31, 31, 64]);
 * ```
 */
export function conv(options: ConvOptions): Layer {
  const full = read("conv", options, CONV);
  const { filters, kernel, stride, bias, init } = full;
  const sides = ([height, width]: readonly number[]) =>
    [sideOf("conv", height!, full), sideOf("conv", width!, full)] as const;
  return {
    name: `conv ${filters}`,
    shape(given) {
      const [down, across] = sides(imageShape("conv", given));
      return [down.windows, across.windows, filters];
    },
    init(randoms, given) {
      const [, , channels] = imageShape("conv", given);
      const taps = kernel * kernel;
      const fan = { in: taps * channels, out: taps * filters / stride ** 2 };
      return startingFilters(randoms, init, { kernel, channels: [channels, filters], fan, bias });
    },
    apply({ params, state }, x) {
      sides(x.shape.slice(1)); // refuses an image that is smaller than the filter
      const y = filteredByRun(
        x,
        params as Filters,
        (images, filter) => tf.conv2d(images, filter, stride, full.padding),
      );
      return { y, state };
    },
  };
}
