import { NotReady } from "../datasets/mod.ts";
import { checkArgument, choice } from "../options/mod.ts";
import { colourJudge } from "./colour_judge.ts";
import { digitJudge } from "./digit_judge.ts";
import type { Judge } from "./judge.ts";

/** The name of a judge that ships: what it judges. */
export type ShippedJudge = "digits" | "colour";

/** Numbers of an image that each judge that ships reads: 28 x 28, and 32 x 32 x 3. */
export const JUDGE_INPUTS: Readonly<Record<ShippedJudge, number>> = { digits: 784, colour: 3072 };

const LOADERS = { digits: digitJudge, colour: colourJudge };

const NAME = choice<ShippedJudge>(["digits", "colour"]);

const loaded = new Map<ShippedJudge, Judge>();

/**
 * A judge that ships, at once: for who cannot wait, such as a metric of a config.
 *
 * @throws {RangeError} If there is none of that name.
 * @throws {NotReady} If it is not loaded yet; `withData` loads it and asks again.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { withData } from "saddle/datasets/mod.ts";
 * import { JUDGE_INPUTS, judgeAtHand, type ShippedJudge } from "saddle/judges/mod.ts";
 *
 * const name: ShippedJudge = "digits";
 * const judge = await withData(() => judgeAtHand(name));
 * assert.equal(judge.inputs, JUDGE_INPUTS[name]);
 * ```
 */
export function judgeAtHand(name: ShippedJudge): Judge {
  checkArgument("judgeAtHand", "name", name, NAME);
  const judge = loaded.get(name);
  if (judge) return judge;
  throw new JudgeNotLoaded(name);
}

class JudgeNotLoaded extends NotReady {
  override readonly name = "JudgeNotLoaded";
  readonly #judge: ShippedJudge;

  constructor(judge: ShippedJudge) {
    super(`The judge of ${judge} is not loaded. \`await withData(() => ...)\` loads it.`);
    this.#judge = judge;
  }

  override async prepare(): Promise<void> {
    loaded.set(this.#judge, await LOADERS[this.#judge]());
  }
}
