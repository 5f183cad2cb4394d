import { checkArgument, finite, pair, read, type Spec } from "../options/mod.ts";
import { SIMPLE_PENALTY, type SimplePenaltyOptions } from "./penalties.ts";
import type { State } from "./types.ts";

/** Which flow, and when. */
export interface SimplePenaltySolutionOptions extends SimplePenaltyOptions {
  /** The time since the start. */
  readonly time: number;
  /** The first state. Default [-1, 0]. */
  readonly start?: State;
}

/** What fits {@linkcode SimplePenaltySolutionOptions}. */
export const SIMPLE_PENALTY_SOLUTION = {
  ...SIMPLE_PENALTY,
  time: finite(),
  start: pair({}, [-1, 0]),
} satisfies Spec<SimplePenaltySolutionOptions>;

/**
 * The flow of `wasserstein` with the simple penalty weight psi^2, in closed form: a damped
 * oscillator, theta'' + 2 weight theta' + theta = 0. Below the weight 1 it spirals, at 1 it
 * converges fastest, above it creeps; without penalty (weight 0) it circles.
 *
 * @param options `weight` (lambda), at least 0; `time`; `start`, default [-1, 0], GANConvergence's.
 * @throws {RangeError} if the weight is negative.
 *
 * @example
 * ```ts
 * import { simplePenaltySolution } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [theta, psi] = simplePenaltySolution({ weight: 1, time: 2 });
 * assert.ok(Math.abs(theta + 3 * Math.exp(-2)) < 1e-12); // -(1 + t) e^-t
 * assert.ok(Math.abs(psi - 2 * Math.exp(-2)) < 1e-12); // t e^-t
 * ```
 */
export function simplePenaltySolution(
  options: SimplePenaltySolutionOptions,
): State {
  const { weight, time, start: [theta, psi] } = read(
    "simplePenaltySolution",
    options,
    SIMPLE_PENALTY_SOLUTION,
  );
  const [even, odd] = oscillation(weight, time);
  return [
    theta * even + (psi + weight * theta) * odd,
    psi * even - (theta + weight * psi) * odd,
  ];
}

/**
 * e^(-weight t) times cos(w t) and sin(w t) / w with w = sqrt(1 - weight^2), also where w is
 * 0 or imaginary.
 */
function oscillation(weight: number, t: number): [even: number, odd: number] {
  const squared = 1 - weight ** 2, w = Math.sqrt(Math.abs(squared));
  const decay = Math.exp(-weight * t);
  if (w * Math.abs(t) < 1e-4) return [decay * (1 - squared * t * t / 2), decay * t];
  if (squared > 0) return [decay * Math.cos(w * t), decay * Math.sin(w * t) / w];
  // The sums of two decaying exponentials: cosh and sinh themselves would overflow.
  const slow = Math.exp((w - weight) * t) / 2, fast = Math.exp(-(w + weight) * t) / 2;
  return [slow + fast, (slow - fast) / w];
}

/** A generator G(z) = width z + offset of latents z uniform on [0, 1]. */
export interface AffineGenerator {
  /** What z is multiplied with: the signed width of the interval. */
  readonly width: number;
  /** What is added: the end of the interval at z = 0. */
  readonly offset: number;
}

/** What fits an {@linkcode AffineGenerator}. */
export const AFFINE_GENERATOR = {
  width: finite(),
  offset: finite(),
} satisfies Spec<AffineGenerator>;

/**
 * Where GANConvergence's generator in one dimension ends if its critic is linear: with the right
 * mean and the wrong width.
 *
 * The game is `wasserstein` with any simple penalty, G(z) = width z + offset, z uniform on
 * [0, 1]. The mean m = offset + width / 2 follows m'' + 2 weight m' + 5/4 (m - mean) = 0
 * (fastest at the weight sqrt(5/4)), while width - offset / 2 never changes: a linear critic
 * sees nothing but the mean.
 *
 * @param start The generator at the start.
 * @param mean The mean of the data.
 * @returns The generator in the limit.
 * @throws {RangeError} if a number is not finite.
 *
 * @example
 * ```ts
 * import { type AffineGenerator, affineGeneratorLimit } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // From [1.5, 2] towards U[-2, 0].
 * const end: AffineGenerator = affineGeneratorLimit({ width: 0.5, offset: 1.5 }, -1);
 * assert.ok(Math.abs(end.width + 0.6) < 1e-12 && Math.abs(end.offset + 0.7) < 1e-12); // [-1.3, -0.7]
 * ```
 */
export function affineGeneratorLimit(start: AffineGenerator, mean: number): AffineGenerator {
  checkArgument("affineGeneratorLimit", "mean", mean, finite());
  const before = read("affineGeneratorLimit", start, AFFINE_GENERATOR);
  const kept = before.width - before.offset / 2;
  const offset = (mean - kept / 2) / 1.25;
  return { width: kept + offset / 2, offset };
}
