/**
 * The Dirac-GAN: the smallest game with the troubles of large ones, in plain numbers. The data are the point 0, the generator makes the
 * point theta, the critic is D(x) = psi x, high on real data. (Mescheder, Geiger and Nowozin 2018 have the critic high on generated data:
 * their psi is minus ours.) Games are vector fields; penalties, clipping, noise and consensus are functions that take a field and
 * return one; `simulate` plays any of them by any of the methods. Closed forms stand beside them.
 *
 * @module
 */
export * from "./clipping.ts";
export * from "./consensus.ts";
export * from "./consensus_with_stray_half.ts";
export * from "./divergence_penalty.ts";
export * from "./eigenvalues.ts";
export * from "./gradient_penalty.ts";
export * from "./instance_noise.ts";
export * from "./jacobian.ts";
export * from "./least_squares.ts";
export * from "./minimax.ts";
export * from "./non_saturating.ts";
export * from "./r1.ts";
export * from "./r2.ts";
export * from "./simple_penalty.ts";
export * from "./simulate.ts";
export * from "./spectral_radius.ts";
export * from "./update_eigenvalues.ts";
export * from "./wasserstein.ts";
export type * from "./types.ts";
