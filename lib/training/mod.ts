/**
 * Training: one step, the loop around it, optimisers and updates, history and snapshots.
 *
 * @module
 */

export { type AcrossSeeds, acrossSeeds, type AcrossSeedsOptions } from "../numbers/mod.ts";
export { adam, type AdamOptions } from "./optimisers/adam.ts";
export { alternating, type AlternatingOptions } from "./updates/alternating.ts";
export { annealed, type AnnealedOptions } from "./optimisers/annealed.ts";
export type { AverageOptions } from "./average.ts";
export { byRun, type RunCurves } from "./record/by_run.ts";
export {
  type ClassifierOptions,
  type ClassifierResult,
  classifierTwoSample,
  type TwoSamples,
} from "./probes/classifier_two_sample.ts";
export type { CheckpointOptions } from "./stored/checkpoint_options.ts";
export { consensus, type ConsensusOptions } from "./updates/consensus.ts";
export { criticMap } from "./probes/critic_map.ts";
export { extragradient } from "./updates/extragradient.ts";
export type { Each } from "./each.ts";
export type {
  Fields,
  Game,
  GameNumbers,
  GameStep,
  Look,
  LookInputs,
  Net,
  PlayerParts,
} from "./game.ts";
export { generate, type GenerateOptions } from "./probes/generate.ts";
export { generateFrom } from "./probes/generate_from.ts";
export {
  type GeneratorGradient,
  generatorGradient,
  type GeneratorGradientOptions,
} from "./probes/generator_gradient.ts";
export { gradientMap } from "./probes/gradient_map.ts";
export { gradientNorms } from "./probes/gradient_norms.ts";
export { type Grid, gridOf, gridPoints } from "./probes/grid.ts";
export type { Outcome } from "./blocks/health.ts";
export type { HostLeaf, HostTree } from "./stored/host_tree.ts";
export {
  type Latent,
  normalLatent,
  onesLatent,
  uniformLatent,
  type UniformLatentOptions,
} from "./latents.ts";
export { type Lipschitz, lipschitz, type LipschitzOptions } from "./probes/lipschitz.ts";
export type { CriticBatch, GeneratorBatch, Move } from "./updates/moves.ts";
export type { Numbers, Optimiser } from "./optimisers/optimiser.ts";
export { optimistic } from "./optimisers/optimistic.ts";
export type { Metric, Progress, TrainOptions } from "./options.ts";
export { play } from "./play.ts";
export {
  type GameLook,
  type GameSession,
  type GameSessionOptions,
  openGame,
} from "./game_session.ts";
export type { Played, PlayedRuns } from "./record/played.ts";
export type { PlayOptions } from "./play_options.ts";
export type { Parts, Player, Players, StepNumbers } from "./parts.ts";
export { outputsOf } from "./probes/outputs_of.ts";
export { loadPlayers, savePlayers } from "./stored/players_file.ts";
export { pretrain, type Pretrained, type PretrainOptions } from "./pretrain.ts";
export type { Pretraining } from "./pretraining.ts";
export { pickRuns } from "./stored/pick_runs.ts";
export { rmsprop, type RmspropOptions } from "./optimisers/rmsprop.ts";
export type { Recorded } from "./record/recorder.ts";
export type { Run, RunStatus, Trained, TrainedRuns } from "./record/run.ts";
export type { LookMetric } from "./record/scores.ts";
export { score } from "./probes/score.ts";
export {
  type ChangedParts,
  openTraining,
  type SessionOptions,
  type TrainingLook,
  type TrainingSession,
} from "./session.ts";
export { sgd, type SgdOptions } from "./optimisers/sgd.ts";
export { simultaneous } from "./updates/simultaneous.ts";
export type { GameSnapshot, Snapshot } from "./record/snapshot.ts";
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
export { loadTrained, saveTrained, type TrainedParts } from "./stored/trained_file.ts";
export { type Turn, type TurnNet, turns, type TurnsOptions } from "./turns.ts";
export { unrolled, type UnrolledOptions } from "./updates/unrolled.ts";
export { untrained, type UntrainedOptions } from "./probes/untrained.ts";
export type { StepBatch, Update, Updated } from "./updates/update.ts";
