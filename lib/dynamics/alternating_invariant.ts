import { ratesOf } from "./_step.ts";
import type { Scheme, State } from "./types.ts";

/**
 * What alternating updates of the unconstrained `wasserstein` game keep exactly, step after step, one step each:
 * theta^2 + psi^2 + h theta psi if the generator moves first, with a minus if the critic does. With the step sizes a of the generator and b of
 * the critic it is (b theta^2 + a psi^2 +- a b theta psi) / sqrt(a b). So the states lie on an ellipse, and the radius oscillates a
 * little. With clipping or a one-sided penalty it is kept while
 * these do not act.
 *
 * @param state The state.
 * @param scheme `step`, and `first`, default "generator", as for `simulate`.
 * @throws {RangeError} if a step size is not positive.
 *
 * @example
 * ```ts
 * import { alternatingInvariant, simulate, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { theta, psi } = simulate(wasserstein(), { start: [1, 0], step: 0.2, steps: 100 });
 * const got = alternatingInvariant([theta[100]!, psi[100]!], { step: 0.2 });
 * assert.ok(Math.abs(got - alternatingInvariant([1, 0], { step: 0.2 })) < 1e-12);
 * ```
 */
export function alternatingInvariant(
  [theta, psi]: State,
  scheme: Pick<Scheme, "step" | "first">,
): number {
  const { generator: a, critic: b } = ratesOf(scheme);
  const sign = scheme.first === "critic" ? -1 : 1;
  return (b * theta ** 2 + a * psi ** 2 + sign * a * b * theta * psi) / Math.sqrt(a * b);
}
