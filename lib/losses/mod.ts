/**
 * Losses: what critic and generator minimise. One file a loss; the critic is high on real data.
 *
 * @module
 */

export type { LogisticOptions } from "./logistic.ts";
export { energyBased, type EnergyBasedOptions } from "./energy_based.ts";
export { type FDivergenceName, fGan, type FGanOptions } from "./f_gan.ts";
export { hinge } from "./hinge.ts";
export { leastSquares, type LeastSquaresOptions } from "./least_squares.ts";
export type { CriticNeeds, Equilibrium, Loss, ScoredPoints, Scores } from "./loss.ts";
export { lossSensitive, type LossSensitiveOptions } from "./loss_sensitive.ts";
export { minimax } from "./minimax.ts";
export { lossNamed } from "./named.ts";
export { nonSaturating } from "./non_saturating.ts";
export { pullingAway } from "./pulling_away.ts";
export { relativisticAverage } from "./relativistic_average.ts";
export { relativisticPaired } from "./relativistic_paired.ts";
export { wasserstein } from "./wasserstein.ts";
