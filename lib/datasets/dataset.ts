import { dirac } from "./dirac.ts";
import { fiveGaussians } from "./five_gaussians.ts";
import { gaussian } from "./gaussian.ts";
import { grid } from "./grid.ts";
import { interval } from "./interval.ts";
import { ring } from "./ring.ts";
import { ringOfSeven } from "./ring_of_seven.ts";
import { twoGaussians } from "./two_gaussians.ts";
import type { Dataset } from "./types.ts";

/** By name: the function that makes the data set, and the options it knows. */
const known: Readonly<
  Record<string, readonly [make: (options: object) => Dataset, options: readonly string[]]>
> = {
  "dirac": [dirac, ["at", "dimension"]],
  "five-gaussians": [fiveGaussians, ["deviation"]],
  "gaussian": [gaussian, ["mean", "deviation", "dimension"]],
  "grid": [grid, ["side", "spacing", "deviation"]],
  "interval": [interval, ["low", "high"]],
  "ring": [ring, ["modes", "radius", "deviation"]],
  "ring-of-seven": [ringOfSeven, ["radius", "deviation"]],
  "two-gaussians": [twoGaussians, []],
};

/**
 * A data set by its name, for experiments that a file describes: "dirac", "five-gaussians", "gaussian", "grid", "interval",
 * "ring", "ring-of-seven" or "two-gaussians".
 *
 * @param name One of these names.
 * @param options The options of the function of that name.
 * @throws {RangeError} if the name or an option is unknown (the known ones are listed), or an option has a bad value.
 *
 * @example
 * ```ts
 * import { dataset } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(dataset("ring", { modes: 5 }).modes!.weights.length, 5);
 * assert.throws(() => dataset("rings"), /unknown data set "rings"; known: dirac, .*ring/);
 * ```
 */
export function dataset(name: string, options: Readonly<Record<string, unknown>> = {}): Dataset {
  const entry = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!entry) {
    const names = Object.keys(known).join(", ");
    throw new RangeError(`unknown data set ${JSON.stringify(name)}; known: ${names}`);
  }
  const [make, its] = entry;
  for (const option of Object.keys(options)) {
    if (!its.includes(option)) {
      throw new RangeError(
        `unknown option ${JSON.stringify(option)} of ${name}; known: ${its.join(", ") || "none"}`,
      );
    }
  }
  return make(options);
}
