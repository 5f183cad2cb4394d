import type {
  AnnealedOptions,
  AverageOptions,
  Grid,
  Latent,
  Optimiser,
  Pretraining,
  Update,
} from "../training/mod.ts";
import {
  adam,
  alternating,
  annealed,
  consensus,
  extragradient,
  gridOf,
  normalLatent,
  onesLatent,
  optimistic,
  rmsprop,
  sgd,
  simultaneous,
  uniformLatent,
  unrolled,
} from "../training/mod.ts";
import { ADAM } from "../training/optimisers/adam.ts";
import { fail } from "./config_node.ts";
import { type Maker, maker, named, plain } from "./named.ts";
import { ofSpec } from "./of_spec.ts";
import {
  checkKeys,
  checkNeeded,
  choice,
  flag,
  mapping,
  needed,
  number,
  options,
  pair,
  perRun,
  type Reader,
  whole,
} from "./readers.ts";

/** Every update that a file can name. */
export const UPDATES: Readonly<Record<string, Maker<Update>>> = {
  "alternating": maker(alternating, {
    criticSteps: whole,
    first: choice("critic", "generator"),
    freshReal: flag,
    freshLatents: choice<boolean | "critic">(true, false, "critic"),
  }),
  "consensus": maker(consensus, { gamma: perRun }),
  "extragradient": plain(extragradient()),
  "simultaneous": plain(simultaneous()),
  "unrolled": maker(unrolled, { steps: whole }),
};

/** An update by its name. */
export const update: Reader<Update> = named("an update", UPDATES);

const one: Reader<Optimiser> = (node, reading) => named("an optimiser", OPTIMISERS)(node, reading);

/** Every optimiser that a file can name. */
export const OPTIMISERS: Readonly<Record<string, Maker<Optimiser>>> = {
  "annealed": maker(
    ({ of, ...options }: AnnealedOptions & { readonly of: Optimiser }) => annealed(of, options),
    { of: one, over: perRun, after: perRun, to: perRun, hold: perRun },
    ["of", "over"],
  ),
  "adam": ofSpec(adam, ADAM),
  "optimistic": maker(({ of }: { readonly of: Optimiser }) => optimistic(of), { of: one }, ["of"]),
  "rmsprop": maker(rmsprop, { rate: perRun, decay: perRun, epsilon: perRun }),
  "sgd": maker(sgd, { rate: perRun }),
};

/** An optimiser for both players, or one for each. */
export const optimisers: Reader<Optimiser | Record<"generator" | "critic", Optimiser>> = (
  node,
  reading,
) => {
  const players = ["generator", "critic"];
  if (node.kind !== "mapping" || !players.some((player) => node.entries.has(player))) {
    return one(node, reading);
  }
  checkKeys(node, players);
  return {
    generator: needed(node, "generator", one, reading),
    critic: needed(node, "critic", one, reading),
  };
};

/** Where latents come from, by name. */
export const LATENTS: Readonly<Record<string, Maker<Latent>>> = {
  "normal": plain(normalLatent),
  "ones": plain(onesLatent),
  "uniform": maker(uniformLatent, { low: number, high: number }),
};

/** Latents by their name. */
export const latent: Reader<Latent> = named("a kind of latents", LATENTS);

/** The running mean of the generator. */
export const average: Reader<AverageOptions> = (node, reading) =>
  options<AverageOptions>(mapping(node), { decay: perRun }, reading);

/** The critic's training on real points alone; its numbers are the same for all runs of a block. */
export const pretraining: Reader<Pretraining> = (node, reading) =>
  options<Pretraining>(mapping(node), { steps: whole, batch: whole, optimiser: one }, {
    ...reading,
    perRun: new Set(),
  });

/** Where the critic is looked at: "data" for a window around the data, or a grid. */
export const grid: Reader<Grid | null> = (node, reading) => {
  if (node.kind === "scalar" && node.value === "data") {
    const { dataset } = reading;
    return gridOf(dataset!) ?? fail(node, `there is no grid around ${dataset!.name}.`);
  }
  const read = mapping(node);
  checkNeeded(read, ["x", "nx"]);
  return {
    y: [0, 0],
    ny: 1,
    ...options<Grid>(read, { x: pair, y: pair, nx: whole, ny: whole }, reading),
  } as Grid;
};
