import { r1 } from "../constraints/mod.ts";
import { FIVE_METRIC, FIVE_SCHEDULE, type FiveSchedule, trainOnFive } from "./five_task.ts";
import { LOSS_METHODS, type LossMethod } from "./loss_methods.ts";
import { type Part, settingsOf, tableOf } from "./parts.ts";
import type { Computed, Result } from "./result.ts";

export { LOSS_METHODS };

/** How long and how often to train; the defaults are what is stored. */
export interface LossOptions extends Partial<FiveSchedule> {
  /** The losses. Default {@linkcode LOSS_METHODS}. */
  readonly methods?: readonly LossMethod[];
  /** Critic steps for each of the generator, for the losses of `eager`. Default 1, 5 and 20. */
  readonly criticSteps?: readonly number[];
  /** The losses that are trained with more critic steps, by name. Default GAN, NS-GAN and LSGAN. */
  readonly eager?: readonly string[];
}

const R1 = r1({ gamma: 0.1 });

/**
 * One task for every loss: five Gaussians, the same networks, optimiser and seeds, without a penalty and
 * with R1. By default 3,000 steps, 8 seeds, hidden layers of 64.
 *
 * Tables: "" with the columns penalty, method, step, run, modes, quality, reverseKL, distance (sliced W1
 * from 2,500 points of the data, 50 directions); `critic-steps` with criticSteps in the place of
 * penalty: three losses without a penalty whose critics make more steps.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { LOSS_METHODS, type LossOptions, losses } from "saddle/results/mod.ts";
 *
 * const short: LossOptions = { steps: 10, methods: LOSS_METHODS.slice(0, 2) };
 * assert.equal(losses(short).name, "losses");
 * ```
 */
export function losses(options: LossOptions = {}): Result {
  return {
    name: "losses",
    about: "Five Gaussians with every loss, without a penalty and with R1: modes, high-quality " +
      "share, reverse KL and sliced Wasserstein distance; and three losses with more critic steps.",
    compute: (report) => compute(options, report),
  };
}

async function compute(
  {
    methods = LOSS_METHODS,
    criticSteps = [1, 5, 20],
    eager = ["GAN", "NS-GAN", "LSGAN"],
    ...given
  }: LossOptions,
  report: (line: string) => void,
): Promise<Computed> {
  const schedule = { ...FIVE_SCHEDULE, ...given };
  const train = async (
    words: Part["words"],
    { loss, critic, constraint }: LossMethod,
    extra: { penalised?: boolean; criticSteps?: number },
  ): Promise<Part> => {
    const constraints = constraint ? [constraint] : extra.penalised ? [R1] : [];
    const run = await trainOnFive({ loss, critic, ...extra, constraints }, schedule);
    report(`${Object.values(words).join(", ")}: ${run.seconds.toFixed(0)} s`);
    return { words, run };
  };
  const parts: Part[] = [], eagerly: Part[] = [];
  for (const penalised of [false, true]) {
    for (const method of methods) {
      if (method.constraint && penalised) continue;
      const words = { penalty: penalised ? "R1" : "none", method: method.name };
      parts.push(await train(words, method, { penalised }));
    }
  }
  for (const method of methods.filter(({ name }) => eager.includes(name))) {
    for (const n of criticSteps) {
      const words = { criticSteps: `${n}`, method: method.name };
      eagerly.push(await train(words, method, { criticSteps: n }));
    }
  }
  return {
    tables: { "": tableOf(parts), "critic-steps": tableOf(eagerly) },
    settings: {
      methods: [...parts, ...eagerly].map(settingsOf),
      metric: FIVE_METRIC,
    },
    seed: schedule.seed,
    engine: parts[0]!.run.engine,
  };
}
