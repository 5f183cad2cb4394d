/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { AVERAGE } from "./average.ts";
export { feed } from "./blocks/feed.ts";
export { inLanes, lanesFor } from "./blocks/lanes.ts";
export { startOf } from "./beginning.ts";
export { checkPairs } from "./check_pairs.ts";
export { groupsOf, noiseOf, numbersOf } from "./constraint_parts.ts";
export { mapEach } from "./each.ts";
export { LOOP, MOST_ROWS, MOST_RUNS } from "./loop_options.ts";
export { gan } from "./gan.ts";
export { aLatent, UNIFORM_LATENT } from "./latents.ts";
export { ADAM } from "./optimisers/adam.ts";
export { ANNEALED } from "./optimisers/annealed.ts";
export { anOptimiser } from "./optimisers/optimiser.ts";
export { RMSPROP } from "./optimisers/rmsprop.ts";
export { SGD } from "./optimisers/sgd.ts";
export { SETTINGS, type Settings, withDefaults } from "./options.ts";
export { type FullPlay, PLAY } from "./play_options.ts";
export { PRETRAINING } from "./pretraining.ts";
export { checkPoints } from "./probes/check_points.ts";
export { GRID } from "./probes/grid.ts";
export { aSource } from "./source.ts";
export { type Moving, startingState, stepFunction, trainingNumbers } from "./step.ts";
export type { FullCheckpoint } from "./stored/checkpoint_options.ts";
export { type FirstStep, firstStepOf } from "./trials/first_step.ts";
export { gameTrial } from "./trials/game_trial.ts";
export { trainingTrial } from "./trials/training_trial.ts";
export type { CarryOutOptions, LookColumns, NumbersOfParts, Trial } from "./trials/trial.ts";
export { ALTERNATING } from "./updates/alternating.ts";
export { CONSENSUS } from "./updates/consensus.ts";
export { UNROLLED } from "./updates/unrolled.ts";
