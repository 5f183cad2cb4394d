/**
 * Experiments: many trainings that differ in some parameters, kept in a folder from which a stopped one
 * goes on.
 *
 * @module
 */

export { type Combination, combinations, inWords, type Label } from "./combinations.ts";
export type { Plain } from "./differences.ts";
export { experiment, type ExperimentOptions, type Training } from "./experiment.ts";
export type { Experiment } from "./perform.ts";
export type { Block, Candidate, Plan, Refused } from "./plan.ts";
export type { ExperimentProgress } from "./progress.ts";
export type { Kept, Tables } from "./tables.ts";
