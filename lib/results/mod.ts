/**
 * Results that take too long for a notebook: what `deno task results NAME` computes and stores under
 * `data/`. One file a result.
 *
 * @module
 */

export { cifar10Residual, type Cifar10ResidualOptions } from "./cifar10_residual.ts";
export { stackedDigitsModes, type StackedDigitsOptions } from "./stacked_digits.ts";
export { colourFeatures, type ColourFeaturesOptions } from "./colour_features.ts";
export { compute, type Computed, type ComputeOptions } from "./compute.ts";
export { CRITIC_METHODS, type CriticOptions, critics } from "./critics.ts";
export type { CriticMethod } from "./critic_methods.ts";
export { digitsBigan, type DigitsBiganOptions, type DigitsBiganPlayer } from "./digits_bigan.ts";
export type { FiveMethod, FiveSchedule } from "./five_task.ts";
export { digitFeatures, type DigitFeaturesOptions } from "./digit_features.ts";
export { digitsDiv, type DigitsDivOptions } from "./digits_div.ts";
export { facesDiv, type FacesDivOptions } from "./faces_div.ts";
export {
  CYCLE_GAN_TERMS,
  type CycleGanTerms,
  digitsCycleGan,
  type DigitsCycleGanOptions,
} from "./digits_cyclegan.ts";
export { ganPytorch, type GanPytorchMethod, type GanPytorchOptions } from "./gan_pytorch.ts";
export { LOSS_METHODS, losses, type LossOptions, type LossValues } from "./losses.ts";
export type { LossMethod } from "./loss_methods.ts";
export { type ManifoldOptions, MANIFOLDS, manifolds } from "./manifolds.ts";
export { manyRuns } from "./many_runs.ts";
export {
  MIXTURE_CONTROLS,
  MIXTURE_METHODS,
  mixtureControls,
  type MixtureOptions,
  mixtures,
} from "./mixtures.ts";
export type { MixtureMethod } from "./mixture_methods.ts";
export type {
  AnyResult,
  ConfigResult,
  GameResult,
  MadeResult,
  NamedResult,
  Result,
  ResultOf,
  ResultTables,
  TrainedResult,
} from "./result.ts";
export type { RingMethod } from "./ring_methods.ts";
export { RING_METHODS, ringProtocol, type RingProtocolOptions } from "./ring_protocol.ts";
export { resultNamed, RESULTS } from "./results.ts";
export { store } from "./store.ts";
export { tintsCycleGan, type TintsCycleGanOptions } from "./tints_cyclegan.ts";
export { TWO_GAUSSIANS_METHODS, twoGaussians, type TwoGaussiansOptions } from "./two_gaussians.ts";
export type { TwoGaussiansMethod } from "./two_gaussians_methods.ts";
export { uspsCycleGan, type UspsCycleGanOptions } from "./usps_cyclegan.ts";
