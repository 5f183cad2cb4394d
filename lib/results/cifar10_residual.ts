import pl from "nodejs-polars";
import { type Constraint, gradientPenalty } from "../constraints/mod.ts";
import type { FiniteDataset } from "../datasets/mod.ts";
import type { Experiment } from "../experiments/mod.ts";
import { colourJudge } from "../judges/mod.ts";
import { hinge, type Loss, wasserstein } from "../losses/mod.ts";
import { type Model, residualCritic, residualGenerator, spectralNorm } from "../models/mod.ts";
import { stream } from "../random/mod.ts";
import { adam, alternating, generate, gradientNorms, type TrainedRuns } from "../training/mod.ts";
import { generatorOf } from "./generator_of.ts";
import { type JudgeScores, judgeScores } from "./judge_scores.ts";
import { methodsOf } from "./methods_of.ts";
import { PHOTOGRAPHS, type Photographs, photographs } from "./photographs.ts";
import { picturesOf } from "./pictures.ts";
import type { Result } from "./result.ts";
import { blocks } from "./shrunk.ts";

/** How long {@linkcode cifar10Residual} trains, and on how much. */
export interface Cifar10ResidualOptions {
  /**
   * Generator steps of the penalty; spectral norm, whose
   * steps are cheaper, gets 1.45 times as many. Default 600.
   */
  readonly steps?: number;
  /** Images a step of the critic. Default 16. */
  readonly batch?: number;
  /** Channels of all hidden layers. Default 32. */
  readonly filters?: number;
  /** Photographs to train with. Default 9,000. */
  readonly images?: number;
}

/** What a method differs in from the others. */
interface Cifar10Method {
  readonly loss: Loss;
  readonly constraints: readonly Constraint[];
  readonly critic: (inner: Model) => Model;
  /** How many steps it takes in the time of a hundred with a penalty. */
  readonly steps: number;
}

/** A step without a penalty takes 0.69 of the processor's time. */
const METHODS: Readonly<Record<string, Cifar10Method>> = {
  "gradient penalty": {
    loss: wasserstein(),
    constraints: [gradientPenalty({ weight: 10, sides: "two" })],
    critic: (inner) => inner,
    steps: 100,
  },
  "spectral norm": {
    loss: hinge(),
    constraints: [],
    critic: (inner) => spectralNorm(inner),
    steps: 145,
  },
};

const SHAPE = [32, 32, 3] as const, ONE = 32 * 32 * 3, LATENTS = 128;
/** Images of each snapshot that are kept. */
const KEPT = 24;
/** Images of each kind at which the last critics' slopes are stored. */
const SLOPES = 200;

/**
 * gan-pytorch's residual nets on photographs of CIFAR-10, with 32 filters: its gradient penalty
 * with the Wasserstein loss, and spectral norm with the hinge loss (Miyato et al. 2018), for equal
 * times of the processor. Five critic steps, Adam at 2e-4 with betas 0 and 0.9, as there; a running
 * mean of the generator. CIFAR-10 is fetched, or looked for in SADDLE_DATA; none of its images are
 * stored.
 *
 * Tables: "" with the columns method, step, classScore, frechet, kernel, precision, recall,
 * density, coverage (1,000 images against 1,000 test photographs, in the features of
 * `colourJudge`); `losses` with method, step, criticLoss, penalty, generatorLoss; `pictures` with
 * method, step, place, pixels; `floors` with the same scores of other images: photographs that
 * nobody trained on, training photographs, their blocks of 4 x 4 and of 32 x 32 pixels as one
 * colour, noise; `slopes` with method, at, slope: how steep the last critics are at photographs, at
 * generated images and between them. The generator of the penalty is stored beside them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cifar10Residual, type Cifar10ResidualOptions } from "saddle/results/mod.ts";
 *
 * const short: Cifar10ResidualOptions = { steps: 10, filters: 8 };
 * assert.equal(cifar10Residual(short).name, "cifar10-residual");
 * ```
 */
export function cifar10Residual(
  { steps = 600, batch = 16, filters = 32, images = PHOTOGRAPHS }: Cifar10ResidualOptions = {},
): Result<{ method: string }> {
  let data: Photographs, scores: JudgeScores;
  return {
    name: "cifar10-residual",
    about: "Photographs by gan-pytorch's residual nets with 32 filters: a gradient penalty and " +
      "spectral norm at equal cost; numbers and generated images alone.",
    experiment: async () => {
      data = await photographs(images);
      scores = judgeScores(await colourJudge(), data.test.points);
      return {
        parameters: { method: Object.keys(METHODS) },
        seed: 1,
        samples: "none",
        further: {
          pictures: (run) => picturesOf(run, { shape: SHAPE, count: KEPT, levels: 32 }),
        },
        training: ({ method }) => {
          const { loss, constraints, critic, steps: share } = METHODS[method]!;
          const own = Math.ceil(steps * share / 100);
          return {
            dataset: data.train,
            generator: residualGenerator({ filters, inputs: LATENTS }),
            critic: critic(residualCritic({ filters })),
            loss,
            constraints,
            update: alternating({ criticSteps: 5 }),
            optimiser: adam({ rate: 2e-4, beta1: 0, beta2: 0.9 }),
            average: { decay: 0.99 },
            grid: null,
            steps: own,
            every: Math.ceil(own / 12),
            batch,
            snapshotSize: KEPT,
            metrics: { scores },
            metricSize: data.test.size,
          };
        },
      };
    },
    tables: async (done) => ({
      "": done.metrics.drop("run"),
      losses: done.history.drop("run"),
      pictures: done.further["pictures"]!.drop("run"),
      floors: floorsOf(data, scores),
      slopes: await slopesOf(done, data),
    }),
    players: async (done) => generatorOf(await done.trained({ method: "gradient penalty" })),
    settings: (done) => ({
      images,
      methods: methodsOf(done),
      metric: "1,000 images against 1,000 test photographs, in colourJudge's features",
    }),
  };
}

/** The same scores of images that are no generator's: what a perfect one has, and worse ones. */
function floorsOf({ train, test, others }: Photographs, scores: JudgeScores): pl.DataFrame {
  const trained = train.points.subarray(0, test.points.length);
  const noise = stream(1, 0, "noise").uniform(new Float32Array(test.points.length), -1, 1);
  const images = {
    "other photographs": others,
    "training photographs": trained,
    "blocks of 4 x 4": blocks(others, SHAPE, 4),
    "one colour each": blocks(others, SHAPE, 32),
    "noise": noise,
  };
  return pl.DataFrame(
    Object.entries(images).map(([name, of]) => ({ images: name, ...scores(of) })),
  );
}

/** How steep the last critics are: method, at, slope. */
async function slopesOf(done: Experiment, { test }: Photographs): Promise<pl.DataFrame> {
  const tables: pl.DataFrame[] = [];
  for (const method of Object.keys(METHODS)) {
    const trained = await done.trained({ method });
    for (const [at, points] of Object.entries(placesOf(trained, test))) {
      const slopes = [...gradientNorms(trained, points)];
      tables.push(pl.DataFrame({
        method: slopes.map(() => method),
        at: slopes.map(() => at),
        slope: slopes,
      }));
    }
  }
  return pl.concat(tables);
}

/** Where a critic is looked at: photographs, as many generated images, and points between them. */
function placesOf(trained: TrainedRuns, test: FiniteDataset): Record<string, Float32Array> {
  const real = test.points.subarray(0, SLOPES * ONE), made = generate(trained, SLOPES);
  const shares = stream(1, 0, "between").uniform(new Float32Array(SLOPES));
  const between = real.map((x, i) => {
    const share = shares[Math.floor(i / ONE)]!;
    return share * x + (1 - share) * made[i]!;
  });
  return { photographs: real, generated: made, between };
}
