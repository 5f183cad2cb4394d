import type { Model } from "../models/mod.ts";
import type { Judge } from "./judge.ts";
import { shippedJudge } from "./shipped_judge.ts";
import { smallClassifier } from "./small_classifier.ts";

/** What its classes are called. */
const NAMES = Array.from({ length: 10 }, (_, digit) => `${digit}`);

/**
 * The classifier behind {@linkcode digitJudge}, not trained: three convolutions and 64 features.
 */
export function digitClassifier(): Model {
  return smallClassifier("classifier of digits", [28, 28, 1]);
}

/** The file of its parameters. */
const FEATURES = "digit-features.safetensors";

/**
 * The judge of handwritten digits that ships with Saddle: a small classifier of 28 x 28 grey
 * images between -1 and 1, with 64 features, trained by `deno task results digit-features` on
 * the digits that ship. Its own ruler: distances of its features and its class score are not
 * those of Inception's.
 *
 * @throws {RangeError} If the file of its parameters is missing or not as it was written.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { digits, rowsOf } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { accuracy, digitJudge } from "saddle/judges/mod.ts";
 *
 * await start({ engine: "wasm" });
 * const test = digits({ part: "test", most: 100 });
 * const { classes } = (await digitJudge()).see(test.points);
 * assert.ok(accuracy(classes, test.labels!.values) > 0.95);
 * ```
 */
export async function digitJudge(): Promise<Judge> {
  return await shippedJudge(FEATURES, {
    name: "the judge of digits",
    model: digitClassifier(),
    names: NAMES,
  });
}
