/**
 * Saddle: how GANs converge, cycle and fail. Everything that notebooks and programs use; the rooms
 * (`saddle/training/mod.ts` and so on) may be imported one by one as well.
 *
 * Every function refuses what it is not made for, in a sentence that says what fits, what came
 * and whose it is: a `TypeError` where something of another kind comes, a `RangeError` where a
 * value does not fit, is missing, or an option does not exist. What else a function throws
 * stands beside it.
 *
 * @module
 */

export * from "./constraints/mod.ts";
export * from "./datasets/mod.ts";
export * as dynamics from "./dynamics/mod.ts";
export * from "./engine/mod.ts";
export {
  type Experiment,
  experiment,
  type ExperimentOptions,
  type ExperimentProgress,
  type GameExperimentOptions,
  type Tables,
} from "./experiments/mod.ts";
export * from "./figures/mod.ts";
export * from "./games/mod.ts";
export * from "./judges/mod.ts";
export * from "./losses/mod.ts";
export * from "./metrics/mod.ts";
export * from "./models/mod.ts";
export * from "./random/mod.ts";
export * from "./training/mod.ts";
