/**
 * Constraints: ways to keep a critic smooth. One file a way; any number may be combined.
 *
 * @module
 */

export { clipping } from "./clipping.ts";
export type { Constraint, Draw, PenaltyInput, PerRun } from "./constraint.ts";
export { gradientNorm, squaredGradientNorm } from "./gradient_norm.ts";
export {
  gradientPenalty,
  type GradientPenaltyOptions,
  type PenaltyPoints,
  r1,
  r2,
} from "./gradient_penalty.ts";
