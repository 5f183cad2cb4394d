import { namesOf } from "../checks/names_of.ts";
import type { BinOptions, NeighbourOptions, SinkhornOptions } from "./types.ts";

/** The names of the options that several functions share. */
export const BINS = namesOf<BinOptions>({
  range: true,
  bins: true,
  dimension: true,
  outside: true,
  epsilon: true,
});

/** The same, of scores by nearest neighbours. */
export const NEIGHBOURS = namesOf<NeighbourOptions>({ dimension: true, k: true });

/** The same, of transport blurred by entropy. */
export const SINKHORN = namesOf<SinkhornOptions>({
  dimension: true,
  power: true,
  epsilon: true,
  iterations: true,
  tolerance: true,
});
