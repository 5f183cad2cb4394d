import type { Loss } from "../losses/mod.ts";
import { NAMED_LOSSES } from "../losses/house.ts";
import { type Maker, named } from "./named.ts";
import { ofSpec } from "./of_spec.ts";
import type { Reader } from "./readers.ts";

/** Every loss that a file can name: those of `lossNamed`. */
export const LOSSES: Readonly<Record<string, Maker<Loss>>> = Object.fromEntries(
  Object.entries(NAMED_LOSSES).map(([name, { make, spec }]) => [name, ofSpec(make, spec)]),
);

/** A loss by its name. */
export const loss: Reader<Loss> = named("a loss", LOSSES);
