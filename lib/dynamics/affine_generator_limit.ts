/** A generator G(z) = slope z + offset of latents z uniform on [0, 1]. */
export interface AffineGenerator {
  /** What z is multiplied with: the signed width of the interval. */
  readonly slope: number;
  /** What is added: the end of the interval at z = 0. */
  readonly offset: number;
}

/**
 * Where GANConvergence's generator in one dimension ends if its critic is linear: with the right mean and the wrong width.
 *
 * The game is `wasserstein` with any simple penalty, G(z) = slope z + offset, z uniform on [0, 1]. The mean
 * m = offset + slope / 2 follows m'' + 2 weight m' + 5/4 (m - mean) = 0 (fastest at the weight sqrt(5/4)), while
 * slope - offset / 2 never changes: a linear critic sees nothing but the mean.
 *
 * @param start The generator at the start.
 * @param mean The mean of the data.
 * @returns The generator in the limit.
 *
 * @example
 * ```ts
 * import { type AffineGenerator, affineGeneratorLimit } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // From [1.5, 2] towards U[-2, 0].
 * const end: AffineGenerator = affineGeneratorLimit({ slope: 0.5, offset: 1.5 }, -1);
 * assert.ok(Math.abs(end.slope + 0.6) < 1e-12 && Math.abs(end.offset + 0.7) < 1e-12); // [-1.3, -0.7]
 * ```
 */
export function affineGeneratorLimit(start: AffineGenerator, mean: number): AffineGenerator {
  const kept = start.slope - start.offset / 2;
  const offset = (mean - kept / 2) / 1.25;
  return { slope: kept + offset / 2, offset };
}
