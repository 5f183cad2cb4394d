import { MOST_ROWS, MOST_STEPS } from "./loop_options.ts";
import type { Dataset } from "../datasets/mod.ts";
import type { Model } from "../models/mod.ts";
import { count, type Spec, usually } from "../options/mod.ts";
import { checkEachRun } from "../runs/mod.ts";
import { adam } from "./optimisers/adam.ts";
import { anOptimiser, type Optimiser } from "./optimisers/optimiser.ts";

/** How a critic is trained on real points alone before it meets a generator; see `pretrain`. */
export interface Pretraining {
  /** Steps. Default 500. At most 1e9. */
  readonly steps?: number;
  /** Points a step. Default 256. At most 1,000,000. */
  readonly batch?: number;
  /** Default Adam, rate 1e-3. */
  readonly optimiser?: Optimiser;
}

/** What fits {@linkcode Pretraining}. */
export const PRETRAINING = {
  steps: count(500, { most: MOST_STEPS }),
  batch: count(256, { most: MOST_ROWS }),
  optimiser: usually(anOptimiser, adam()),
} satisfies Spec<Pretraining>;

/**
 * Refuses what cannot be trained on real points alone.
 *
 * @throws {RangeError} If the critic's scores have no upper end, so that nothing would stop them;
 * if its inputs are not the data's; if a list of numbers is not one a run.
 */
export function checkPretraining(
  full: Required<Pretraining>,
  { critic, dataset, runs }: { critic: Model; dataset: Dataset; runs: number },
): void {
  checkEachRun(full.optimiser, runs);
  if (critic.inputs !== dataset.dimension) {
    throw new RangeError(
      `The points of ${dataset.name} have shape [n, ${dataset.dimension}], but ${critic.name} ` +
        `takes [n, ${critic.inputs}].`,
    );
  }
  if ((critic.range?.[1] ?? Infinity) === Infinity) {
    throw new RangeError(
      `pretrain raises the scores of real points alone, so it takes a critic whose scores have an ` +
        `upper end, such as an autoencoder; nothing would stop those of ${critic.name}.`,
    );
  }
}
