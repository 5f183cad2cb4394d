import { r1 } from "../constraints/mod.ts";
import pl from "nodejs-polars";
import { columnsFirst } from "./columns_first.ts";
import { FIVE_METRIC, FIVE_SCHEDULE, type FiveSchedule, gameOfFive } from "./five_task.ts";
import { LOSS_METHODS, type LossMethod } from "./loss_methods.ts";
import { type MethodFacts, methodsOf } from "./methods_of.ts";
import type { Result } from "./result.ts";

export { LOSS_METHODS };

/** How long and how often to train; the defaults are what is stored. */
export interface LossOptions extends Partial<FiveSchedule> {
  /** The losses. Default {@linkcode LOSS_METHODS}. */
  readonly methods?: readonly LossMethod[];
  /** Critic steps for each of the generator, for the losses of `moreSteps`. Default 1, 5 and 20. */
  readonly criticSteps?: readonly number[];
  /** The losses that are trained with more critic steps, by name. Default GAN, NS-GAN and LSGAN. */
  readonly moreSteps?: readonly string[];
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
export function losses(
  {
    methods = LOSS_METHODS,
    criticSteps: counts = [1, 5, 20],
    moreSteps = ["GAN", "NS-GAN", "LSGAN"],
    ...given
  }: LossOptions = {},
): Result<LossValues> {
  const schedule = { ...FIVE_SCHEDULE, ...given };
  const parts = partsOf(moreSteps, counts);
  return {
    name: "losses",
    about: "Five Gaussians with every loss, without a penalty and with R1: modes, high-quality " +
      "share, reverse KL and sliced Wasserstein distance; and three losses with more critic steps.",
    experiment: () => ({
      parameters: {
        leash: ["none", "R1"],
        method: methods,
        criticSteps: [...new Set([1, ...counts])].map(String),
      },
      where: ({ leash, method, criticSteps }) => {
        const labels = { leash, method: method.name, criticSteps };
        if (parts.isOnce(labels)) return !(method.constraint && leash === "R1");
        return parts.isMore(labels);
      },
      runs: schedule.runs,
      seed: schedule.seed,
      samples: "none",
      training: ({ leash, method, criticSteps }) =>
        gameOfFive({
          loss: method.loss,
          critic: method.critic,
          criticSteps: Number(criticSteps),
          constraints: method.constraint ? [method.constraint] : leash === "R1" ? [R1] : [],
        }, schedule),
    }),
    tables: ({ metrics }) => parts.tables(metrics),
    settings: (done) => ({ methods: parts.settings(methodsOf(done)), metric: FIVE_METRIC }),
  };
}

/**
 * The two tables of one experiment: a loss without a penalty and with one critic step is in both.
 *
 * @param names The losses with more critic steps.
 * @param counts Their numbers of critic steps.
 */
function partsOf(names: readonly string[], counts: readonly number[]) {
  const isOnce = ({ criticSteps }: MethodFacts) => criticSteps === "1";
  const isMore = ({ leash, method, criticSteps }: MethodFacts) =>
    leash === "none" && names.includes(`${method}`) && counts.includes(Number(criticSteps));
  return {
    isOnce,
    isMore,
    tables: (metrics: pl.DataFrame) => {
      const more = metrics.filter(
        pl.col("leash").eq(pl.lit("none")).and(pl.col("method").isIn([...names]))
          .and(pl.col("criticSteps").isIn(counts.map(String))),
      );
      return {
        "": penalties(metrics.filter(pl.col("criticSteps").eq(pl.lit("1")))),
        "critic-steps": columnsFirst(more.drop("leash"), "criticSteps", "method", "step"),
      };
    },
    settings: (all: readonly MethodFacts[]) => [
      ...all.filter(isOnce).map(({ leash, criticSteps: _, ...facts }) => (
        { penalty: leash, ...facts }
      )),
      ...all.filter(isMore).map(({ leash: _, method, criticSteps, ...facts }) => (
        { criticSteps, method, ...facts }
      )),
    ],
  };
}

/** The rows of single critic steps, as they are stored. */
function penalties(rows: pl.DataFrame): pl.DataFrame {
  const named = rows.drop("criticSteps").rename({ leash: "penalty" });
  return columnsFirst(named, "penalty", "method", "step");
}

/** The parameters of the experiment: results have a column "penalty" of their own. */
export interface LossValues {
  /** What keeps the critic smooth: `"none"` or `"R1"`, unless the loss has something of its own. */
  readonly leash: string;
  /** The loss. */
  readonly method: LossMethod;
  /** Critic steps for each of the generator, as tables have it. */
  readonly criticSteps: string;
}
