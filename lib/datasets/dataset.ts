import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
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

/** By name: the function that makes the data set. Each refuses options that it does not have. */
const known: Readonly<Record<string, (options: object) => Dataset>> = {
  "checkerboard": checkerboard,
  "circle": circle,
  "curve": (options) => curve(options as CurveOptions),
  "dirac": dirac,
  "eight-gaussians": eightGaussians,
  "file": file,
  "five-gaussians": fiveGaussians,
  "four-gaussians": fourGaussians,
  "gan-pytorch": ganPytorchData,
  "gaussian": gaussian,
  "grid": grid,
  "interval": interval,
  "interval-2d": interval2D,
  "parallel-lines": parallelLines,
  "ring": ring,
  "ring-of-seven": ringOfSeven,
  "ring-of-ten": plain(ringOfTen),
  "roll": roll,
  "single-gaussian": plain(singleGaussian),
  "six-gaussians": plain(sixGaussians),
  "spirals": spirals,
  "square": square,
  "swiss-roll": swissRoll,
  "two-gaussians": plain(twoGaussians),
  "two-gaussians-2d": plain(twoGaussians2D),
  "two-moons": twoMoons,
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
 * @throws {TypeError} as the function of that name.
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
  const make = Object.hasOwn(known, name) ? known[name] : undefined;
  if (make) return make(options);
  const names = Object.keys(known).join(", ");
  throw new RangeError(`unknown data set ${JSON.stringify(name)}; known: ${names}`);
}

/** One that has no options. */
function plain(make: () => Dataset): (options: object) => Dataset {
  return (options) => {
    checkNames(make.name, options, []);
    return make();
  };
}

type FileOptions = FromFileOptions & { readonly path?: string };

const FILE_OPTIONS = namesOf<FileOptions>({ path: true, columns: true, header: true, name: true });

function file(options: FileOptions): Dataset {
  checkNames("file", options, FILE_OPTIONS);
  const { path = "", ...rest } = options;
  return fromFile(path, rest);
}
