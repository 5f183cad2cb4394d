/**
 * Trained classifiers that measure images: their features are what distances of
 * images are taken in.
 *
 * @module
 */
export { accuracy } from "./accuracy.ts";
export { digitClassifier, digitJudge } from "./digit_judge.ts";
export { type Judge, judge, type JudgeOptions, type Seen } from "./judge.ts";
export { largest } from "./largest.ts";
