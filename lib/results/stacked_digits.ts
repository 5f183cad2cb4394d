import { stackedDigits } from "../datasets/mod.ts";
import { digitJudge, stackedModes } from "../judges/mod.ts";
import { nonSaturating } from "../losses/mod.ts";
import { pacganCritic, pacganGenerator } from "../models/mod.ts";
import { adam } from "../training/mod.ts";
import { methodsOf } from "./methods_of.ts";
import { picturesOf } from "./pictures.ts";
import type { Result } from "./result.ts";

/** How long {@linkcode stackedDigitsModes} trains. */
export interface StackedDigitsOptions {
  /** Steps. PacGAN has 500,000. Default 5,000, forty minutes of a core. */
  readonly steps?: number;
  /** Packs a step. Default 128, as PacGAN has it. */
  readonly batch?: number;
  /** Images in which modes are counted. PacGAN has 25,600. Default 10,000. */
  readonly counted?: number;
}

/** Images that a critic sees at once, by method. */
const PACKS: Readonly<Record<string, number>> = { "GAN": 1, "PacGAN2": 2 };
/** Images that are kept of each snapshot. */
const KEPT = 12;

/**
 * PacGAN's small protocol on stacked digits (Lin et al. 2018, section 4.2, and its code), far
 * shorter: its GAN, and the same with packs of two. Its nets and rates; the digits that ship.
 *
 * Tables: "" with the columns method, step, modes (of 1,000), reverseKL; `pictures` with method,
 * step, place, pixels.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { stackedDigitsModes, type StackedDigitsOptions } from "saddle/results/mod.ts";
 *
 * const short: StackedDigitsOptions = { steps: 10 };
 * assert.equal(stackedDigitsModes(short).name, "stacked-digits");
 * ```
 */
export function stackedDigitsModes(
  { steps = 5000, batch = 128, counted = 10_000 }: StackedDigitsOptions = {},
): Result<{ method: string }> {
  return {
    name: "stacked-digits",
    about: "Modes of stacked digits by PacGAN's small protocol, packed and not, by step.",
    experiment: async () => {
      const judge = await digitJudge(), dataset = stackedDigits();
      return {
        parameters: { method: Object.keys(PACKS) },
        seed: 1,
        samples: "none",
        further: {
          pictures: (run) => picturesOf(run, { shape: [28, 28, 3], count: KEPT, levels: 16 }),
        },
        training: ({ method }) => ({
          dataset,
          generator: pacganGenerator(),
          critic: pacganCritic({ pack: PACKS[method]! }),
          loss: nonSaturating(),
          optimiser: {
            generator: adam({ rate: 1e-4, beta1: 0.5, beta2: 0.99 }),
            critic: adam({ rate: 2e-4, beta1: 0.5, beta2: 0.99 }),
          },
          grid: null,
          steps,
          every: Math.ceil(steps / 5),
          batch: batch * PACKS[method]!,
          snapshotSize: KEPT,
          metrics: { stacked: (images) => ({ ...stackedModes(judge, images) }) },
          metricSize: counted,
        }),
      };
    },
    tables: (done) => ({
      "": done.metrics.drop("run"),
      pictures: done.further["pictures"]!.drop("run"),
    }),
    settings: (done) => ({
      methods: methodsOf(done),
      metric: `modes among ${counted} images, read by digitJudge`,
    }),
  };
}
