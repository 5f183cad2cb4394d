/**
 * Training: one step, the loop around it, optimisers and updates, history and snapshots.
 *
 * @module
 */

export { type AcrossSeeds, acrossSeeds, type AcrossSeedsOptions } from "./across_seeds.ts";
export { adam, type AdamOptions } from "./adam.ts";
export { alternating, type AlternatingOptions } from "./alternating.ts";
export { annealed, type AnnealedOptions } from "./annealed.ts";
export type { AverageOptions } from "./average.ts";
export { byRun, type RunCurves } from "./by_run.ts";
export {
  type ClassifierOptions,
  type ClassifierResult,
  classifierTwoSample,
  type TwoSamples,
} from "./classifier_two_sample.ts";
export type { CheckpointOptions } from "./checkpoint_options.ts";
export { consensus, type ConsensusOptions } from "./consensus.ts";
export { criticMap } from "./critic_map.ts";
export { extragradient } from "./extragradient.ts";
export type {
  Each,
  Fields,
  Game,
  GameNumbers,
  GameStep,
  Look,
  LookInputs,
  Net,
  PlayerParts,
} from "./game.ts";
export { generate } from "./generate.ts";
export { generateFrom } from "./generate_from.ts";
export {
  type GeneratorGradient,
  generatorGradient,
  type GeneratorGradientOptions,
} from "./generator_gradient.ts";
export { gradientMap } from "./gradient_map.ts";
export { gradientNorms } from "./gradient_norms.ts";
export { type Grid, gridOf, gridPoints } from "./grid.ts";
export type { Outcome } from "./health.ts";
export type { HostTree } from "./host_tree.ts";
export {
  type Latent,
  normalLatent,
  onesLatent,
  uniformLatent,
  type UniformLatentOptions,
} from "./latents.ts";
export { type Lipschitz, lipschitz, type LipschitzOptions } from "./lipschitz.ts";
export type { CriticBatch, GeneratorBatch, Move } from "./moves.ts";
export type { Numbers, Optimiser } from "./optimiser.ts";
export { optimistic } from "./optimistic.ts";
export type { Metric, Progress, TrainOptions } from "./options.ts";
export { play } from "./play.ts";
export type { Played } from "./played.ts";
export type { PlayOptions } from "./play_options.ts";
export type { Parts, Player, Players, StepNumbers } from "./parts.ts";
export { pretrain, type Pretrained, type PretrainOptions } from "./pretrain.ts";
export type { Pretraining } from "./pretraining.ts";
export { pickRuns } from "./pick_runs.ts";
export { rmsprop, type RmspropOptions } from "./rmsprop.ts";
export type { Recorded } from "./recorder.ts";
export type { Run, RunStatus, Trained, TrainedRuns } from "./run.ts";
export type { LookMetric } from "./scores.ts";
export { score } from "./score.ts";
export { sgd, type SgdOptions } from "./sgd.ts";
export { simultaneous } from "./simultaneous.ts";
export type { GameSnapshot, Snapshot } from "./snapshot.ts";
export type { Flow, Source } from "./source.ts";
export {
  dataRows,
  type DataRowsOptions,
  latentRows,
  type LatentRowsOptions,
  noiseRows,
  type NoiseRowsOptions,
} from "./sources.ts";
export { train } from "./train.ts";
export { loadTrained, saveTrained, type TrainedParts } from "./trained_file.ts";
export { type Turn, type TurnNet, turns, type TurnsOptions } from "./turns.ts";
export { unrolled, type UnrolledOptions } from "./unrolled.ts";
export type { StepBatch, Update, Updated } from "./update.ts";
