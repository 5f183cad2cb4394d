import pl from "nodejs-polars";
import type { Experiment } from "../experiments/mod.ts";
import { cycleGan, type CycleGanOptions, type CycleGanPlayers } from "../games/mod.ts";
import { cycleGanCritic, cycleGanTranslator } from "../models/mod.ts";
import { adam, outputsOf, pickRuns, type PlayedRuns } from "../training/mod.ts";
import type { GameResult } from "./result.ts";
import {
  betweenPaperAndInk,
  colourDomains,
  type Domains,
  looker,
  lookingAt,
  translationMetrics,
} from "./translations.ts";

/** What differs from the whole game: `{}` is all terms. */
export type CycleGanTerms = Pick<CycleGanOptions, "cycle" | "labels" | "first">;

/** The games that are compared: all terms, and one taken away or changed at a time. */
export const CYCLE_GAN_TERMS: Readonly<Record<string, CycleGanTerms>> = {
  "all terms": {},
  "no cycle": { cycle: 0 },
  "grey's cycle alone": { cycle: [10, 0] },
  "colour's cycle alone": { cycle: [0, 10] },
  "labels": { labels: true },
  "critics first": { first: "critics" },
};

/** How long {@linkcode digitsCycleGan} trains. */
export interface DigitsCycleGanOptions {
  /** Steps of 16 images of each domain. Default 1,000. */
  readonly steps?: number;
  /** Seeds of each game. Default 2. */
  readonly runs?: number;
  /** Which of {@linkcode CYCLE_GAN_TERMS}. Default all. */
  readonly terms?: readonly string[];
}

/** Filters of the nets: gan-pytorch has 64. */
const FILTERS = 8;
const ADAM = adam({ rate: 4e-4, beta1: 0.5, beta2: 0.999 });

/** gan-pytorch's nets, narrower, for images of 28 x 28. */
export function translators(channels: { readonly a: number; readonly b: number }, labels = 0) {
  const form = { size: 28, filters: FILTERS }, { a, b } = channels;
  return {
    ab: cycleGanTranslator({ ...form, from: a, to: b }),
    ba: cycleGanTranslator({ ...form, from: b, to: a }),
    a: cycleGanCritic({ ...form, channels: a, labels }),
    b: cycleGanCritic({ ...form, channels: b, labels }),
  };
}

/** A CycleGAN of two domains of digits, looked at on their test images. */
export function digitsGame(domains: Domains, terms: CycleGanTerms) {
  const { a, b } = domains;
  const models = translators({ a: a.shape![2], b: b.shape![2] }, terms.labels ? 10 : 0);
  return lookingAt(cycleGan({ a, b, models, optimiser: ADAM, ...terms }), domains);
}

/**
 * Grey digits and digits of one colour on a ground of one other, translated to and fro without
 * pairs: the whole game and its terms taken away one at a time. With the players of the whole game,
 * and pictures of the first run of each.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { digitsCycleGan, type DigitsCycleGanOptions } from "saddle/results/mod.ts";
 *
 * const options: DigitsCycleGanOptions = { steps: 10, runs: 1 };
 * assert.equal(digitsCycleGan(options).name, "digits-cyclegan");
 * ```
 */
export function digitsCycleGan(
  { steps = 1000, runs = 2, terms = Object.keys(CYCLE_GAN_TERMS) }: DigitsCycleGanOptions = {},
): GameResult<{ terms: string }, CycleGanPlayers> {
  return {
    name: "digits-cyclegan",
    about: "CycleGAN between grey and coloured digits, with one term taken away at a time.",
    experiment: async () => {
      const domains = colourDomains(1); // read when it is computed, not when results are listed
      const metrics = translationMetrics(domains, await looker(betweenPaperAndInk()));
      return {
        parameters: { terms },
        ...{ seed: 1, runs, samples: "none" },
        game: (values) => digitsGame(domains, CYCLE_GAN_TERMS[values.terms]!),
        play: () => ({ steps, every: Math.ceil(steps / 10), batch: 16, metrics }),
      };
    },
    tables: async (done) => ({ "": done.metrics, pictures: await picturesOf(done, terms) }),
    players: (done) => done.trained({ terms: terms[0]! }),
  };
}

/**
 * One test image of each digit in each domain, and what the first run of each game makes of it:
 * terms, way ("a to b" or "b to a"), digit, pixels (bytes, row by row, channels innermost).
 */
async function picturesOf(
  done: Experiment<PlayedRuns<CycleGanPlayers>>,
  terms: readonly string[],
): Promise<pl.DataFrame> {
  const { testA, testB } = colourDomains(1);
  const tables: pl.DataFrame[] = [];
  for (const name of terms) {
    const { players } = pickRuns(await done.trained({ terms: name }), [0]);
    for (
      const [way, player, test] of [
        ["a to b", players.ab, testA],
        ["b to a", players.ba, testB],
      ] as const
    ) {
      // all images at once: batch norm sees them together
      const made = outputsOf(player, test.points), one = player.model.outputs;
      const digits = test.labels!.names.map((_, digit) => digit);
      const places = digits.map((digit) => test.labels!.values.indexOf(digit));
      tables.push(pl.DataFrame([
        pl.Series("terms", digits.map(() => name), pl.Utf8),
        pl.Series("way", digits.map(() => way), pl.Utf8),
        pl.Series("digit", digits, pl.UInt8),
        pl.Series(
          "pixels",
          places.map((place) => bytesOf(made.subarray(place * one, (place + 1) * one))),
          pl.List(pl.UInt8),
        ),
      ]));
    }
  }
  return pl.concat(tables);
}

/** Numbers between -1 and 1 as bytes. */
function bytesOf(image: Float32Array): number[] {
  return Array.from(image, (x) => Math.min(255, Math.max(0, Math.round(127.5 * (x + 1)))));
}
