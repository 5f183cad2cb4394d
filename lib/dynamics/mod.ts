/**
 * The Dirac-GAN: the smallest game with the troubles of large ones, in plain numbers. The data
 * are the point 0, the generator makes the point theta, the critic is D(x) = psi x, high on real
 * data. (Mescheder, Geiger and Nowozin 2018 have the critic high on generated data: their psi is
 * minus ours.) Games are vector fields; penalties, clipping, noise and consensus are functions
 * that take a field and return one; `simulate` plays any of them by any of the methods. Closed
 * forms stand beside them.
 *
 * @module
 */
export { bestCriticSlope, optimalDiscriminator, type SlopeLimit } from "./best_critics.ts";
export { clipping, type ClippingOptions } from "./clipping.ts";
export { consensus, type ConsensusOptions } from "./consensus.ts";
export { consensusWithStrayHalf } from "./consensus_with_stray_half.ts";
export { eigenvalues, spectralRadius, updateEigenvalues } from "./eigenvalues.ts";
export {
  consensusEigenvalues,
  type ConsensusGameOptions,
  criticalGamma,
  criticalNoise,
  noiseEigenvalues,
  type PenalisedGameOptions,
  penaltyEigenvalues,
} from "./equilibrium_eigenvalues.ts";
export {
  leastSquares,
  type LeastSquaresOptions,
  minimax,
  nonSaturating,
  wasserstein,
} from "./games.ts";
export { instanceNoise, type InstanceNoiseOptions } from "./instance_noise.ts";
export { jacobian } from "./jacobian.ts";
export {
  type GammaOptions,
  gradientPenalty,
  type GradientPenaltyOptions,
  r1,
  r2,
  simplePenalty,
  type SimplePenaltyOptions,
  wassersteinDivergence,
  type WassersteinDivergenceOptions,
} from "./penalties.ts";
export {
  alternatingInvariant,
  leastSquaresRadius,
  limitCycle,
  type LimitCycleOptions,
  nonSaturatingOrbit,
  nonSaturatingRadius,
  simultaneousRadius,
  type SimultaneousRadiusOptions,
  wassersteinDivergenceOrbit,
  wassersteinDivergenceRadius,
} from "./radii.ts";
export { type NormalSource, sampledNoise, type SampledNoiseOptions } from "./sampled_noise.ts";
export { simulate, type SimulateOptions, type Trajectory } from "./simulate.ts";
export { alternatingStepBound, crossoverGamma, simultaneousStepBound } from "./step_bounds.ts";
export type { Complex, Matrix, Pulls, Scheme, State, VectorField } from "./types.ts";
export {
  type AffineGenerator,
  affineGeneratorLimit,
  simplePenaltySolution,
  type SimplePenaltySolutionOptions,
} from "./wasserstein_solutions.ts";
