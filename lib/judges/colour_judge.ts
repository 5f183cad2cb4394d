import type { Model } from "../models/mod.ts";
import type { Judge } from "./judge.ts";
import { shippedJudge } from "./shipped_judge.ts";
import { smallClassifier } from "./small_classifier.ts";

/** What CIFAR-10's classes are called. */
const NAMES = [
  ...["airplane", "automobile", "bird", "cat", "deer"],
  ...["dog", "frog", "horse", "ship", "truck"],
];

/**
 * The classifier behind {@linkcode colourJudge}, not trained: three convolutions and 64 features.
 */
export function colourClassifier(): Model {
  return smallClassifier("classifier of colour images", [32, 32, 3]);
}

/**
 * The judge of colour images that ships with Saddle: a small classifier of 32 x 32 images between
 * -1 and 1, with 64 features, trained by `deno task results colour-features` on a part of CIFAR-10
 * (`data/colour-features.json` says on which). It names two photographs of three; what it is for are
 * its features. Its own ruler: distances of its features are not those of Inception's.
 *
 * @throws {RangeError} If the file of its parameters is missing or not as it was written.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { start } from "saddle/engine/mod.ts";
 * import { colourJudge } from "saddle/judges/mod.ts";
 *
 * await start({ engine: "wasm" });
 * const judge = await colourJudge();
 * const { features } = judge.see(new Float32Array(2 * 32 * 32 * 3));
 * assert.equal(features.length, 2 * judge.features);
 * ```
 */
export async function colourJudge(): Promise<Judge> {
  return await shippedJudge("colour-features.safetensors", {
    name: "the judge of colour images",
    model: colourClassifier(),
    names: NAMES,
  });
}
