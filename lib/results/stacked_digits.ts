import pl from "nodejs-polars";
import { type Constraint, r1 } from "../constraints/mod.ts";
import { digits, stackedDigits } from "../datasets/mod.ts";
import { digitJudge, type Judge, stackedModes } from "../judges/mod.ts";
import { nonSaturating } from "../losses/mod.ts";
import { layerNorm, type Model, pacganCritic, pacganGenerator } from "../models/mod.ts";
import { stream } from "../random/mod.ts";
import { adam, type AverageOptions } from "../training/mod.ts";
import { methodsOf } from "./methods_of.ts";
import { digitScores } from "./digit_scores.ts";
import type { JudgeScores } from "./judge_scores.ts";
import { picturesOf } from "./pictures.ts";
import type { Result } from "./result.ts";
import { blocks } from "./shrunk.ts";

/** How long {@linkcode stackedDigitsModes} trains. */
export interface StackedDigitsOptions {
  /** Steps. PacGAN has 500,000. Default 10,000. */
  readonly steps?: number;
  /** Packs a step. PacGAN has 128. Default 32. */
  readonly batch?: number;
  /** Images in which modes are counted. PacGAN has 25,600. Default 5,000. */
  readonly counted?: number;
}

/** What a method differs in from the others. */
interface StackedMethod {
  readonly critic: Model;
  /** Images that it sees at once: a batch has as many more. */
  readonly pack: number;
  readonly constraints: readonly Constraint[];
  readonly average?: AverageOptions;
}

const METHODS: Readonly<Record<string, StackedMethod>> = {
  "NS-GAN": { critic: pacganCritic(), pack: 1, constraints: [] },
  "PacGAN2": { critic: pacganCritic({ pack: 2 }), pack: 2, constraints: [] },
  "R1": {
    critic: pacganCritic({ normalisation: layerNorm() }),
    pack: 1,
    constraints: [r1({ gamma: 1 })],
    average: { decay: 0.99 },
  },
};

const SHAPE = [28, 28, 3] as const, PIXELS = 28 * 28;
/** Images whose digits are compared with digits, all three: a thousand. */
const DIGITS = 334;
/** Images of each snapshot that are kept. */
const KEPT = 12;

/**
 * PacGAN's small protocol on stacked digits (Lin et al. 2018, section 4.2, and its code), far
 * shorter, with smaller batches and ten times its rates: its GAN, and the same with packs of two; its
 * nets, and the digits that ship.
 * Beside them the same game with R1, whose critic has layer norm in the place of batch norm, and a
 * running mean of the generator.
 *
 * Tables: "" with the columns method, step, modes (of 1,000), reverseKL, and frechet and coverage
 * of the three digits of 334 images by themselves, against 1,000 test digits in the features of
 * `digitJudge`; `floors` with images and the same of images that are no generator's: stacked test
 * digits, the same in blocks of 4 x 4 and of 7 x 7 pixels, noise; `pictures` with method, step,
 * place, pixels.
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
  { steps = 10_000, batch = 32, counted = 5000 }: StackedDigitsOptions = {},
): Result<{ method: string }> {
  let scores: JudgeScores;
  return {
    name: "stacked-digits",
    about: "Modes of stacked digits by PacGAN's small protocol, packed, not, and with R1, by step.",
    experiment: async () => {
      scores = stackScores(await digitJudge(), await digitScores());
      const dataset = stackedDigits();
      return {
        parameters: { method: Object.keys(METHODS) },
        seed: 1,
        samples: "none",
        further: {
          pictures: (run) => picturesOf(run, { shape: SHAPE, count: KEPT, levels: 16 }),
        },
        training: ({ method }) => {
          const { pack, ...game } = METHODS[method]!;
          return {
            dataset,
            generator: pacganGenerator(),
            ...game,
            loss: nonSaturating(),
            optimiser: {
              generator: adam({ rate: 1e-3, beta1: 0.5, beta2: 0.99 }),
              critic: adam({ rate: 2e-3, beta1: 0.5, beta2: 0.99 }),
            },
            grid: null,
            steps,
            every: Math.ceil(steps / 10),
            batch: batch * pack,
            snapshotSize: KEPT,
            metrics: { scores },
            metricSize: counted,
          };
        },
      };
    },
    tables: (done) => ({
      "": done.metrics.drop("run"),
      floors: floorsOf(scores, counted),
      pictures: done.further["pictures"]!.drop("run"),
    }),
    settings: (done) => ({
      methods: methodsOf(done),
      metric: `modes among ${counted} images, read by digitJudge; frechet and coverage of the ` +
        `three digits of ${DIGITS} images against 1,000 test digits`,
    }),
  };
}

/** Modes of images, and how near their digits by themselves are to digits. */
function stackScores(judge: Judge, scores: JudgeScores): JudgeScores {
  return (images) => {
    const { frechet, coverage } = scores(planesOf(images.subarray(0, DIGITS * 3 * PIXELS)));
    return { ...stackedModes(judge, images), frechet: frechet!, coverage: coverage! };
  };
}

/** The red, the green and the blue of images as three grey ones each. */
function planesOf(images: Float32Array): Float32Array {
  return images.map((_, i) => {
    const place = Math.floor(i / PIXELS), image = Math.floor(place / 3);
    return images[3 * (image * PIXELS + i % PIXELS) + place % 3]!;
  });
}

/** What images score that are no generator's, as many as are counted. */
function floorsOf(scores: JudgeScores, size: number): pl.DataFrame {
  const { points } = stackedDigits({ of: digits({ part: "test" }), size });
  const images = {
    "stacked test digits": points,
    "blocks of 4 x 4": blocks(points, SHAPE, 4),
    "blocks of 7 x 7": blocks(points, SHAPE, 7),
    "noise": stream(1, 0, "noise").uniform(new Float32Array(points.length), -1, 1),
  };
  return pl.DataFrame(
    Object.entries(images).map(([name, of]) => ({ images: name, ...scores(of) })),
  );
}
