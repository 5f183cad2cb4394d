/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { CLIPPING } from "./clipping.ts";
export { aConstraint } from "./constraint.ts";
export { DRAGAN } from "./dragan.ts";
export { GRADIENT_PENALTY } from "./gradient_penalty.ts";
export { GRADIENT_PENALTY_AS_SHIPPED } from "./gradient_penalty_as_shipped.ts";
export { INSTANCE_NOISE } from "./instance_noise.ts";
export { R1 } from "./r1.ts";
export { R1_AS_SHIPPED } from "./r1_as_shipped.ts";
export { R2 } from "./r2.ts";
export { SIMPLE_PENALTY } from "./simple_penalty.ts";
export { WASSERSTEIN_DIVERGENCE } from "./wasserstein_divergence.ts";
