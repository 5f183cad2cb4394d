import type { EngineReport } from "../engine/mod.ts";
import type { Model, Variables } from "../models/mod.ts";
import { criticOnGrid, evaluate, latentsFor } from "./evaluate.ts";
import { OUTCOMES } from "./health.ts";
import { History } from "./history.ts";
import { toHost } from "./host_tree.ts";
import { median } from "./median.ts";
import type { FullOptions, Progress } from "./options.ts";
import type { Run, RunStatus, Trained } from "./run.ts";
import { runsFrom } from "./runs_from.ts";
import { Scores } from "./scores.ts";
import { settingsOf } from "./settings.ts";
import { restoredSnapshots, type Snapshot, storedSnapshots } from "./snapshot.ts";
import type { TrainingState } from "./step.ts";
import type { Stored } from "./stored_tree.ts";

/** At most about so many steps go into the history. */
const HISTORY = 1000;

/** Collects what a training shows on the way. */
export class Recorder {
  readonly #options: FullOptions;
  readonly #history = new History(["step", "run", "criticLoss", "penalty", "generatorLoss"]);
  readonly #snapshots: Snapshot[] = [];
  readonly #scores: Scores;
  readonly #failed: Map<number, RunStatus> = new Map();
  /** Latents of snapshots and of metrics: the same each time, so that only the players change. */
  readonly #latents: { readonly snapshot: Float32Array; readonly metric: Float32Array };
  #last: Readonly<Record<string, number>> = {};

  constructor(options: FullOptions) {
    const { latent, generator, snapshotSize, metricSize, metrics } = options;
    const measured = Object.keys(metrics).length > 0;
    this.#options = options;
    this.#scores = new Scores(metrics);
    this.#latents = {
      snapshot: latentsFor(latent, generator.inputs, snapshotSize, options, "snapshot"),
      metric: measured
        ? latentsFor(latent, generator.inputs, metricSize, options, "metric")
        : new Float32Array(),
    };
  }

  /** Takes in the report `[length, 4, runs]` of the steps after `done`; see `Block`. */
  losses(done: number, length: number, report: Float32Array): void {
    const { runs, firstRun, steps, every } = this.#options;
    const stride = Math.max(1, Math.ceil(steps / HISTORY));
    const at = (i: number, kind: number, r: number) => report[(i * 4 + kind) * runs + r]!;
    for (let i = 0; i < length; i++) {
      const step = done + i + 1;
      const kept = step % stride === 0 || step % every === 0 || step === steps;
      for (let r = 0; r < runs; r++) {
        const run = firstRun + r;
        this.#note(run, step, at(i, 3, r));
        if (kept) this.#history.add(this.#row(step, run, [0, 1, 2].map((kind) => at(i, kind, r))));
      }
    }
    const well = this.#runs().filter((run) => !this.#failed.has(run));
    const last = (kind: number) => median(well.map((run) => at(length - 1, kind, run - firstRun)));
    this.#last = { "critic loss": last(0), "generator loss": last(2) };
  }

  /** Takes a snapshot, computes the metrics and returns what is to be told of them. */
  look(step: number, state: TrainingState): Progress {
    const { generator, critic, grid, runs, steps } = this.#options;
    const shown = this.#shown(state);
    this.#snapshots.push({
      step,
      samples: evaluate(generator, shown, this.#latents.snapshot, runs),
      ...(grid ? { critic: criticOnGrid(critic, state.players.critic, grid, runs), grid } : {}),
    });
    return { step, steps, metrics: { ...this.#score(step, shown), ...this.#last } };
  }

  /** All that was collected so far, to go on later. */
  save(): Stored {
    const failed = [...this.#failed.values()].flatMap((
      { run, outcome, step },
    ) => [run, OUTCOMES.indexOf(outcome), step]);
    return {
      ...this.#history.save("history"),
      ...this.#scores.save(),
      ...storedSnapshots(this.#snapshots, this.#options),
      "failed": { shape: [failed.length / 3, 3], values: Int32Array.from(failed) },
    };
  }

  /** Takes back what was saved; nothing may have been collected before. */
  restore(stored: Stored): void {
    this.#history.restore("history", stored);
    this.#scores.restore(stored);
    this.#snapshots.push(...restoredSnapshots(stored, this.#options));
    const failed = stored["failed"]!.values;
    for (let i = 0; i < failed.length; i += 3) {
      const [run, outcome, step] = failed.subarray(i, i + 3) as unknown as [number, number, number];
      this.#failed.set(run, { run, outcome: OUTCOMES[outcome]!, step });
    }
  }

  /** All of it. */
  result(state: TrainingState, engine: EngineReport, mode: string, seconds: number): Run {
    const { generator, critic, latent, dataset, runs, firstRun, streams, seed, steps } =
      this.#options;
    const trained = (model: Model, variables: Variables): Trained => ({
      model,
      params: toHost(variables.params),
      state: toHost(variables.state),
    });
    return {
      history: this.#history.frame(),
      metrics: this.#scores.frame(),
      snapshots: this.#snapshots,
      status: this.#runs().map((run) =>
        this.#failed.get(run) ?? { run, outcome: "finished", step: steps }
      ),
      generator: trained(generator, this.#shown(state)),
      critic: trained(critic, state.players.critic),
      latent,
      dataset: { name: dataset.name, dimension: dataset.dimension, extent: dataset.extent },
      settings: settingsOf(this.#options),
      runs,
      firstRun,
      streams,
      seed,
      engine,
      mode,
      seconds,
    };
  }

  /** The generator that is looked at: its average, where one is kept. */
  #shown({ players, average }: TrainingState): Variables {
    return this.#options.average
      ? { params: average, state: players.generator.state }
      : players.generator;
  }

  #runs(): number[] {
    const { runs, firstRun } = this.#options;
    return runsFrom(firstRun, runs);
  }

  #note(run: number, step: number, health: number): void {
    if (health === 0 || this.#failed.has(run)) return;
    this.#failed.set(run, { run, outcome: OUTCOMES[health]!, step: step - 1 });
  }

  #row(step: number, run: number, losses: readonly number[]): Record<string, number> {
    if (this.#failed.has(run)) return { step, run };
    const [criticLoss, penalty, generatorLoss] = losses as [number, number, number];
    return { step, run, criticLoss, penalty, generatorLoss };
  }

  #score(step: number, variables: Variables): Readonly<Record<string, number>> {
    const { generator, runs, metricSize, dataset } = this.#options;
    if (this.#latents.metric.length === 0) return {};
    const all = evaluate(generator, variables, this.#latents.metric, runs);
    const size = metricSize * dataset.dimension;
    const samples = this.#runs().map((run, r) =>
      [run, this.#failed.has(run) ? undefined : all.subarray(r * size, (r + 1) * size)] as const
    );
    return this.#scores.add(step, new Map(samples));
  }
}
