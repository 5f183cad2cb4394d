import { mirrored, shifted } from "../datasets/mod.ts";
import { classifier } from "../games/mod.ts";
import { accuracy, colourClassifier, largest } from "../judges/mod.ts";
import { adam, annealed } from "../training/mod.ts";
import { methodsOf } from "./methods_of.ts";
import { PHOTOGRAPHS, photographs } from "./photographs.ts";
import type { GameResult } from "./result.ts";

/** How long {@linkcode colourFeatures} trains, and on how much. */
export interface ColourFeaturesOptions {
  /** Steps of 64 images. Default 5,000. */
  readonly steps?: number;
  /** Photographs to train with. Default 9,000. */
  readonly images?: number;
}

/**
 * The classifier behind `colourJudge`: three convolutions and 64 features, by Adam with a rate that
 * falls from 0.001 to 0, on the first photographs of CIFAR-10, mirrored and shifted by up to two
 * pixels. Its accuracy is that on 1,000 test photographs. CIFAR-10 is fetched, or looked for in
 * SADDLE_DATA; none of its images are stored.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { colourFeatures, type ColourFeaturesOptions } from "saddle/results/mod.ts";
 *
 * const options: ColourFeaturesOptions = { steps: 10 };
 * assert.equal(colourFeatures(options).name, "colour-features");
 * ```
 */
export function colourFeatures(
  { steps = 5000, images = PHOTOGRAPHS }: ColourFeaturesOptions = {},
): GameResult<Record<string, never>, "classifier"> {
  return {
    name: "colour-features",
    about: "The classifier of photographs whose features measure colour images, and its accuracy.",
    experiment: async () => {
      const { train, test } = await photographs(images);
      return {
        parameters: {},
        seed: 1,
        samples: "none",
        game: () =>
          classifier({
            dataset: shifted(mirrored(train)),
            model: colourClassifier(),
            test: test.points,
            optimiser: annealed(adam({ rate: 1e-3 }), { over: steps }),
          }),
        play: () => ({
          steps,
          every: Math.ceil(steps / 10),
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
    settings: (done) => ({ images, methods: methodsOf(done) }),
  };
}
