import { type Activation, LEAKY_RELU, leakyRelu } from "../models/activations.ts";
import { AUTOENCODER, autoencoder } from "../models/autoencoder.ts";
import { BATCH_DEVIATION, batchDeviation } from "../models/batch_deviation.ts";
import { CONV_CRITIC, convCritic } from "../models/conv_critic.ts";
import { CONV_GENERATOR, convGenerator } from "../models/conv_generator.ts";
import {
  CONSTANT_VALUES,
  constantValues,
  HE_NORMAL,
  heNormal,
  type Initialiser,
  NORMAL_WEIGHTS,
  normalWeights,
  ORTHOGONAL,
  orthogonal,
  XAVIER_UNIFORM,
  xavierUniform,
} from "../models/initialisers.ts";
import { MAXOUT, maxout } from "../models/maxout.ts";
import { LINEAR, linear, type LinearOptions, MLP, mlp, type MlpOptions } from "../models/mlp.ts";
import {
  elu,
  identity,
  lecunUniform,
  type Model,
  relu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "../models/mod.ts";
import { aModel, WIDEST } from "../models/model.ts";
import {
  batchNorm,
  layerNorm,
  NORMALISATION,
  type Normalisation,
} from "../models/normalisations.ts";
import { PACKED, packed } from "../models/packed.ts";
import { SPECTRAL_NORM, spectralNorm, type SpectralNormOptions } from "../models/spectral_norm.ts";
import { count, read, type Spec } from "../options/mod.ts";
import { type Maker, named, plain } from "./named.ts";
import { ofSpec, optionsOf } from "./of_spec.ts";
import { checkKeys, list, listOr, made, needed, type Reader } from "./readers.ts";

/** Every activation that a file can name. */
export const ACTIVATIONS: Readonly<Record<string, Maker<Activation>>> = {
  "elu": plain(elu),
  "identity": plain(identity),
  "leaky-relu": ofSpec(({ slope }: { readonly slope?: number }) => leakyRelu(slope), LEAKY_RELU),
  "maxout": ofSpec(({ pieces }: { readonly pieces?: number }) => maxout(pieces), MAXOUT),
  "relu": plain(relu),
  "sigmoid": plain(sigmoid),
  "silu": plain(silu),
  "softplus": plain(softplus),
  "tanh": plain(tanh),
};

const activation: Reader<Activation> = named("an activation", ACTIVATIONS);

/** One rule, or one for weights and one for biases. */
const initialiser: Reader<Initialiser> = (node, reading) => {
  const parts = ["weights", "biases"];
  if (node.kind !== "mapping" || !parts.some((part) => node.entries.has(part))) {
    return rule(node, reading);
  }
  checkKeys(node, parts);
  const weights = needed(node, "weights", rule, reading);
  const biases = needed(node, "biases", rule, reading);
  return (...layer) => ({ weight: weights(...layer).weight, bias: biases(...layer).bias });
};

/** Every initialiser that a file can name. */
export const INITIALISERS: Readonly<Record<string, Maker<Initialiser>>> = {
  "constant-values": ofSpec(
    ({ weight, bias }: { readonly weight: readonly number[]; readonly bias?: readonly number[] }) =>
      constantValues(weight, bias),
    CONSTANT_VALUES,
  ),
  "he-normal": ofSpec(heNormal, HE_NORMAL),
  "lecun-uniform": plain(lecunUniform()),
  "normal-weights": ofSpec(normalWeights, NORMAL_WEIGHTS),
  "orthogonal": ofSpec(orthogonal, ORTHOGONAL),
  "xavier-uniform": ofSpec(xavierUniform, XAVIER_UNIFORM),
};

const rule: Reader<Initialiser> = named("an initialiser", INITIALISERS);

/** Every normalisation that a file can name. */
export const NORMALISATIONS: Readonly<Record<string, Maker<Normalisation>>> = {
  "batch-norm": ofSpec(batchNorm, NORMALISATION),
  "layer-norm": ofSpec(layerNorm, NORMALISATION),
};

const normalisation: Reader<Normalisation> = named("a normalisation", NORMALISATIONS);

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
  const either = listOr<readonly Activation[], Activation>(list(activation), activation);
  return {
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
