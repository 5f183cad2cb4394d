import { absent } from "./absent.ts";

/** See `lib/experiments/experiment.ts`. */
export const experiment = absent("experiment() keeps its results in files: it");
