import { checkNonNegative } from "./_check.ts";

/**
 * The best discriminator of the original GAN at a place with the data density p and the generator's density q: p / (p + q), as a probability
 * (Goodfellow et al. 2014, proposition 1). It is 1/2 where both are equal. The least-squares GAN with the codes (0, 1, 1) has the same. The
 * value of the game there is 2 JSD - 2 ln 2.
 *
 * @param p The density of the data, at least 0.
 * @param q The density of the generator, at least 0.
 * @throws {RangeError} if a density is negative, or both are 0.
 *
 * @example
 * ```ts
 * import { optimalDiscriminator } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(optimalDiscriminator(3, 1), 0.75);
 * ```
 */
export function optimalDiscriminator(p: number, q: number): number {
  checkNonNegative("p", p);
  checkNonNegative("q", q);
  if (p + q === 0) throw new RangeError("the best discriminator is not defined where p = q = 0");
  return p / (p + q);
}
