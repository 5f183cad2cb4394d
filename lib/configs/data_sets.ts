import { isAbsolute, join } from "node:path";
import {
  checkerboard,
  circle,
  curve,
  type Dataset,
  dirac,
  eightGaussians,
  finite,
  type FiniteDataset,
  type FiniteOptions,
  fiveGaussians,
  fourGaussians,
  fromFile,
  type FromFileOptions,
  ganPytorchData,
  gaussian,
  grid,
  interval,
  interval2D,
  minMaxScaled,
  type MinMaxScaledOptions,
  parallelLines,
  ring,
  ringOfSeven,
  ringOfTen,
  roll,
  scaled,
  singleGaussian,
  sixGaussians,
  spirals,
  square,
  swissRoll,
  twoGaussians,
  twoGaussians2D,
  twoMoons,
} from "../datasets/mod.ts";
import { RING } from "../datasets/ring.ts";
import { fail } from "./config_node.ts";
import { type Maker, maker, named, plain } from "./named.ts";
import { ofSpec } from "./of_spec.ts";
import { choice, flag, list, listOr, number, pair, type Reader, text, whole } from "./readers.ts";

/** A data set by its name. */
export const dataset: Reader<Dataset> = (node, reading) => anyDataset(node, reading);

const finiteDataset: Reader<FiniteDataset> = (node, reading) => {
  const found = dataset(node, reading);
  if ("points" in found) return found as FiniteDataset;
  return fail(node, `expected a finite data set (finite, file, gan-pytorch), got ${found.name}.`);
};

/** What {@linkcode FiniteOptions} says, and of what. */
type FiniteOf = FiniteOptions & { readonly of: Dataset };
type ScaledOf = { readonly of: Dataset; readonly factor: number };
type StretchedOf = MinMaxScaledOptions & { readonly of: FiniteDataset };

/** Paths start from the folder of the file that has them. */
const file: Maker<Dataset> = (node, reading) =>
  maker(
    ({ path, ...options }: FromFileOptions & { readonly path: string }) =>
      fromFile(isAbsolute(path) ? path : join(reading.folder, path), options),
    { path: text, columns: list(text), header: flag, name: text },
    ["path"],
  )(node, reading);

const deviation = { deviation: number };
const shape = { radius: number, noise: number, centred: flag };
const numberOrList = listOr<readonly number[], number>(list(number), number);

/** Every data set that a file can name. */
export const DATASETS: Readonly<Record<string, Maker<Dataset>>> = {
  "checkerboard": maker(checkerboard, { squares: whole, side: number }),
  "circle": maker(circle, shape),
  "curve": maker(
    curve,
    { name: text, points: list(list(number)), closed: flag, noise: number },
    ["points"],
  ),
  "dirac": maker(dirac, { at: number, dimension: whole }),
  "eight-gaussians": maker(eightGaussians, deviation),
  "file": file,
  "finite": maker(
    ({ of, ...options }: FiniteOf) => finite(of, options),
    { of: dataset, size: whole, seed: whole },
    ["of", "size", "seed"],
  ),
  "five-gaussians": maker(fiveGaussians, deviation),
  "four-gaussians": maker(fourGaussians, deviation),
  "gan-pytorch": maker(ganPytorchData, {
    set: choice("data1", "data2", "warm-up"),
    size: whole,
    seed: whole,
  }),
  "gaussian": maker(gaussian, { mean: numberOrList, deviation: number, dimension: whole }),
  "grid": maker(grid, { side: whole, spacing: number, deviation: number }),
  "interval": maker(interval, { low: number, high: number }),
  "interval-2d": maker(interval2D, { length: number, noise: number, angle: number, offset: pair }),
  "min-max-scaled": maker(
    ({ of, ...options }: StretchedOf) => minMaxScaled(of, options),
    { of: finiteDataset, low: number, high: number },
    ["of"],
  ),
  "parallel-lines": maker(parallelLines, { at: numberOrList }),
  "ring": ofSpec(ring, RING),
  "ring-of-seven": maker(ringOfSeven, { radius: number, deviation: number }),
  "ring-of-ten": plain(ringOfTen()),
  "roll": maker(roll, { turns: number, noise: number }),
  "scaled": maker(
    ({ of, factor }: ScaledOf) => scaled(of, factor),
    { of: dataset, factor: number },
    ["of", "factor"],
  ),
  "single-gaussian": plain(singleGaussian()),
  "six-gaussians": plain(sixGaussians()),
  "spirals": maker(spirals, { arms: whole, turns: number, radius: number, noise: number }),
  "square": maker(square, shape),
  "swiss-roll": maker(swissRoll, { noise: number, scale: number, offset: number }),
  "two-gaussians": plain(twoGaussians()),
  "two-gaussians-2d": plain(twoGaussians2D()),
  "two-moons": maker(twoMoons, { noise: number }),
};

const anyDataset = named("a data set", DATASETS);
