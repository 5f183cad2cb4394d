import { cifar10Residual } from "./cifar10_residual.ts";
import { colourFeatures } from "./colour_features.ts";
import { critics } from "./critics.ts";
import { digitFeatures } from "./digit_features.ts";
import { digitsBigan } from "./digits_bigan.ts";
import { digitsCycleGan } from "./digits_cyclegan.ts";
import { digitsDiv } from "./digits_div.ts";
import { facesDiv } from "./faces_div.ts";
import { ganPytorch } from "./gan_pytorch.ts";
import { losses } from "./losses.ts";
import { manifolds } from "./manifolds.ts";
import { manyRuns } from "./many_runs.ts";
import { mixtureControls, mixtures } from "./mixtures.ts";
import type { AnyResult } from "./result.ts";
import { ringProtocol } from "./ring_protocol.ts";
import { shippedDigits, shippedFaces } from "./shipped_images.ts";
import { stackedDigitsModes } from "./stacked_digits.ts";
import { tintsCycleGan } from "./tints_cyclegan.ts";
import { twoGaussians } from "./two_gaussians.ts";
import { uspsCycleGan } from "./usps_cyclegan.ts";

/** All results that `deno task results` knows. */
export const RESULTS: readonly AnyResult[] = [
  mixtures(),
  mixtureControls(),
  twoGaussians(),
  ganPytorch(),
  manifolds(""),
  manifolds("circle"),
  manifolds("square"),
  manyRuns(),
  losses(),
  critics(),
  ringProtocol(),
  digitFeatures(),
  digitsBigan(),
  digitsCycleGan(),
  tintsCycleGan(),
  uspsCycleGan(),
  digitsDiv(),
  facesDiv(),
  stackedDigitsModes(),
  colourFeatures(),
  cifar10Residual(),
  shippedDigits(),
  shippedFaces(),
];

/**
 * The result of that name.
 *
 * @throws {RangeError} If there is none; lists the known ones.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { RESULTS, resultNamed } from "saddle/results/mod.ts";
 *
 * assert.equal(resultNamed("mixtures"), RESULTS[0]);
 * assert.throws(() => resultNamed("mixture"), /Known results: mixtures/);
 * ```
 */
export function resultNamed(name: string): AnyResult {
  const found = RESULTS.find((result) => result.name === name);
  if (found) return found;
  const known = RESULTS.map((result) => result.name).join(", ");
  throw new RangeError(`There is no result "${name}". Known results: ${known}.`);
}
