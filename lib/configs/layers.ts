import {
  averagePool,
  conv,
  dense,
  depthToSpace,
  type LayerLike,
  nearest,
  reshaped,
  residual,
  type Shape,
  spaceToDepth,
  transposedConv,
  upConv,
} from "../models/mod.ts";
import {
  AVERAGE_POOL,
  BLOCKS,
  CONV,
  DENSE,
  NEAREST,
  RESHAPED,
  RESIDUAL,
  TRANSPOSED_CONV,
  UP_CONV,
} from "../models/house.ts";
import { ACTIVATIONS, initialiser, NORMALISATIONS } from "./layer_parts.ts";
import { type Maker, named } from "./named.ts";
import { ofSpec } from "./of_spec.ts";
import { list, type Reader } from "./readers.ts";

/** Layers of a network, in order. */
export const layers: Reader<readonly LayerLike[]> = (node, reading) => list(layer)(node, reading);

const init = { init: initialiser };

/**
 * Every layer that a file can name, beside activations and normalisations, which are layers too.
 */
export const LAYERS: Readonly<Record<string, Maker<LayerLike>>> = {
  "average-pool": ofSpec(averagePool, AVERAGE_POOL),
  "conv": ofSpec(conv, CONV, init),
  "dense": ofSpec(dense, DENSE, init),
  "depth-to-space": ofSpec(depthToSpace, BLOCKS),
  "nearest": ofSpec(nearest, NEAREST),
  "reshaped": ofSpec(({ shape }: { readonly shape: Shape }) => reshaped(shape), RESHAPED),
  "residual": ofSpec(residual, RESIDUAL, { branch: layers, shortcut: layers }),
  "space-to-depth": ofSpec(spaceToDepth, BLOCKS),
  "transposed-conv": ofSpec(transposedConv, TRANSPOSED_CONV, init),
  "up-conv": ofSpec(upConv, UP_CONV, init),
};

const layer: Reader<LayerLike> = named<LayerLike>("a layer", {
  ...LAYERS,
  ...ACTIVATIONS,
  ...NORMALISATIONS,
});
