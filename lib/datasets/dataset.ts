import { path, positive, read, type Spec } from "../options/mod.ts";
import { CHECKERBOARD, checkerboard } from "./checkerboard.ts";
import { CIRCLE, circle } from "./circle.ts";
import { CURVE, curve } from "./curve.ts";
import { DIRAC, dirac } from "./dirac.ts";
import { aDataset, aFiniteDataset } from "./arguments.ts";
import { FINITE, finite, type FiniteOptions } from "./finite.ts";
import { FROM_FILE, fromFile, type FromFileOptions } from "./from_file.ts";
import { GAN_PYTORCH_DATA, ganPytorchData } from "./gan_pytorch_data.ts";
import { GAUSSIAN, gaussian } from "./gaussian.ts";
import { GRID, grid } from "./grid.ts";
import { CIFAR_10, openCifar10 } from "./images/cifar10.ts";
import { COLOURED_DIGITS, colouredDigits } from "./images/coloured_digits.ts";
import { DIGITS, digits } from "./images/digits.ts";
import { DRAWN_FACES, drawnFaces, faces } from "./images/faces.ts";
import { IMAGE_FOLDER, type ImageFolderOptions, openImageFolder } from "./images/image_folder.ts";
import { folderPath, IMAGES } from "./images/image_set.ts";
import { mirrored } from "./images/mirrored.ts";
import { MNIST, openFashionMnist, openMnist } from "./images/mnist.ts";
import { STACKED_DIGITS, stackedDigits } from "./images/stacked_digits.ts";
import { openSvhn, SVHN } from "./images/svhn.ts";
import { openUsps, USPS } from "./images/usps.ts";
import { INTERVAL, interval } from "./interval.ts";
import { interval2D, INTERVAL_2D } from "./interval_2d.ts";
import { MIN_MAX_SCALED, minMaxScaled, type MinMaxScaledOptions } from "./min_max_scaled.ts";
import {
  eightGaussians,
  fiveGaussians,
  fourGaussians,
  GAUSSIANS,
  RING_OF_SEVEN,
  ringOfSeven,
  ringOfTen,
  singleGaussian,
  sixGaussians,
  twoGaussians,
  twoGaussians2D,
} from "./named_gaussians.ts";
import { PARALLEL_LINES, parallelLines } from "./parallel_lines.ts";
import { RING, ring } from "./ring.ts";
import { ROLL, roll } from "./roll.ts";
import { scaled } from "./scaled.ts";
import { SPIRALS, spirals } from "./spirals.ts";
import { SQUARE, square } from "./square.ts";
import { SWISS_ROLL, swissRoll } from "./swiss_roll.ts";
import { TWO_MOONS, twoMoons } from "./two_moons.ts";
import type { Dataset, FiniteDataset } from "./types.ts";

/**
 * A data set that has a name: the function that makes it, and what fits the options of
 * that function.
 */
export interface NamedDataset {
  /** Makes it. Refuses options that do not fit. */
  readonly make: (options: object) => Dataset;
  /** What fits its options. */
  readonly spec: Spec<object>;
}

function named<Options extends object>(
  make: (options: Options) => Dataset,
  spec: Spec<Options>,
): NamedDataset {
  return { make: make as NamedDataset["make"], spec };
}

/** One that has no options. */
function plain(make: () => Dataset): NamedDataset {
  return named((options: object) => {
    read(make.name, options, {});
    return make();
  }, {});
}

/**
 * One that is made by a function with something before its options, which its name
 * takes among them.
 */
function gathered<Options extends object>(
  owner: string,
  make: (options: Options) => Dataset,
  spec: Spec<Options>,
): NamedDataset {
  return named((options: Options) => make(read(owner, options, spec) as Options), spec);
}

type FileOptions = FromFileOptions & { readonly path: string };
type FolderOptions = ImageFolderOptions & { readonly path: string };
type FiniteOf = FiniteOptions & { readonly of: Dataset };
type ScaledOf = { readonly of: Dataset; readonly factor: number };
type MirroredOf = { readonly of: FiniteDataset };
type StretchedOf = MinMaxScaledOptions & { readonly of: FiniteDataset };

/** Every data set that has a name, for {@linkcode dataset} and for files. */
export const NAMED_DATASETS: Readonly<Record<string, NamedDataset>> = {
  "checkerboard": named(checkerboard, CHECKERBOARD),
  "cifar-10": named(openCifar10, CIFAR_10),
  "circle": named(circle, CIRCLE),
  "coloured-digits": named(colouredDigits, COLOURED_DIGITS),
  "curve": named(curve, CURVE),
  "digits": named(digits, DIGITS),
  "dirac": named(dirac, DIRAC),
  "drawn-faces": named(drawnFaces, DRAWN_FACES),
  "eight-gaussians": named(eightGaussians, GAUSSIANS),
  "faces": named(faces, IMAGES),
  "fashion-mnist": named(openFashionMnist, MNIST),
  "file": gathered<FileOptions>(
    "fromFile",
    ({ path, ...options }) => fromFile(path, options),
    { path: path(), ...FROM_FILE },
  ),
  "finite": gathered<FiniteOf>(
    "finite",
    ({ of, ...options }) => finite(of, options),
    { of: aDataset, ...FINITE },
  ),
  "five-gaussians": named(fiveGaussians, GAUSSIANS),
  "four-gaussians": named(fourGaussians, GAUSSIANS),
  "gan-pytorch": named(ganPytorchData, GAN_PYTORCH_DATA),
  "gaussian": named(gaussian, GAUSSIAN),
  "grid": named(grid, GRID),
  "image-folder": gathered<FolderOptions>(
    "imageFolder",
    ({ path, ...options }) => openImageFolder(path, options),
    { path: folderPath(), ...IMAGE_FOLDER },
  ),
  "interval": named(interval, INTERVAL),
  "interval-2d": named(interval2D, INTERVAL_2D),
  "min-max-scaled": gathered<StretchedOf>(
    "minMaxScaled",
    ({ of, ...options }) => minMaxScaled(of, options),
    { of: aFiniteDataset, ...MIN_MAX_SCALED },
  ),
  "mirrored": gathered<MirroredOf>("mirrored", ({ of }) => mirrored(of), { of: aFiniteDataset }),
  "mnist": named(openMnist, MNIST),
  "parallel-lines": named(parallelLines, PARALLEL_LINES),
  "ring": named(ring, RING),
  "ring-of-seven": named(ringOfSeven, RING_OF_SEVEN),
  "ring-of-ten": plain(ringOfTen),
  "roll": named(roll, ROLL),
  "scaled": gathered<ScaledOf>(
    "scaled",
    ({ of, factor }) => scaled(of, factor),
    { of: aDataset, factor: positive() },
  ),
  "single-gaussian": plain(singleGaussian),
  "six-gaussians": plain(sixGaussians),
  "spirals": named(spirals, SPIRALS),
  "square": named(square, SQUARE),
  "stacked-digits": named(stackedDigits, STACKED_DIGITS),
  "svhn": named(openSvhn, SVHN),
  "swiss-roll": named(swissRoll, SWISS_ROLL),
  "two-gaussians": plain(twoGaussians),
  "two-gaussians-2d": plain(twoGaussians2D),
  "two-moons": named(twoMoons, TWO_MOONS),
  "usps": named(openUsps, USPS),
};

/**
 * A data set by its name, for experiments that a file describes: "checkerboard", "cifar-10",
 * "circle", "coloured-digits", "curve", "digits", "dirac", "drawn-faces", "eight-gaussians",
 * "faces", "fashion-mnist", "file", "finite", "five-gaussians", "four-gaussians", "gan-pytorch",
 * "gaussian", "grid", "image-folder", "interval", "interval-2d", "min-max-scaled", "mirrored", "mnist",
 * "parallel-lines", "ring", "ring-of-seven", "ring-of-ten", "roll", "scaled", "single-gaussian",
 * "six-gaussians", "spirals", "square", "stacked-digits", "svhn", "swiss-roll", "two-gaussians",
 * "two-gaussians-2d", "two-moons" or "usps". The option `path` of "file" and "image-folder" is that
 * of `fromFile` and `imageFolder`, taken from the working folder; the option `of` of
 * "coloured-digits", "finite", "min-max-scaled", "mirrored", "scaled" and "stacked-digits" is the data set that
 * they are made of.
 *
 * @param name One of these names.
 * @param options The options of the function of that name.
 * @throws {RangeError} if the name or an option is unknown (the known ones are listed), or an
 * option has a bad value.
 * @throws {TypeError} as the function of that name.
 * @throws {NotReady} if its files are not on this machine, or not decoded; `withData` sees to it and asks again.
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
  if (Object.hasOwn(NAMED_DATASETS, name)) return NAMED_DATASETS[name]!.make(options);
  const names = Object.keys(NAMED_DATASETS).join(", ");
  throw new RangeError(`unknown data set ${JSON.stringify(name)}; known: ${names}`);
}
