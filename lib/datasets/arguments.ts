import { type Option, part } from "../options/mod.ts";
import type { Dataset, FiniteDataset } from "./types.ts";

/** An option that is a data set. */
export const aDataset: Option<Dataset> = part("a data set", ["sample", "dimension"]);

/** An option that is a data set of so many points. */
export const aFiniteDataset: Option<FiniteDataset> = part("a data set of given points", [
  "sample",
  "points",
]);
