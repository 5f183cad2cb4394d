import { checkArgument, floats, part } from "../options/mod.ts";
import type { Judge } from "./judge.ts";

/** What {@linkcode stackedModes} counts. */
export interface StackedModes {
  /** How many of the 1,000 numbers are there at least once. */
  readonly modes: number;
  /**
   * $\mathrm{KL}(q \Vert p)$ of the numbers that are there against all 1,000 as often, in nats:
   * from 0 to log 1000 = 6.9.
   */
  readonly reverseKL: number;
}

const JUDGE = part<Judge>("a judge, as digitJudge() gives one", ["see", "inputs"]);
const MODES = 1000, CLASSES = 10;

/**
 * How many of the 1,000 modes of stacked digits there are among images (Metz et al. 2017, section
 * 3.3.1; Lin et al. 2018, section 4.2): a judge reads red, green and blue as one digit each. Of
 * real images even few modes are missed where there are many: of n images about
 * $1000\,(1 - e^{-n / 1000})$ are there.
 *
 * @param judge Who reads: of ten classes, and images of one channel.
 * @param images `[n, height * width * 3]`, channels innermost.
 * @throws {RangeError} If these are no whole images of three of the judge's channels, or there are
 * none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { digits, rowsOf, stackedDigits } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { digitJudge, type StackedModes, stackedModes } from "saddle/judges/mod.ts";
 *
 * await start({ engine: "wasm" });
 * const set = stackedDigits({ of: digits({ part: "test", most: 100 }), size: 20 });
 * const { modes }: StackedModes = stackedModes(await digitJudge(), set.points);
 * assert.equal(modes, new Set(set.labels!.values).size);
 * ```
 */
export function stackedModes(judge: Judge, images: Float32Array): StackedModes {
  checkArgument("stackedModes", "judge", judge, JUDGE);
  checkArgument("stackedModes", "images", images, floats());
  const one = 3 * judge.inputs, n = images.length / one;
  if (!Number.isInteger(n) || n === 0) {
    throw new RangeError(
      `stackedModes needs images of 3 times the ${judge.inputs} numbers that ${judge.name} reads, ` +
        `but ${images.length} numbers came.`,
    );
  }
  const read = [0, 1, 2].map((channel) => judge.see(channelOf(images, channel)).classes);
  const counts = new Float64Array(MODES);
  for (let i = 0; i < n; i++) {
    counts[read.reduce((number, digits) => CLASSES * number + digits[i]!, 0)]! += 1;
  }
  const there = counts.filter((count) => count > 0);
  const reverseKL = there.reduce((sum, count) => sum + count / n * Math.log(count / n * MODES), 0);
  return { modes: there.length, reverseKL };
}

/** One channel of images of three. */
function channelOf(images: Float32Array, channel: number): Float32Array {
  const out = new Float32Array(images.length / 3);
  for (let i = 0; i < out.length; i++) out[i] = images[3 * i + channel]!;
  return out;
}
