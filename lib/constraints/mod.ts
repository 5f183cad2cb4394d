/**
 * Constraints: ways to keep a critic smooth. One file a way; any number may be combined.
 *
 * @module
 */

export { clipping, type ClippingOptions } from "./clipping.ts";
export type { Constraint, ConstraintNeeds, Draw, Given, PenaltyInput } from "./constraint.ts";
export { dragan, type DraganOptions } from "./dragan.ts";
export { gradientNorm, squaredGradientNorm } from "./gradient_norm.ts";
export { gradientPenalty, type GradientPenaltyOptions } from "./gradient_penalty.ts";
export {
  gradientPenaltyAsShipped,
  type GradientPenaltyAsShippedOptions,
} from "./gradient_penalty_as_shipped.ts";
export { instanceNoise, type InstanceNoiseOptions } from "./instance_noise.ts";
export type { PenaltyPoints } from "./penalty_points.ts";
export type { PerRun } from "../runs/mod.ts";
export { r1, type R1Options } from "./r1.ts";
export { r1AsShipped, type R1AsShippedOptions } from "./r1_as_shipped.ts";
export { r2, type R2Options } from "./r2.ts";
export { simplePenalty, type SimplePenaltyOptions } from "./simple_penalty.ts";
export {
  wassersteinDivergence,
  type WassersteinDivergenceOptions,
} from "./wasserstein_divergence.ts";
