import { CRITIC_METHODS, type CriticMethod } from "./critic_methods.ts";
import { columnsFirst } from "./columns_first.ts";
import { FIVE_METRIC, FIVE_SCHEDULE, type FiveSchedule, gameOfFive } from "./five_task.ts";
import { methodsOf } from "./methods_of.ts";
import type { Result } from "./result.ts";

export { CRITIC_METHODS };

/** How long and how often to train; the defaults are what is stored. */
export interface CriticOptions extends Partial<FiveSchedule> {
  /** What keeps the critic honest. Default {@linkcode CRITIC_METHODS}. */
  readonly methods?: readonly CriticMethod[];
}

/**
 * What keeps a critic honest, tried on one task: five Gaussians, with the Wasserstein loss (3 critic steps),
 * with the same and plain gradient steps of the generator, and with the non-saturating loss (1), the same
 * networks and seeds, otherwise the same optimiser. By default 3,000 steps, 8 seeds, hidden layers of 64.
 *
 * Its table has the columns game, method, step, run, modes, quality, reverseKL, distance, as `losses` has.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { CRITIC_METHODS, type CriticOptions, critics } from "saddle/results/mod.ts";
 *
 * const short: CriticOptions = { steps: 10, methods: CRITIC_METHODS.slice(0, 2) };
 * assert.equal(critics(short).name, "critics");
 * ```
 */
export function critics(
  { methods = CRITIC_METHODS, ...given }: CriticOptions = {},
): Result<{ game: string; method: string }> {
  const schedule = { ...FIVE_SCHEDULE, ...given };
  const find = (values: { game: string; method: string }) =>
    methods.find(({ game, name }) => game === values.game && name === values.method);
  return {
    name: "critics",
    about:
      "Five Gaussians with every way to keep a critic smooth, with the Wasserstein loss, the same " +
      "with SGD for the generator, and the non-saturating loss: modes, high-quality share, reverse " +
      "KL, sliced Wasserstein distance.",
    experiment: () => ({
      parameters: {
        game: [...new Set(methods.map(({ game }) => game))],
        method: [...new Set(methods.map(({ name }) => name))],
      },
      where: (values) => find(values) !== undefined,
      runs: schedule.runs,
      seed: schedule.seed,
      samples: "none",
      training: (values) => gameOfFive(find(values)!, schedule),
    }),
    tables: ({ metrics }) => ({ "": columnsFirst(metrics, "game", "method", "step") }),
    settings: (done) => ({ methods: methodsOf(done), metric: FIVE_METRIC }),
  };
}
