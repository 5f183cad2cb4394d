/**
 * Experiments: many trainings, of a GAN or any game, that differ in some parameters, kept in a
 * folder from which a stopped one goes on.
 *
 * @module
 */

export { type Combination, combinations, inWords, type Label } from "./combinations.ts";
export type { Plain } from "./differences.ts";
export {
  type CommonOptions,
  experiment,
  type ExperimentOptions,
  type GameExperimentOptions,
  type Playing,
  type Training,
} from "./experiment.ts";
export type { Experiment, TrainedBlock } from "./perform.ts";
export type { Block, Candidate, Further, Plan, Refused, Seeds } from "./plan.ts";
export type { ExperimentProgress } from "./progress.ts";
export type {
  CarryOutOptions,
  FullCheckpoint,
  FullPlay,
  LookColumns,
  NumbersOfParts,
  Trial,
} from "../training/house.ts";
export type { Kept, NamedTables, Tables } from "./tables.ts";
