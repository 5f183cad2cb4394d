import {
  CONSTANT_VALUES,
  HE_NORMAL,
  LEAKY_RELU,
  MAXOUT,
  NORMAL_WEIGHTS,
  NORMALISATION,
  ORTHOGONAL,
  XAVIER_UNIFORM,
} from "../models/house.ts";
import {
  type Activation,
  batchNorm,
  constantValues,
  elu,
  heNormal,
  identity,
  type Initialiser,
  instanceNorm,
  layerNorm,
  leakyRelu,
  lecunUniform,
  maxout,
  type Normalisation,
  normalWeights,
  orthogonal,
  relu,
  sigmoid,
  silu,
  softplus,
  tanh,
  xavierUniform,
} from "../models/mod.ts";
import { type Maker, named, plain } from "./named.ts";
import { ofSpec } from "./of_spec.ts";
import { checkKeys, needed, type Reader } from "./readers.ts";

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

/** An activation by its name. */
export const activation: Reader<Activation> = named("an activation", ACTIVATIONS);

/** One rule, or one for weights and one for biases. */
export const initialiser: Reader<Initialiser> = (node, reading) => {
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
  "instance-norm": ofSpec(instanceNorm, NORMALISATION),
  "layer-norm": ofSpec(layerNorm, NORMALISATION),
};

/** A normalisation by its name. */
export const normalisation: Reader<Normalisation> = named("a normalisation", NORMALISATIONS);
