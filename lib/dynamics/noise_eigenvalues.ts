import { checkNonNegative } from "./_check.ts";
import { roots } from "./_roots.ts";
import type { Complex } from "./types.ts";

/**
 * The eigenvalues at the equilibrium of GAN and NS-GAN with instance noise sigma:
 * f''(0) sigma^2 +- sqrt(f''(0)^2 sigma^4 - f'(0)^2) = -sigma^2/4 +- sqrt(sigma^4/16 - 1/4)
 * (Mescheder, Geiger and Nowozin 2018, lemma 3.2). They are real from sigma = sqrt 2 on, see `criticalNoise`.
 *
 * @param options `sigma`, at least 0.
 * @throws {RangeError} if sigma is negative.
 *
 * @example
 * ```ts
 * import { noiseEigenvalues } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [first] = noiseEigenvalues({ sigma: 0.7 });
 * assert.equal(first.re.toFixed(5), "-0.12250");
 * assert.equal(first.im.toFixed(5), "0.48476");
 * ```
 */
export function noiseEigenvalues(
  { sigma }: {
    /** The deviation of the noise, at least 0. */
    readonly sigma: number;
  },
): [Complex, Complex] {
  checkNonNegative("sigma", sigma);
  return roots(-(sigma ** 2) / 4, sigma ** 4 / 16 - 1 / 4);
}
