import { read, usually } from "../options/mod.ts";
import {
  ADAM,
  ALTERNATING,
  ANNEALED,
  anOptimiser,
  AVERAGE,
  CONSENSUS,
  GRID,
  PRETRAINING,
  RMSPROP,
  SGD,
  UNIFORM_LATENT,
  UNROLLED,
} from "../training/house.ts";
import {
  adam,
  alternating,
  annealed,
  type AnnealedOptions,
  type AverageOptions,
  consensus,
  extragradient,
  type Grid,
  gridOf,
  type Latent,
  normalLatent,
  onesLatent,
  type Optimiser,
  optimistic,
  type Pretraining,
  rmsprop,
  sgd,
  simultaneous,
  uniformLatent,
  unrolled,
  type Update,
} from "../training/mod.ts";
import { fail } from "./config_node.ts";
import { type Maker, named, plain } from "./named.ts";
import { ofSpec, orOff } from "./of_spec.ts";
import { checkKeys, mapping, needed, type Reader } from "./readers.ts";

/** Every update that a file can name. */
export const UPDATES: Readonly<Record<string, Maker<Update>>> = {
  "alternating": ofSpec(alternating, ALTERNATING),
  "consensus": ofSpec(consensus, CONSENSUS),
  "extragradient": plain(extragradient()),
  "simultaneous": plain(simultaneous()),
  "unrolled": ofSpec(unrolled, UNROLLED),
};

/** An update by its name. */
export const update: Reader<Update> = named("an update", UPDATES);

/** An optimiser by its name. */
export const optimiser: Reader<Optimiser> = (node, reading) =>
  named("an optimiser", OPTIMISERS)(node, reading);

/** Every optimiser that a file can name. */
export const OPTIMISERS: Readonly<Record<string, Maker<Optimiser>>> = {
  "annealed": ofSpec(
    ({ of, ...options }: AnnealedOptions & { readonly of: Optimiser }) => annealed(of, options),
    { of: anOptimiser, ...ANNEALED },
    { of: optimiser },
  ),
  "adam": ofSpec(adam, ADAM),
  "optimistic": ofSpec(
    ({ of }: { readonly of: Optimiser }) => optimistic(of),
    { of: anOptimiser },
    { of: optimiser },
  ),
  "rmsprop": ofSpec(rmsprop, RMSPROP),
  "sgd": ofSpec(sgd, SGD),
};

/** An optimiser for both players, or one for each. */
export const optimisers: Reader<Optimiser | Record<"generator" | "critic", Optimiser>> = (
  node,
  reading,
) => {
  const players = ["generator", "critic"];
  if (node.kind !== "mapping" || !players.some((player) => node.entries.has(player))) {
    return optimiser(node, reading);
  }
  checkKeys(node, players);
  return {
    generator: needed(node, "generator", optimiser, reading),
    critic: needed(node, "critic", optimiser, reading),
  };
};

/** Where latents come from, by name. */
export const LATENTS: Readonly<Record<string, Maker<Latent>>> = {
  "normal": plain(normalLatent),
  "ones": plain(onesLatent),
  "uniform": ofSpec(uniformLatent, UNIFORM_LATENT),
};

/** Latents by their name. */
export const latent: Reader<Latent> = named("a kind of latents", LATENTS);

const averageOptions = ofSpec((options: AverageOptions) => options, AVERAGE);

/** The running mean of the generator. */
export const average: Reader<AverageOptions> = (node, reading) =>
  averageOptions(mapping(node), reading);

const pretrainingOptions = ofSpec((options: Pretraining) => options, PRETRAINING, {
  optimiser,
});

/** The critic's training on real points alone; its numbers are the same for all runs of a block. */
export const pretraining: Reader<Pretraining> = (node, reading) =>
  pretrainingOptions(mapping(node), { ...reading, perRun: new Set() });

/** A grid of one's own; without y it lies on a line. */
const LINE = { ...GRID, y: usually(GRID.y, [0, 0]), ny: usually(GRID.ny, 1) };
const gridOptions = ofSpec((options: Partial<Grid>) => read("grid", options, LINE), LINE);

/**
 * Where the critic is looked at: "data" for a window around the data, or a grid; null is nowhere.
 */
export const grid: Reader<Grid | null> = orOff((node, reading) => {
  if (node.kind === "scalar" && node.value === "data") {
    const { dataset } = reading;
    return gridOf(dataset!) ?? fail(node, `there is no grid around ${dataset!.name}.`);
  }
  return gridOptions(mapping(node), reading);
}, null);
