import {
  type Activation,
  autoencoder,
  batchDeviation,
  batchNorm,
  constantValues,
  convCritic,
  convGenerator,
  elu,
  heNormal,
  identity,
  type Initialiser,
  layerNorm,
  leakyRelu,
  lecunUniform,
  linear,
  maxout,
  mlp,
  type Model,
  type Normalisation,
  normalWeights,
  orthogonal,
  packed,
  relu,
  sigmoid,
  silu,
  softplus,
  spectralNorm,
  type SpectralNormOptions,
  tanh,
  xavierUniform,
} from "../models/mod.ts";
import { type Maker, maker, named, plain } from "./named.ts";
import {
  checkKeys,
  choice,
  flag,
  list,
  listOr,
  made,
  needed,
  number,
  optional,
  type Reader,
  type Readers,
  whole,
} from "./readers.ts";

/** Every activation that a file can name. */
export const ACTIVATIONS: Readonly<Record<string, Maker<Activation>>> = {
  "elu": plain(elu),
  "identity": plain(identity),
  "leaky-relu": maker(({ slope }: { readonly slope?: number }) => leakyRelu(slope), {
    slope: number,
  }),
  "maxout": maker(({ pieces }: { readonly pieces?: number }) => maxout(pieces), { pieces: whole }),
  "relu": plain(relu),
  "sigmoid": plain(sigmoid),
  "silu": plain(silu),
  "softplus": plain(softplus),
  "tanh": plain(tanh),
};

const activation: Reader<Activation> = named("an activation", ACTIVATIONS);

const gain = { gain: number };

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
  "constant-values": maker(
    ({ weight, bias }: { readonly weight: number[]; readonly bias?: number[] }) =>
      constantValues(weight, bias),
    { weight: list(number), bias: list(number) },
    ["weight"],
  ),
  "he-normal": maker(heNormal, gain),
  "lecun-uniform": plain(lecunUniform()),
  "normal-weights": maker(normalWeights, { deviation: number }),
  "orthogonal": maker(orthogonal, gain),
  "xavier-uniform": maker(xavierUniform, gain),
};

const rule: Reader<Initialiser> = named("an initialiser", INITIALISERS);

const normal = { affine: flag, epsilon: number };

/** Every normalisation that a file can name. */
export const NORMALISATIONS: Readonly<Record<string, Maker<Normalisation>>> = {
  "batch-norm": maker(batchNorm, normal),
  "layer-norm": maker(layerNorm, normal),
};

const normalisation: Reader<Normalisation> = named("a normalisation", NORMALISATIONS);

/** Options of models of images. */
const images = {
  size: whole,
  channels: whole,
  filters: list(whole),
  kernel: whole,
  stride: whole,
  activation,
  output: activation,
  init: initialiser,
  bias: flag,
  normalisation,
  normaliseFirst: flag,
};

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
  return {
    "autoencoder": (node, reading) => {
      checkKeys(node, ["encoder", "decoder", "error"]);
      const encoder = needed(node, "encoder", model({ inputs }), reading);
      const codes = { inputs: encoder.outputs, outputs: encoder.inputs };
      const decoder = needed(node, "decoder", model(codes), reading);
      const error = optional(node, "error", choice("norm", "square"), reading);
      return made(node, () => autoencoder(encoder, decoder, error ? { error } : {}));
    },
    "batch-deviation": (node, reading) => {
      checkKeys(node, ["features", "head", "of"]);
      const features = needed(node, "features", model({ inputs }), reading);
      const head = needed(node, "head", model({ inputs: features.outputs + 1, outputs }), reading);
      const of = optional(node, "of", choice("mean", "first feature"), reading);
      return made(node, () => batchDeviation(features, head, of ? { of } : {}));
    },
    "conv-critic": maker(convCritic, { ...images, outputs: whole }, ["size"]),
    "conv-generator": maker(convGenerator, { ...images, inputs: whole }, ["inputs", "size"]),
    "linear": dense(linear, sides, { init: initialiser, bias: flag }),
    "mlp": dense(mlp, sides, {
      hidden: list(whole),
      activation: listOr<readonly Activation[], Activation>(list(activation), activation),
      output: activation,
      init: initialiser,
      bias: flag,
      normalisation,
      normaliseFirst: flag,
    }),
    "packed": (node, reading) => {
      checkKeys(node, ["of", "size"]);
      const size = optional(node, "size", whole, reading) ?? 2;
      const several = inputs === undefined ? sides : { outputs, inputs: size * inputs };
      const of = needed(node, "of", model(several), reading);
      return made(node, () => packed(of, { size }));
    },
    "spectral-norm": maker(
      ({ of, ...options }: SpectralNormOptions & { readonly of: Model }) =>
        spectralNorm(of, options),
      { of: model(sides), iterations: whole, warmUp: whole },
      ["of"],
    ),
  };
}

/** A model of dense layers; its surroundings say how many features it takes and makes by default. */
function dense<Options extends { readonly inputs: number; readonly outputs: number }>(
  make: (options: Options) => Model,
  sides: Sides,
  readers: Readers<Omit<Options, "inputs" | "outputs">>,
): Maker<Model> {
  const all = { inputs: whole, outputs: whole, ...readers } as unknown as Readers<Options>;
  const missing = (["inputs", "outputs"] as const).filter((side) => sides[side] === undefined);
  return maker((options: Options) => make({ ...sides, ...options }), all, missing);
}
