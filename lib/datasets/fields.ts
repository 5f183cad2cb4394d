import { type Field, part } from "../options/mod.ts";
import type { Dataset, FiniteDataset } from "./types.ts";

/** An option that is a data set. */
export const aDataset: Field<Dataset> = part("a data set", ["sample", "dimension"]);

/** An option that is a data set of so many points. */
export const aFiniteDataset: Field<FiniteDataset> = part("a data set of given points", [
  "sample",
  "points",
]);
