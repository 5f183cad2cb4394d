import type { CycleGanPlayers } from "../games/mod.ts";
import { CYCLE_GAN_TERMS, digitsGame } from "./digits_cyclegan.ts";
import type { GameResult } from "./result.ts";
import { colourDomains, looker, translationMetrics } from "./translations.ts";

/** How long {@linkcode tintsCycleGan} trains. */
export interface TintsCycleGanOptions {
  /** Steps of 16 images of each domain. Default 1,000. */
  readonly steps?: number;
  /** Seeds of each game. Default 2. */
  readonly runs?: number;
}

const TERMS = ["all terms", "grey's cycle alone"] as const;

/**
 * Grey digits and digits of two tints: what a coloured digit has and a grey one cannot show. The
 * whole game, and without the cycle of coloured digits. `tint` is the share of coloured test digits
 * whose ground comes back in its own colour.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { tintsCycleGan, type TintsCycleGanOptions } from "saddle/results/mod.ts";
 *
 * const options: TintsCycleGanOptions = { steps: 10, runs: 1 };
 * assert.equal(tintsCycleGan(options).name, "tints-cyclegan");
 * ```
 */
export function tintsCycleGan(
  { steps = 1000, runs = 2 }: TintsCycleGanOptions = {},
): GameResult<{ terms: string }, CycleGanPlayers> {
  return {
    name: "tints-cyclegan",
    about: "CycleGAN between grey digits and digits of two tints, which grey ones cannot show.",
    experiment: async () => {
      const domains = colourDomains(2), { testB } = domains;
      // one tint's line between paper and ink is not the other's: coloured digits are not read
      const { toA, cycleA, cycleB } = translationMetrics(domains, await looker());
      const tint = {
        look: "b to a to b",
        measure: (images: Float32Array) => sameGround(images, testB.points),
      };
      return {
        parameters: { terms: TERMS },
        ...{ seed: 1, runs, samples: "none" },
        game: ({ terms }) => digitsGame(domains, CYCLE_GAN_TERMS[terms]!),
        play: () => ({
          ...{ steps, every: Math.ceil(steps / 10), batch: 16 },
          metrics: { toA: toA!, cycleA: cycleA!, cycleB: cycleB!, tint },
        }),
      };
    },
    players: (done) => done.trained({ terms: TERMS[0] }),
  };
}

const SIDE = 28, ONE = SIDE * SIDE * 3;

/** The share of images whose ground is nearest to that of the image it was. */
function sameGround(images: Float32Array, originals: Float32Array): number {
  const n = originals.length / ONE;
  // the corner of a digit is paper
  const corner = (i: number) => Array.from(originals.subarray(i * ONE, i * ONE + 3));
  const papers = new Map(Array.from({ length: n }, (_, i) => [`${corner(i)}`, corner(i)]));
  let same = 0;
  for (let i = 0; i < n; i++) {
    const ground = groundOf(images.subarray(i * ONE, (i + 1) * ONE));
    const [nearest] = [...papers].sort(([, p], [, q]) => apart(ground, p) - apart(ground, q))[0]!;
    if (nearest === `${corner(i)}`) same++;
  }
  return same / n;
}

/** The mean colour of the two rows at the top. */
function groundOf(image: Float32Array): number[] {
  const sum = [0, 0, 0], pixels = 2 * SIDE;
  for (let k = 0; k < 3 * pixels; k++) sum[k % 3]! += image[k]! / pixels;
  return sum;
}

function apart(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, c) => sum + (value - b[c]!) ** 2, 0);
}
