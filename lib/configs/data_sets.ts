import type { Dataset } from "../datasets/mod.ts";
import { NAMED_DATASETS } from "../datasets/house.ts";
import { type Maker, named } from "./named.ts";
import { ofSpec } from "./of_spec.ts";
import type { Reader } from "./readers.ts";

/** A data set by its name. */
export const dataset: Reader<Dataset> = (node, reading) => anyDataset(node, reading);

/** What data sets may be made of, by the option's name. */
const PARTS = { of: dataset };

/** Every data set that a file can name. */
export const DATASETS: Readonly<Record<string, Maker<Dataset>>> = Object.fromEntries(
  Object.entries(NAMED_DATASETS).map(([name, { make, spec }]) => [name, ofSpec(make, spec, PARTS)]),
);

const anyDataset = named("a data set", DATASETS);
