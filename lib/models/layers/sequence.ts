import * as tf from "@tensorflow/tfjs";
import type { Tree } from "../../engine/mod.ts";
import type { Random } from "../../random/mod.ts";
import type { Activation } from "../activations.ts";
import type { Variables } from "../model.ts";
import { aloneIn, type Normalisation, normalised } from "../normalisations.ts";
import { imageShape, type Layer, type LayerLike, type Pass, type Shape } from "./layer.ts";
import { plainLayer } from "./plain_layer.ts";

/** Layers one after the other. */
export interface Sequence extends Layer {
  /** What each layer makes of points, in their order, and the new state. */
  each(
    variables: Variables,
    x: tf.Tensor,
    pass: Pass,
  ): { readonly ys: readonly tf.Tensor[]; readonly state: Tree };
}

/** Layers one after the other, as one. Parameters and state are lists, one entry a layer. */
export function sequence(parts: readonly LayerLike[]): Sequence {
  const layers = parts.map(asLayer);
  const range = layers.at(-1)?.range;
  return {
    name: layers.map(({ name }) => name).join(", "),
    sees: layers.some(({ sees }) => sees === "batch") ? "batch" : "point",
    ...(range ? { range } : {}),
    shape: (given) => layers.reduce((shape, layer) => layer.shape(shape), given),
    init: (randoms, given) => startOf(layers, randoms, given),
    apply(variables, x, pass) {
      const { ys, state } = throughEach(layers, variables, x, pass);
      return { y: ys.at(-1) ?? x, state };
    },
    each: (variables, x, pass) => throughEach(layers, variables, x, pass),
  };
}

function throughEach(
  layers: readonly Layer[],
  { params, state }: Variables,
  x: tf.Tensor,
  pass: Pass,
): { ys: tf.Tensor[]; state: Tree } {
  const ys: tf.Tensor[] = [];
  const states = layers.map((layer, i) => {
    const own = { params: (params as Tree[])[i]!, state: (state as Tree[])[i]! };
    const done = layer.apply(own, ys.at(-1) ?? x, pass);
    ys.push(done.y);
    return done.state;
  });
  return { ys, state: states };
}

function startOf(layers: readonly Layer[], randoms: readonly Random[], given: Shape): Variables {
  let shape = given;
  const started = layers.map((layer) => {
    const made = layer.init(randoms, shape);
    shape = layer.shape(shape);
    return made;
  });
  return {
    params: started.map(({ params }) => params),
    state: started.map(({ state }) => state),
  };
}

/** A layer, or an activation or a normalisation as one. */
export function asLayer(part: LayerLike): Layer {
  if ("init" in part) return part;
  return "affine" in part ? normalising(part) : activating(part);
}

function activating({ name, pieces = 1, range, apply }: Activation): Layer {
  return plainLayer(name, {
    ...(range ? { range } : {}),
    shape: (given) => {
      const units = given.at(-1)! / pieces;
      if (Number.isInteger(units)) return [...given.slice(0, -1), units];
      throw new RangeError(
        `${name} takes a multiple of ${pieces} sums, but points of shape [${given}] come to it.`,
      );
    },
    apply,
  });
}

/** A normalisation of images or plain features, with a gain and a shift for each channel. */
function normalising(normalisation: Normalisation): Layer {
  const { name, affine, over } = normalisation;
  return {
    name,
    sees: over === "batch" ? "batch" : "point",
    shape: (given) => {
      const shape = over === "places" ? imageShape(name, given) : given;
      const channels = shape.at(-1)!, numbers = shape.reduce((product, n) => product * n, 1);
      const one = aloneIn(normalisation, [numbers / channels, channels]);
      if (one === undefined) return shape;
      throw new RangeError(
        `${name} compares several numbers, but points of shape [${given}] come to it: ` +
          `${one} would become 0.`,
      );
    },
    init(randoms, given) {
      const shape = [randoms.length, 1, given.at(-1)!];
      return { params: affine ? { gain: tf.ones(shape), shift: tf.zeros(shape) } : {}, state: {} };
    },
    apply({ params, state }, x, { runs }) {
      const y = normalised(x, normalisation, runs);
      const { gain, shift } = params as Readonly<Record<string, tf.Tensor>>;
      if (!gain) return { y, state };
      const rows = tf.reshape(y, [runs, -1, x.shape.at(-1)!]);
      return { y: tf.reshape(tf.add(tf.mul(rows, gain), shift!), x.shape), state };
    },
  };
}
