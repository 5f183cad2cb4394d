/**
 * Training: one step, the loop around it, optimisers and updates, history and snapshots.
 *
 * @module
 */

export type { Outcome } from "./health.ts";
export * from "./latents.ts";
export type {
  CriticBatch,
  GeneratorBatch,
  Move,
  Parts,
  Player,
  Players,
  StepNumbers,
} from "./moves.ts";
export * from "./optimisers.ts";
export { type Grid, gridOf, gridPoints, type Snapshot } from "./snapshots.ts";
export type { HostTree } from "./step.ts";
export type { Metric, Progress, TrainOptions } from "./options.ts";
export type { Run, RunStatus, Trained } from "./run.ts";
export { train } from "./train.ts";
export * from "./updates.ts";
export * from "./use.ts";
