import * as tf from "@tensorflow/tfjs";
import { count, flag, misfit, off, type Spec, type Values } from "../options/mod.ts";
import type { Random } from "../random/mod.ts";
import {
  checkFeatures,
  checkRandoms,
  checkRuns,
  type LayerForm,
  type LayerParams,
  startingLayer,
} from "./layer_params.ts";
import type { Activation } from "./activations.ts";
import type { Fan, Initialiser } from "./initialisers.ts";
import { WEIGHTS, type WeightsOptions } from "./layers/weights_options.ts";
import type { Model } from "./model.ts";
import { aNormalisation, checkCompares, type Normalisation, normalised } from "./normalisations.ts";

/** What critics and generators of images have in common. */
export interface ImageModelOptions extends WeightsOptions {
  /** Height and width of the images, in pixels. At most 4,096. */
  readonly size: number;
  /** Numbers a pixel: 1 for grey, 3 for colour. Default 1. At most 4,096. */
  readonly channels?: number;
  /** Height and width of the filters. Default 4. At most 4,096. */
  readonly kernel?: number;
  /** How much smaller (or, in a generator, larger) each convolution makes the image. Default 2. */
  readonly stride?: number;
  /**
   * Before the activation of hidden layers. {@linkcode batchNorm} takes each channel over all
   * images and places (each number behind a dense layer over all images), {@linkcode layerNorm}
   * each image over all its channels and places. Default none.
   */
  readonly normalisation?: Normalisation;
  /** Whether the first hidden layer is normalised too; critics often spare it. Default `true`. */
  readonly normaliseFirst?: boolean;
}

/** What fits {@linkcode ImageModelOptions}: filters as DCGAN has them. */
export const IMAGE = {
  size: count(undefined, { most: 4096 }),
  channels: count(1, { most: 4096 }),
  kernel: count(4, { most: 4096 }),
  stride: count(2),
  ...WEIGHTS,
  normalisation: off(aNormalisation),
  normaliseFirst: flag(true),
} satisfies Spec<ImageModelOptions>;

/** Refuses strides that would skip pixels. */
export function checkStride(
  owner: string,
  { kernel, stride }: Readonly<Record<"kernel" | "stride", number>>,
): void {
  if (kernel >= stride) return;
  const fits = `at least as large as the stride ${stride}, which would skip pixels`;
  throw misfit(owner, "kernel", fits, kernel);
}

/** One layer of a model of images. */
export interface ImageLayer {
  /** What a pixel has before and after it, activation included. */
  readonly channels: readonly [before: number, after: number];
  /** A dense layer sees whole images; a convolution, forwards or transposed, places in them. */
  readonly convolution?: {
    readonly kernel: number;
    readonly stride: number;
    /** Height and width of the image that comes in. */
    readonly size: number;
    readonly transposed: boolean;
  };
  readonly activation?: Activation;
  readonly normalisation?: Normalisation | undefined;
}

/** Refuses a normalisation that would see one place, or one number, alone behind one of the layers. */
export function checkNormalisations(owner: string, layers: readonly ImageLayer[]): void {
  layers.forEach((layer, i) => {
    if (!layer.normalisation) return;
    const side = sideBehind(layer);
    checkCompares(owner, layer.normalisation, [side * side, sumsOf(layer)], i === 0);
  });
}

/** Height and width of the image behind a layer; whole images are one place of a dense one. */
function sideBehind({ convolution }: ImageLayer): number {
  if (!convolution) return 1;
  const { size, stride, transposed } = convolution;
  return transposed ? size * stride : Math.ceil(size / stride);
}

/** A model of such layers. `what` names it in errors, `shape` in the name. */
export function imageModel(
  what: string,
  shape: readonly (number | string)[],
  layers: readonly ImageLayer[],
  options: Values<typeof IMAGE> & { readonly activation: Activation },
  [inputs, outputs]: readonly [inputs: number, outputs: number],
): Model {
  const { kernel, stride, activation, init, bias, normalisation, normaliseFirst } = options;
  const range = layers.at(-1)!.activation?.range;
  return {
    name: `${what} ${shape.join("-")}, kernel ${kernel}` +
      (stride === IMAGE.stride.usual ? "" : `, stride ${stride}`) + `, ${activation.name}` +
      (normalisation ? `, ${normalisation.name}${normaliseFirst ? "" : " but first"}` : ""),
    inputs,
    outputs,
    sees: normalisation?.over === "batch" ? "batch" : "point",
    ...(range ? { range } : {}),
    init: (randoms) => ({ params: startingLayers(randoms, layers, init, bias), state: {} }),
    apply: ({ params, state }, x) => {
      const values = params as readonly LayerParams[];
      checkFeatures(x, inputs, what);
      checkRuns(x, values[0]!.weight.shape[0]!);
      const batch = x.shape[1]!;
      const y = values.reduce((y, layer, i) => throughLayer(layer, layers[i]!, y, batch), x);
      return { y, state };
    },
  };
}

/**
 * Starting values: weights `[runs, in, out]` of dense layers,
 * `[runs, kernel, kernel, in, out]` else.
 */
function startingLayers(
  randoms: readonly Random[],
  layers: readonly ImageLayer[],
  init: Initialiser,
  bias: boolean,
): LayerParams[] {
  checkRandoms(randoms);
  return layers.map((layer) => {
    const start = startingLayer(randoms, init, { ...formOf(layer), bias });
    if (!layer.convolution) return start;
    const { kernel } = layer.convolution;
    const filters = [randoms.length, kernel, kernel, layer.channels[0], sumsOf(layer)];
    const weight = tf.reshape(start.weight, filters);
    start.weight.dispose();
    return { ...start, weight };
  });
}

/** Sums before the activation, for each number behind it. */
function sumsOf({ channels, activation }: ImageLayer): number {
  return channels[1] * (activation?.pieces ?? 1);
}

function formOf(layer: ImageLayer): Omit<LayerForm, "bias"> {
  const [before] = layer.channels;
  const outputs = sumsOf(layer);
  const affine = layer.normalisation?.affine ?? false;
  if (!layer.convolution) return { inputs: before, outputs, affine };
  const { kernel, stride, transposed } = layer.convolution;
  const many = kernel * kernel; // taps that meet a pixel of the smaller image
  const few = many / (stride * stride); // and of the larger one
  const fan: Fan = transposed
    ? { in: few * before, out: many * outputs }
    : { in: many * before, out: few * outputs };
  return { inputs: many * before, outputs, fan, affine };
}

function throughLayer(
  { weight, bias, gain, shift }: LayerParams,
  { convolution, activation, normalisation, channels }: ImageLayer,
  x: tf.Tensor,
  batch: number,
): tf.Tensor {
  let y = convolution
    ? convolved(x, weight, convolution)
    : tf.matMul(tf.reshape(x, [x.shape[0]!, -1, channels[0]]), weight);
  if (bias) y = tf.add(y, bias);
  if (normalisation) {
    y = tf.reshape(normalised(perPoint(y, batch), normalisation, y.shape[0]!), y.shape);
  }
  if (gain && shift) y = tf.add(tf.mul(y, gain), shift);
  y = activation?.apply(y) ?? y;
  return tf.reshape(y, [y.shape[0]!, batch, -1]);
}

/** Sums `[runs, batch * places, channels]` as `[runs * batch, places, channels]`. */
function perPoint(y: tf.Tensor, batch: number): tf.Tensor {
  return tf.reshape(y, [y.shape[0]! * batch, -1, y.shape[2]!]);
}

/**
 * Images `[runs, batch, size * size * in]` convolved: `[runs, batch * places, out]`.
 * Convolutions have no run axis: images of one filter go in together, those of a filter a run
 * one after the other.
 */
function convolved(
  x: tf.Tensor,
  weight: tf.Tensor,
  { size, stride, transposed }: NonNullable<ImageLayer["convolution"]>,
): tf.Tensor {
  const [runs, kernel, , before, after] = weight.shape as number[];
  const one = (images: tf.Tensor, filter: tf.Tensor) => {
    const image = tf.reshape(images, [-1, size, size, before!]) as tf.Tensor4D;
    if (!transposed) return tf.conv2d(image, filter as tf.Tensor4D, stride, "same");
    const larger = size * stride;
    const turned = tf.transpose(filter, [0, 1, 3, 2]) as tf.Tensor4D;
    const shape: [number, number, number, number] = [image.shape[0], larger, larger, after!];
    return tf.conv2dTranspose(image, turned, shape, stride, "same");
  };
  if (runs === 1) {
    const filter = tf.reshape(weight, [kernel!, kernel!, before!, after!]);
    return tf.reshape(one(x, filter), [x.shape[0]!, -1, after!]);
  }
  const images = x.shape[0] === 1 ? undefined : tf.unstack(x);
  const parts = tf.unstack(weight).map((filter, run) => one(images?.[run] ?? x, filter));
  return tf.reshape(tf.stack(parts), [runs!, -1, after!]);
}
