import type * as tf from "@tensorflow/tfjs";
import type { Random } from "../../random/mod.ts";
import { type Activation, anActivation } from "../activations.ts";
import type { Phase, Sees, Variables } from "../model.ts";
import { aNormalisation, type Normalisation } from "../normalisations.ts";
import { type Option, part } from "../../options/mod.ts";

/** The shape of one point: `[features]`, or `[height, width, channels]`. */
export type Shape = readonly number[];

/** How a layer is passed through. */
export interface Pass {
  /** Runs side by side in the first axis, each with as many points. */
  readonly runs: number;
  /** Whether the model is being trained. */
  readonly phase: Phase;
}

/** A piece of a {@linkcode network}: a pure description, which owns no tensors. */
export interface Layer {
  /** What it is, in a word or two: `"conv 64"`. */
  readonly name: string;
  /** What an output depends on: its own point, or all of the batch. Default its own point. */
  readonly sees?: Exclude<Sees, "pack">;
  /** What the numbers that it gives lie in, ends included, where they cannot be any number. */
  readonly range?: readonly [low: number, high: number];
  /** The shape of what it gives for points of a shape; a RangeError if it takes no such points. */
  shape(given: Shape): Shape;
  /** Starting values for points of a shape: run r draws from `randoms[r]`. */
  init(randoms: readonly Random[], given: Shape): Variables;
  /** What becomes of points `[runs * batch, ...shape]`, and the new state. */
  apply(
    variables: Variables,
    x: tf.Tensor,
    pass: Pass,
  ): { readonly y: tf.Tensor; readonly state: Variables["state"] };
}

/** What a {@linkcode network} is made of: an activation or a normalisation is a layer too. */
export type LayerLike = Layer | Activation | Normalisation;

/** An option that is a layer, or an activation or a normalisation, which are layers too. */
export const aLayer: Option<LayerLike> = part(
  "a layer",
  (value) =>
    "apply" in value && "shape" in value && "init" in value || anActivation.is(value) ||
    aNormalisation.is(value),
);

/** The numbers of a point of this shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Height, width and channels of images; refuses what is no image. */
export function imageShape(layer: string, shape: Shape): [number, number, number] {
  if (shape.length === 3) return [...shape] as [number, number, number];
  throw new RangeError(
    `${layer} takes images [height, width, channels], but points of shape [${shape}] come to it; ` +
      "reshaped() makes images of them.",
  );
}
