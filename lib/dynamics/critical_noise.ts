/**
 * The deviation of instance noise from which on GAN and NS-GAN no longer turn: sqrt(f'(0) / |f''(0)|) = sqrt 2.
 *
 * @example
 * ```ts
 * import { criticalNoise } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(criticalNoise(), Math.SQRT2);
 * ```
 */
export function criticalNoise(): number {
  return Math.SQRT2;
}
