import { digits, shifted } from "../datasets/mod.ts";
import { classifier } from "../games/mod.ts";
import { accuracy, digitClassifier, largest } from "../judges/mod.ts";
import { adam, annealed } from "../training/mod.ts";
import type { GameResult } from "./result.ts";

/** How long {@linkcode digitFeatures} trains. */
export interface DigitFeaturesOptions {
  /** Steps of 64 images. Default 4,000. */
  readonly steps?: number;
}

/**
 * The classifier behind `digitJudge`: three convolutions and 64 features, by Adam with a rate that falls from 0.002 to 0, on the
 * training digits that ship and all their shifts by up to two pixels. Its accuracy is that on the test digits that ship.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { digitFeatures, type DigitFeaturesOptions } from "saddle/results/mod.ts";
 *
 * const options: DigitFeaturesOptions = { steps: 10 };
 * assert.equal(digitFeatures(options).name, "digit-features");
 * ```
 */
export function digitFeatures(
  { steps = 4000 }: DigitFeaturesOptions = {},
): GameResult<Record<string, never>, "classifier"> {
  return {
    name: "digit-features",
    about: "The classifier of digits whose features measure generated ones, and its accuracy.",
    experiment: () => {
      const test = digits({ part: "test" }); // read when it is computed, not when results are listed
      return {
        parameters: {},
        seed: 1,
        samples: "none",
        game: () =>
          classifier({
            dataset: shifted(digits()),
            model: digitClassifier(),
            test: test.points,
            optimiser: annealed(adam({ rate: 2e-3 }), { over: steps }),
          }),
        play: () => ({
          steps,
          every: Math.ceil(steps / 4),
          batch: 64,
          metrics: {
            accuracy: {
              look: "logits",
              measure: (logits) => accuracy(largest(logits, 10), test.labels!.values),
            },
          },
        }),
      };
    },
    players: (done) => done.trained({}),
  };
}
