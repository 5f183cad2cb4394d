import {
  aModel,
  AUTOENCODER,
  BATCH_DEVIATION,
  CONV_CRITIC,
  CONV_GENERATOR,
  LINEAR,
  MLP,
  NETWORK,
  PACKED,
  SPECTRAL_NORM,
  WIDEST,
} from "../models/house.ts";
import {
  type Activation,
  autoencoder,
  batchDeviation,
  convCritic,
  convGenerator,
  linear,
  type LinearOptions,
  mlp,
  type MlpOptions,
  type Model,
  network,
  type NetworkOptions,
  packed,
  spectralNorm,
  type SpectralNormOptions,
} from "../models/mod.ts";
import { count, list as listOf, read, type Spec } from "../options/mod.ts";
import { activation, initialiser, normalisation } from "./layer_parts.ts";
import { layers } from "./layers.ts";
import { type Maker, named } from "./named.ts";
import { NETS } from "./nets.ts";
import { ofSpec, optionsOf } from "./of_spec.ts";
import { checkKeys, list, listOr, made, needed, type Reader } from "./readers.ts";

/** Readers of the parts of a model. */
const PARTS = { activation, output: activation, init: initialiser, normalisation };

/** How many features a model takes and makes, where its surroundings say so. */
interface Sides {
  readonly inputs?: number | undefined;
  readonly outputs?: number | undefined;
}

/** A model by its name, for a place with these features. */
export function model(sides: Sides): Reader<Model> {
  return (node, reading) => named("a model", modelsFor(sides))(node, reading);
}

/** Every model that a file can name. */
export function modelsFor(sides: Sides): Readonly<Record<string, Maker<Model>>> {
  const { inputs, outputs } = sides;
  const input = inputs === undefined ? {} : { input: [inputs] };
  const either = listOr<readonly Activation[], Activation>(list(activation), activation);
  return {
    ...NETS,
    "autoencoder": (node, reading) => {
      checkKeys(node, ["encoder", "decoder", ...Object.keys(AUTOENCODER)]);
      const encoder = needed(node, "encoder", model({ inputs }), reading);
      const codes = { inputs: encoder.outputs, outputs: encoder.inputs };
      const decoder = needed(node, "decoder", model(codes), reading);
      const options = optionsOf(node, AUTOENCODER, reading);
      return made(node, () => autoencoder(encoder, decoder, options));
    },
    "batch-deviation": (node, reading) => {
      checkKeys(node, ["features", "head", ...Object.keys(BATCH_DEVIATION)]);
      const features = needed(node, "features", model({ inputs }), reading);
      const head = needed(node, "head", model({ inputs: features.outputs + 1, outputs }), reading);
      const options = optionsOf(node, BATCH_DEVIATION, reading);
      return made(node, () => batchDeviation(features, head, options));
    },
    "conv-critic": ofSpec(convCritic, CONV_CRITIC, PARTS),
    "conv-generator": ofSpec(convGenerator, CONV_GENERATOR, PARTS),
    "linear": ofSpec(
      (options: LinearOptions) => linear({ ...sides, ...options }),
      within(sides, LINEAR),
      PARTS,
    ),
    "mlp": ofSpec(
      (options: MlpOptions) => mlp({ ...sides, ...options }),
      within(sides, MLP),
      { ...PARTS, activation: either },
    ),
    "network": ofSpec(
      (options: NetworkOptions) => network({ ...input, ...options }),
      { ...NETWORK, ...(inputs === undefined ? {} : { input: listOf(count(), [inputs]) }) },
      { layers },
    ),
    "packed": (node, reading) => {
      checkKeys(node, ["of", ...Object.keys(PACKED)]);
      const options = optionsOf(node, PACKED, reading);
      const { size } = made(node, () => read("packed", options, PACKED));
      const several = inputs === undefined ? sides : { outputs, inputs: size * inputs };
      const of = needed(node, "of", model(several), reading);
      return made(node, () => packed(of, options));
    },
    "spectral-norm": ofSpec(
      ({ of, ...options }: SpectralNormOptions & { readonly of: Model }) =>
        spectralNorm(of, options),
      { of: aModel, ...SPECTRAL_NORM },
      { of: model(sides) },
    ),
  };
}

/**
 * A spec of a dense model whose surroundings say how many features it takes and makes by default.
 */
function within<S extends Spec<{ inputs: number; outputs: number }>>(
  { inputs, outputs }: Sides,
  spec: S,
): S {
  return {
    ...spec,
    inputs: count(inputs, { most: WIDEST }),
    outputs: count(outputs, { most: WIDEST }),
  };
}
