/**
 * The data that the course trains on: plain numbers, and beside them what is known exactly
 * (density, modes, extent).
 *
 * @module
 */
export type { Random } from "../random/mod.ts";
export { batches } from "./batches.ts";
export { drawn } from "./drawn.ts";
export { checkerboard, type CheckerboardOptions } from "./checkerboard.ts";
export { circle, type CircleOptions } from "./circle.ts";
export { curve, type CurveOptions } from "./curve.ts";
export { dataset } from "./dataset.ts";
export { dirac, type DiracOptions } from "./dirac.ts";
export { finite, type FiniteOptions } from "./finite.ts";
export { fromFile, type FromFileOptions } from "./from_file.ts";
export { fromPoints, type FromPointsOptions, type NumberArray } from "./from_points.ts";
export { fromSampler } from "./from_sampler.ts";
export { ganPytorchData, type GanPytorchDataOptions } from "./gan_pytorch_data.ts";
export { gaussian, type GaussianOptions } from "./gaussian.ts";
export { grid, type GridOptions } from "./grid.ts";
export { cifar10 } from "./images/cifar10.ts";
export { colouredDigits, type ColouredDigitsOptions } from "./images/coloured_digits.ts";
export { digits, type DigitsOptions } from "./images/digits.ts";
export { drawnFaces, type DrawnFacesOptions, faces } from "./images/faces.ts";
export type { SkippedPicture } from "./images/decoded_folder.ts";
export { type ImageFolder, imageFolder, type ImageFolderOptions } from "./images/image_folder.ts";
export type { CollectionOptions, ImagesOptions } from "./images/image_set.ts";
export { mirrored } from "./images/mirrored.ts";
export { fashionMnist, mnist, type MnistOptions } from "./images/mnist.ts";
export { NotReady, withData } from "./images/not_ready.ts";
export { shifted, type ShiftedOptions } from "./images/shifted.ts";
export { stackedDigits, type StackedDigitsOptions } from "./images/stacked_digits.ts";
export { svhn } from "./images/svhn.ts";
export { usps, type UspsOptions } from "./images/usps.ts";
export { interval, type IntervalOptions } from "./interval.ts";
export { interval2D, type Interval2DOptions } from "./interval_2d.ts";
export { labelModes } from "./label_modes.ts";
export { minMaxScaled, type MinMaxScaledOptions } from "./min_max_scaled.ts";
export { mixture, type MixtureOptions } from "./mixture.ts";
export {
  eightGaussians,
  type EightGaussiansOptions,
  fiveGaussians,
  type FiveGaussiansOptions,
  fourGaussians,
  type FourGaussiansOptions,
  ringOfSeven,
  ringOfTen,
  singleGaussian,
  sixGaussians,
  twoGaussians,
  twoGaussians2D,
} from "./named_gaussians.ts";
export { parallelLines, type ParallelLinesOptions } from "./parallel_lines.ts";
export { ring, type RingOptions } from "./ring.ts";
export { roll, type RollOptions } from "./roll.ts";
export { rowsOf } from "./rows_of.ts";
export { scaled } from "./scaled.ts";
export { spirals, type SpiralsOptions } from "./spirals.ts";
export { square, type SquareOptions } from "./square.ts";
export { swissRoll, type SwissRollOptions } from "./swiss_roll.ts";
export { twoMoons, type TwoMoonsOptions } from "./two_moons.ts";
export type {
  Batches,
  BatchesPosition,
  Dataset,
  Extent,
  FiniteDataset,
  Labels,
  Modes,
} from "./types.ts";
