/**
 * Losses: what critic and generator minimise. One file a loss; the critic is high on real data.
 *
 * @module
 */

export type { Loss, Scores } from "./loss.ts";
export { minimax } from "./minimax.ts";
export { nonSaturating } from "./non_saturating.ts";
export { wasserstein } from "./wasserstein.ts";
export { lossNamed } from "./named.ts";
