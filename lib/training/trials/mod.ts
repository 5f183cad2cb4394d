/**
 * How experiments see training: a training or a game, ready to be compared with others, stacked
 * with them and carried out. No part of the library's public face, which is `train` and `play`.
 *
 * @module
 */

export { startOf } from "../carry_out.ts";
export type { FullPlay } from "../play_options.ts";
export type { FullCheckpoint } from "../stored/checkpoint_options.ts";
export { type FirstStep, firstStepOf } from "./first_step.ts";
export { gameTrial } from "./game_trial.ts";
export { trainingTrial } from "./training_trial.ts";
export type { CarryOutOptions, LookColumns, NumbersOfParts, Trial } from "./trial.ts";
