import type { Dataset } from "../datasets/mod.ts";
import { checkEachRun } from "../runs/per_run.ts";
import type { Model } from "../models/mod.ts";
import { adam } from "./optimisers/adam.ts";
import { checkWhole } from "./check_whole.ts";
import type { Optimiser } from "./optimisers/optimiser.ts";

/** How a critic is trained on real points alone before it meets a generator; see `pretrain`. */
export interface Pretraining {
  /** Steps. Default 500. */
  readonly steps?: number;
  /** Points a step. Default 256. */
  readonly batch?: number;
  /** Default Adam, rate 1e-3. */
  readonly optimiser?: Optimiser;
}

/** Their names. */
export const PRETRAINING: readonly string[] = ["steps", "batch", "optimiser"];

/** The settings with every default filled in. */
export function fullPretraining(
  { steps = 500, batch = 256, optimiser = adam() }: Pretraining,
): Required<Pretraining> {
  return { steps, batch, optimiser };
}

/**
 * Refuses what cannot be trained on real points alone.
 *
 * @throws {RangeError} If the critic's scores have no upper end, so that nothing would stop them; if its
 * inputs are not the data's; if a number is out of range, or a list of them not one a run.
 */
export function checkPretraining(
  full: Required<Pretraining>,
  { critic, dataset, runs }: { critic: Model; dataset: Dataset; runs: number },
): void {
  for (const name of ["steps", "batch"] as const) checkWhole(name, full[name], 1);
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
