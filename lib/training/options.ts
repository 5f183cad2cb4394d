import type { Constraint } from "../constraints/mod.ts";
import type { Dataset } from "../datasets/mod.ts";
import type { Loss } from "../losses/mod.ts";
import type { Model } from "../models/mod.ts";
import { type Latent, normalLatent } from "./latents.ts";
import { adam } from "./adam.ts";
import { alternating } from "./alternating.ts";
import { type Grid, gridOf } from "./grid.ts";
import type { Optimiser } from "./optimiser.ts";
import type { Parts } from "./parts.ts";
import type { Update } from "./update.ts";

/** A number, or several, that say how good generated points are. */
export type Metric = (samples: Float32Array) => number | Readonly<Record<string, number>>;

/** What a progress callback is told. */
export interface Progress {
  /** Steps done. */
  readonly step: number;
  /** Steps in all. */
  readonly steps: number;
  /** The newest numbers, medians over the runs that are well. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** The settings of a training. Only the first four have no default. */
export interface TrainOptions {
  /** Where real points come from. */
  readonly dataset: Dataset;
  /** Makes points of latents: outputs = the data's dimension. */
  readonly generator: Model;
  /** Scores points: inputs = the data's dimension, one output, a logit that is high on real data. */
  readonly critic: Model;
  /** What both minimise. */
  readonly loss: Loss;
  /** What keeps the critic smooth. Default none. */
  readonly constraints?: readonly Constraint[];
  /** The rule of a step. Default {@linkcode alternating}, one critic step. */
  readonly update?: Update;
  /** For both players, or for each. Default Adam, rate 1e-3, betas 0.5 and 0.9. */
  readonly optimiser?: Optimiser | { readonly generator: Optimiser; readonly critic: Optimiser };
  /** Where latents come from. Default {@linkcode normalLatent}; their size is the generator's inputs. */
  readonly latent?: Latent;
  /** Real points, and latents, a step. Default 256. */
  readonly batch?: number;
  /** Generator steps. Default 2,000. */
  readonly steps?: number;
  /** Runs side by side, each with its own seed. Default 1. */
  readonly runs?: number;
  /** The seed of the experiment. Default 0. */
  readonly seed?: number;
  /** The number of the first run: run 3 of 8 alone is `{ runs: 1, firstRun: 3 }`. Default 0. */
  readonly firstRun?: number;
  /** Steps between snapshots, metrics and rows of the history. Default a twentieth of `steps`. */
  readonly every?: number;
  /** Generated points in a snapshot. Default 500. */
  readonly snapshotSize?: number;
  /** Numbers to compute at each snapshot, by name, one run's points at a time. */
  readonly metrics?: Readonly<Record<string, Metric>>;
  /** Generated points that metrics see. Default 2,500. */
  readonly metricSize?: number;
  /** Where the critic is looked at in snapshots; default {@linkcode gridOf} the data, `null` for nowhere. */
  readonly grid?: Grid | null;
  /** Called at each snapshot. */
  readonly onProgress?: (progress: Progress) => void;
  /** A loss beyond this counts as divergence. Default 1e6. */
  readonly divergence?: number;
}

/** The settings with every default filled in. */
export type FullOptions =
  & Required<Omit<TrainOptions, "optimiser" | "onProgress" | "grid">>
  & Pick<TrainOptions, "onProgress">
  & {
    readonly optimisers: Parts["optimisers"];
    readonly grid: Grid | undefined;
  };

/** Fills in the defaults. */
export function withDefaults(options: TrainOptions): FullOptions {
  const { optimiser = adam({ beta1: 0.5, beta2: 0.9 }), grid, steps = 2000 } = options;
  const optimisers = "update" in optimiser
    ? { generator: optimiser, critic: optimiser }
    : optimiser;
  const { optimiser: _, ...rest } = options;
  return {
    constraints: [],
    update: alternating(),
    latent: normalLatent,
    batch: 256,
    runs: 1,
    seed: 0,
    firstRun: 0,
    every: Math.max(1, Math.round(steps / 20)),
    snapshotSize: 500,
    metrics: {},
    metricSize: 2500,
    divergence: 1e6,
    ...rest,
    steps,
    optimisers,
    grid: grid === null ? undefined : grid ?? gridOf(options.dataset),
  };
}

/** All settings in words and numbers. */
export function settingsOf(o: FullOptions): Record<string, string | number> {
  const numbers = (
    of: { readonly name: string; readonly numbers: Readonly<Record<string, unknown>> },
  ) => `${of.name} ${Object.entries(of.numbers).map(([k, v]) => `${k}=${v}`).join(" ")}`.trim();
  return {
    dataset: o.dataset.name,
    generator: o.generator.name,
    critic: o.critic.name,
    loss: o.loss.name,
    constraints: o.constraints.map(numbers).join("; ") || "none",
    update: o.update.name,
    "generator's optimiser": numbers(o.optimisers.generator),
    "critic's optimiser": numbers(o.optimisers.critic),
    latent: `${o.latent.name}, ${o.generator.inputs}`,
    batch: o.batch,
    steps: o.steps,
    runs: o.runs,
    seed: o.seed,
  };
}
