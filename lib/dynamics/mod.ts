/**
 * The Dirac-GAN: the smallest game with the troubles of large ones, in plain numbers. The data are the point 0, the generator makes the
 * point theta, the critic is D(x) = psi x, high on real data. (Mescheder, Geiger and Nowozin 2018 have the critic high on generated data:
 * their psi is minus ours.) Games are vector fields; penalties, clipping, noise and consensus are functions that take a field and
 * return one; `simulate` plays any of them by any of the methods. Closed forms stand beside them.
 *
 * @module
 */
export * from "./affine_generator_limit.ts";
export * from "./alternating_invariant.ts";
export * from "./alternating_step_bound.ts";
export * from "./best_critic_slope.ts";
export * from "./clipping.ts";
export * from "./consensus.ts";
export * from "./consensus_eigenvalues.ts";
export * from "./consensus_with_stray_half.ts";
export * from "./critical_gamma.ts";
export * from "./critical_noise.ts";
export * from "./crossover_gamma.ts";
export * from "./divergence_orbit.ts";
export * from "./divergence_penalty.ts";
export * from "./divergence_radius.ts";
export * from "./eigenvalues.ts";
export * from "./gradient_penalty.ts";
export * from "./instance_noise.ts";
export * from "./jacobian.ts";
export * from "./least_squares.ts";
export * from "./least_squares_radius.ts";
export * from "./limit_cycle.ts";
export * from "./minimax.ts";
export * from "./noise_eigenvalues.ts";
export * from "./non_saturating.ts";
export * from "./non_saturating_orbit.ts";
export * from "./non_saturating_radius.ts";
export * from "./optimal_discriminator.ts";
export * from "./penalty_eigenvalues.ts";
export * from "./r1.ts";
export * from "./r2.ts";
export * from "./sampled_noise.ts";
export * from "./simple_penalty.ts";
export * from "./simple_penalty_solution.ts";
export * from "./simulate.ts";
export * from "./simultaneous_radius.ts";
export * from "./simultaneous_step_bound.ts";
export * from "./spectral_radius.ts";
export * from "./update_eigenvalues.ts";
export * from "./wasserstein.ts";
export type * from "./types.ts";
