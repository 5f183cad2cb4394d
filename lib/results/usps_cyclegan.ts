import { digits, usps } from "../datasets/mod.ts";
import type { CycleGanPlayers } from "../games/mod.ts";
import { accuracy } from "../judges/mod.ts";
import { digitsGame } from "./digits_cyclegan.ts";
import type { GameResult } from "./result.ts";
import { digitsFrom, type Domains, looker, translationMetrics } from "./translations.ts";

/** How long {@linkcode uspsCycleGan} trains. */
export interface UspsCycleGanOptions {
  /** Steps of 16 images of each domain. Default 2,500. */
  readonly steps?: number;
  /** Seeds. Default 2. */
  readonly runs?: number;
}

/** MNIST's digits that ship, and USPS enlarged to their size. */
async function domainsOf(): Promise<Domains> {
  const [train, test] = [await usps({ size: 28 }), await usps({ size: 28, part: "test" })];
  return {
    a: digitsFrom(digits(), 0, 5000),
    b: train,
    testA: digitsFrom(digits({ part: "test" }), 0, 500),
    testB: test,
  };
}

/**
 * MNIST's digits and USPS's, without pairs. `asTheyAre` is the share of USPS's test digits that the
 * judge, which knows MNIST's alone, reads rightly; `toA` the same once they are translated. USPS is
 * fetched, or looked for in SADDLE_DATA; none of its images are stored.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { uspsCycleGan, type UspsCycleGanOptions } from "saddle/results/mod.ts";
 *
 * const options: UspsCycleGanOptions = { steps: 10, runs: 1 };
 * assert.equal(uspsCycleGan(options).name, "usps-cyclegan");
 * ```
 */
export function uspsCycleGan(
  { steps = 2500, runs = 2 }: UspsCycleGanOptions = {},
): GameResult<Record<string, never>, CycleGanPlayers> {
  return {
    name: "usps-cyclegan",
    about: "CycleGAN between MNIST's digits and USPS's; numbers alone, of images that do not ship.",
    experiment: async () => {
      const domains = await domainsOf(), { testB } = domains, by = await looker();
      const asTheyAre = accuracy(by.judge.see(testB.points).classes, testB.labels!.values);
      return {
        parameters: {},
        ...{ seed: 1, runs, samples: "none" },
        game: () => digitsGame(domains, {}),
        play: () => ({
          ...{ steps, every: Math.ceil(steps / 10), batch: 16 },
          metrics: {
            ...translationMetrics(domains, by),
            asTheyAre: { look: "b to a", measure: () => asTheyAre },
          },
        }),
      };
    },
  };
}
