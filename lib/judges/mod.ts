/**
 * Trained classifiers that measure images: their features are what distances of
 * images are taken in.
 *
 * @module
 */
export { accuracy } from "./accuracy.ts";
export { colourClassifier, colourJudge } from "./colour_judge.ts";
export { digitClassifier, digitJudge } from "./digit_judge.ts";
export { JUDGE_INPUTS, judgeAtHand, type ShippedJudge } from "./judge_at_hand.ts";
export { type Judge, judge, type JudgeOptions, type Seen } from "./judge.ts";
export type { LabelledFeatures } from "./labelled_features.ts";
export { largest } from "./largest.ts";
export type { Line } from "./line.ts";
export { type LinearProbe, linearProbe, type LinearProbeOptions } from "./linear_probe.ts";
export { nearestAccuracy, type NearestAccuracyOptions } from "./nearest_accuracy.ts";
export { type StackedModes, stackedModes } from "./stacked_modes.ts";
