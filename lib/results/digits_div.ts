import { wassersteinDivergence } from "../constraints/mod.ts";
import { digits } from "../datasets/mod.ts";
import { wasserstein } from "../losses/mod.ts";
import { divConvCritic, divConvGenerator } from "../models/mod.ts";
import { adam } from "../training/mod.ts";
import { digitScores } from "./digit_scores.ts";
import { generatorOf } from "./generator_of.ts";
import { methodsOf } from "./methods_of.ts";
import { picturesOf, pictureTables } from "./pictures.ts";
import type { Result } from "./result.ts";

/** How long {@linkcode digitsDiv} trains, and how large its nets are. */
export interface DigitsDivOptions {
  /** Generator steps. Default 2,800. */
  readonly steps?: number;
  /** Steps between rows. Default a twentieth of `steps`. */
  readonly every?: number;
  /** Images a step, real and generated. Default 32. */
  readonly batch?: number;
  /** Filters of the critic's first convolution; the generator has an eighth. Default 24. */
  readonly filters?: number;
  /** The seed. Default 1. */
  readonly seed?: number;
}

/** Images of each snapshot that are kept. */
const KEPT = 30;

/**
 * Wasserstein-Div's convolutional nets on the digits that ship, small ones: the Wasserstein
 * divergence with k = 2 and p = 6, one critic step, Adam at 1e-3, a running mean of the generator.
 * Adam's beta2 is .9: the sixth power makes a few gradients huge, which one of .999, as there,
 * remembers for a thousand steps.
 *
 * Tables: "" with the columns step, classScore, frechet, kernel, precision, recall, density,
 * coverage (1,000 images against 1,000 test digits, in the features of `digitJudge`); `losses` with
 * step, criticLoss, penalty, generatorLoss; `pictures` with step, place, pixels. The trained
 * generator is stored beside them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { digitsDiv, type DigitsDivOptions } from "saddle/results/mod.ts";
 *
 * const short: DigitsDivOptions = { steps: 10, filters: 8 };
 * assert.equal(digitsDiv(short).name, "digits-div");
 * ```
 */
export function digitsDiv(
  { steps = 2800, every = Math.ceil(steps / 20), batch = 32, filters = 24, seed = 1 }:
    DigitsDivOptions = {},
): Result<Record<string, never>> {
  const images = { size: 28, channels: 1 } as const;
  return {
    name: "digits-div",
    about: "Digits by Wasserstein-Div's convolutional nets: what our judge says of them by step.",
    experiment: async () => {
      const scores = await digitScores();
      return {
        parameters: {},
        seed,
        samples: "none",
        further: {
          pictures: (run) => picturesOf(run, { shape: [28, 28, 1], count: KEPT, levels: 32 }),
        },
        training: () => ({
          dataset: digits(),
          generator: divConvGenerator({ ...images, inputs: 48, filters: filters / 8 }),
          critic: divConvCritic({ ...images, filters }),
          loss: wasserstein(),
          constraints: [wassersteinDivergence({ k: 2, p: 6 })],
          optimiser: adam({ rate: 1e-3, beta1: 0.5, beta2: 0.9 }),
          average: { decay: 0.99 },
          steps,
          every,
          batch,
          snapshotSize: KEPT,
          metrics: { scores },
          metricSize: 1000,
        }),
      };
    },
    tables: pictureTables,
    players: async (done) => generatorOf(await done.trained({})),
    settings: (done) => ({
      methods: methodsOf(done),
      metric: "1,000 images against every second test digit that ships, in digitJudge's features",
    }),
  };
}
