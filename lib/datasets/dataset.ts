import { checkerboard } from "./checkerboard.ts";
import { circle } from "./circle.ts";
import { curve } from "./curve.ts";
import { dirac } from "./dirac.ts";
import { eightGaussians } from "./eight_gaussians.ts";
import { fiveGaussians } from "./five_gaussians.ts";
import { fourGaussians } from "./four_gaussians.ts";
import { fromFile } from "./from_file.ts";
import { ganPytorchData } from "./gan_pytorch_data.ts";
import { gaussian } from "./gaussian.ts";
import { grid } from "./grid.ts";
import { interval } from "./interval.ts";
import { interval2D } from "./interval_2d.ts";
import { parallelLines } from "./parallel_lines.ts";
import { ring } from "./ring.ts";
import { ringOfSeven } from "./ring_of_seven.ts";
import { ringOfTen } from "./ring_of_ten.ts";
import { roll } from "./roll.ts";
import { singleGaussian } from "./single_gaussian.ts";
import { sixGaussians } from "./six_gaussians.ts";
import { spirals } from "./spirals.ts";
import { square } from "./square.ts";
import { swissRoll } from "./swiss_roll.ts";
import { twoGaussians } from "./two_gaussians.ts";
import { twoGaussians2D } from "./two_gaussians_2d.ts";
import { twoMoons } from "./two_moons.ts";
import type { CurveOptions, FromFileOptions } from "./options.ts";
import type { Dataset } from "./types.ts";

/** By name: the function that makes the data set, and the options it knows. */
const known: Readonly<
  Record<string, readonly [make: (options: object) => Dataset, options: readonly string[]]>
> = {
  "checkerboard": [checkerboard, ["squares", "side"]],
  "circle": [circle, ["radius", "noise", "centred"]],
  "curve": [(options) => curve(options as CurveOptions), ["name", "points", "closed", "noise"]],
  "dirac": [dirac, ["at", "dimension"]],
  "eight-gaussians": [eightGaussians, ["deviation"]],
  "file": [file, ["path", "columns", "header", "name"]],
  "five-gaussians": [fiveGaussians, ["deviation"]],
  "four-gaussians": [fourGaussians, ["deviation"]],
  "gan-pytorch": [ganPytorchData, ["set", "size", "seed"]],
  "gaussian": [gaussian, ["mean", "deviation", "dimension"]],
  "grid": [grid, ["side", "spacing", "deviation"]],
  "interval": [interval, ["low", "high"]],
  "interval-2d": [interval2D, ["length", "noise", "angle", "offset"]],
  "parallel-lines": [parallelLines, ["at"]],
  "ring": [ring, ["modes", "radius", "deviation"]],
  "ring-of-seven": [ringOfSeven, ["radius", "deviation"]],
  "ring-of-ten": [ringOfTen, []],
  "roll": [roll, ["turns", "noise"]],
  "single-gaussian": [singleGaussian, []],
  "six-gaussians": [sixGaussians, []],
  "spirals": [spirals, ["arms", "turns", "radius", "noise"]],
  "square": [square, ["radius", "noise", "centred"]],
  "swiss-roll": [swissRoll, ["noise", "scale", "offset"]],
  "two-gaussians": [twoGaussians, []],
  "two-gaussians-2d": [twoGaussians2D, []],
  "two-moons": [twoMoons, ["noise"]],
};

/**
 * A data set by its name, for experiments that a file describes: "checkerboard", "circle", "curve", "dirac", "eight-gaussians",
 * "file", "five-gaussians", "four-gaussians", "gan-pytorch", "gaussian", "grid", "interval", "interval-2d", "parallel-lines", "ring",
 * "ring-of-seven", "ring-of-ten", "roll", "single-gaussian", "six-gaussians", "spirals", "square", "swiss-roll", "two-gaussians",
 * "two-gaussians-2d" or "two-moons". The option `path` of "file" is that of `fromFile`, taken from the working folder.
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
 * assert.throws(() => dataset("rings"), /unknown data set "rings"; known: checkerboard, .*ring/);
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

function file(options: { readonly path?: string } & FromFileOptions): Dataset {
  const { path = "", ...rest } = options;
  return fromFile(path, rest);
}
