import { count, read, type Spec } from "../options/mod.ts";
import { countPoints } from "./check.ts";

/** What the rows of a {@linkcode classScore} are. */
export interface ClassScoreOptions {
  /** How many classes a row has a probability of. */
  readonly classes: number;
}

/** What fits {@linkcode ClassScoreOptions}. */
export const CLASS_SCORE = { classes: count() } satisfies Spec<ClassScoreOptions>;

/**
 * How sure a classifier is of each sample, and how evenly it sees all classes:
 * $\exp(\mathrm{E}_x\, \mathrm{KL}(p(y|x) \| p(y)))$, from 1 (all samples look alike to it, or
 * like nothing) to the number of classes (each surely one, all as often). With Inception's classes
 * it is the Inception Score of Salimans et al. 2016; by another classifier it is another ruler,
 * and to be compared with the score of real data alone. It does not see whether a class is one
 * picture over and over.
 *
 * @param probabilities Of each sample the probability of each class, `[n, classes]`; rows sum to 1.
 * @throws {RangeError} if there is no sample, a row is short, has a number that is not finite or
 * below 0, or does not sum to 1 within 1e-3.
 * @throws {TypeError} if it is no list of numbers.
 *
 * @example
 * ```ts
 * import { classScore } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(classScore([1, 0, 0, 1], { classes: 2 }) - 2) < 1e-12); // sure, and of both
 * assert.equal(classScore([0.5, 0.5, 0.5, 0.5], { classes: 2 }), 1); // sure of nothing
 * ```
 */
export function classScore(
  probabilities: ArrayLike<number>,
  options: ClassScoreOptions,
): number {
  const { classes } = read("classScore", options, CLASS_SCORE);
  const n = countPoints("classScore's probabilities", probabilities, classes);
  const mean = new Float64Array(classes);
  for (let row = 0; row < n; row++) {
    let total = 0;
    for (let k = 0; k < classes; k++) {
      const p = probabilities[row * classes + k]!;
      if (p < 0) throw new RangeError(`Probabilities are at least 0, but row ${row} holds ${p}.`);
      total += p;
      mean[k]! += p / n;
    }
    if (Math.abs(total - 1) > 1e-3) {
      throw new RangeError(`Rows of probabilities sum to 1, but that of row ${row} is ${total}.`);
    }
  }
  let divergence = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]!;
    if (p > 0) divergence += p * Math.log(p / mean[i % classes]!) / n;
  }
  return Math.exp(divergence);
}
