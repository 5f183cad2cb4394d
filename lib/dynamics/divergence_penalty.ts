import { checkPositive } from "./_check.ts";
import { penalised } from "./_penalised.ts";
import type { Field } from "./types.ts";

/**
 * The penalty of the Wasserstein divergence, k |grad D|^p (Wu et al. 2018), in the Dirac-GAN k |psi|^p: half of it from real and half from
 * generated points, as in Wasserstein-Div, adds up to the same.
 *
 * For p > 2 it vanishes too fast near 0 to give the eigenvalues a real part; the flow converges sub-linearly, see `divergenceRadius`. For p = 2 it
 * is the simple penalty. It is stiff: with k = 2 and p = 6 the step 0.2 overflows from (1, 1).
 *
 * @param field The game, usually `wasserstein()`.
 * @param options `k`, positive, default 2; `p`, above 1, default 6.
 * @throws {RangeError} if k is not positive or p not above 1.
 *
 * @example
 * ```ts
 * import { divergencePenalty, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(divergencePenalty(wasserstein()).critic(0, -1), 12);
 * ```
 */
export function divergencePenalty(
  field: Field,
  { k = 2, p = 6 }: {
    /** The weight. Default 2. */
    readonly k?: number;
    /** The power of the gradient's norm. Default 6. */
    readonly p?: number;
  } = {},
): Field {
  checkPositive("k", k);
  if (!(p > 1 && p < Infinity)) throw new RangeError(`p must be finite and above 1, got ${p}`);
  return penalised(field, {
    name: `divergence(${k}, ${p})`,
    title: `W-div (k = ${k}, p = ${p})`,
    slope: (psi) => k * p * Math.abs(psi) ** (p - 1) * Math.sign(psi),
  });
}
