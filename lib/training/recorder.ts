import type { EngineReport } from "../engine/mod.ts";
import type { Model } from "../models/mod.ts";
import { OUTCOMES } from "./health.ts";
import { History } from "./history.ts";
import { type FullOptions, type Metric, settingsOf } from "./options.ts";
import type { Run, RunStatus, Trained } from "./run.ts";
import { criticOnGrid, evaluate, latentsFor } from "./evaluate.ts";
import { toHost } from "./host_tree.ts";
import type { Snapshot } from "./snapshot.ts";
import type { TrainingState } from "./step.ts";

/** Collects what a training shows on the way. */
export class Recorder {
  readonly #options: FullOptions;
  readonly #history = new History(["step", "run", "criticLoss", "penalty", "generatorLoss"]);
  readonly #snapshots: Snapshot[] = [];
  readonly #scores: Record<string, number>[] = [];
  readonly #failed: Map<number, RunStatus> = new Map();
  readonly #fixed: Float32Array;
  readonly #fresh: Float32Array;
  #last: { critic: number; generator: number } = { critic: NaN, generator: NaN };

  constructor(options: FullOptions) {
    const { latent, generator, snapshotSize, metricSize, metrics } = options;
    this.#options = options;
    this.#fixed = latentsFor(latent, generator.inputs, snapshotSize, options, "snapshot");
    this.#fresh = Object.keys(metrics).length === 0
      ? new Float32Array()
      : latentsFor(latent, generator.inputs, metricSize, options, "metric");
  }

  /** Takes in the losses `[length, 4, runs]` of the steps after `done`. */
  losses(done: number, length: number, values: Float32Array): void {
    const { runs, firstRun, every } = this.#options;
    for (let i = 0; i < length; i++) {
      const at = (kind: number, run: number) => values[(i * 4 + kind) * runs + run]!;
      const step = done + i + 1;
      for (let r = 0; r < runs; r++) {
        const [run, health] = [firstRun + r, at(3, r)];
        if (health > 0 && !this.#failed.has(run)) {
          this.#failed.set(run, { run, outcome: OUTCOMES[health]!, step: step - 1 });
        }
        if (step % this.#stride !== 0 && step % every !== 0) continue;
        const failed = this.#failed.has(run);
        this.#history.add({
          step,
          run,
          criticLoss: failed ? NaN : at(0, r),
          penalty: failed ? NaN : at(1, r),
          generatorLoss: failed ? NaN : at(2, r),
        });
      }
    }
    const of = (kind: number) =>
      medianOf(
        Array.from({ length: runs }, (_, r) => values[((length - 1) * 4 + kind) * runs + r]!),
      );
    this.#last = { critic: of(0), generator: of(2) };
  }

  /** At most about 1,000 steps go into the history. */
  get #stride(): number {
    return Math.max(1, Math.ceil(this.#options.steps / 1000));
  }

  /** Takes a snapshot and computes the metrics. */
  look(step: number, { players }: TrainingState): void {
    const { generator, critic, grid, runs, steps, onProgress } = this.#options;
    this.#snapshots.push({
      step,
      samples: evaluate(generator, players.generator, this.#fixed, runs),
      ...(grid ? { critic: criticOnGrid(critic, players.critic, grid, runs), grid } : {}),
    });
    const scores = this.#score(step, players.generator);
    onProgress?.({
      step,
      steps,
      metrics: step === 0 ? scores : {
        ...scores,
        "critic loss": this.#last.critic,
        "generator loss": this.#last.generator,
      },
    });
  }

  #score(step: number, variables: TrainingState["players"]["generator"]): Record<string, number> {
    const { generator, metrics, runs, firstRun, metricSize, dataset } = this.#options;
    if (this.#fresh.length === 0) return {};
    const all = evaluate(generator, variables, this.#fresh, runs);
    const size = metricSize * dataset.dimension;
    const rows = Array.from({ length: runs }, (_, r) => {
      const failed = this.#failed.has(firstRun + r);
      const samples = all.subarray(r * size, (r + 1) * size);
      return failed ? {} : flatten(metrics, samples);
    });
    rows.forEach((row, r) => this.#scores.push({ step, run: firstRun + r, ...row }));
    const names = Object.keys(rows.find((row) => Object.keys(row).length > 0) ?? {});
    return Object.fromEntries(
      names.map((name) => [name, medianOf(rows.map((row) => row[name] ?? NaN))]),
    );
  }

  /** All of it. */
  result(state: TrainingState, engine: EngineReport, mode: string, seconds: number): Run {
    const o = this.#options;
    const columns = new Set(["step", "run", ...this.#scores.flatMap(Object.keys)]);
    const table = new History([...columns]);
    for (const row of this.#scores) table.add(row);
    const trained = (model: Model, of: "generator" | "critic"): Trained => ({
      model,
      params: toHost(state.players[of].params),
      state: toHost(state.players[of].state),
    });
    return {
      history: this.#history.frame(),
      metrics: table.frame(),
      snapshots: this.#snapshots,
      status: Array.from({ length: o.runs }, (_, r) =>
        this.#failed.get(o.firstRun + r) ??
          { run: o.firstRun + r, outcome: "finished" as const, step: o.steps }),
      generator: trained(o.generator, "generator"),
      critic: trained(o.critic, "critic"),
      latent: o.latent,
      dataset: { name: o.dataset.name, dimension: o.dataset.dimension, extent: o.dataset.extent },
      settings: settingsOf(o),
      runs: o.runs,
      firstRun: o.firstRun,
      seed: o.seed,
      engine,
      mode,
      seconds,
    };
  }
}

function flatten(
  metrics: Readonly<Record<string, Metric>>,
  samples: Float32Array,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([name, metric]) => {
      const value = metric(samples);
      return typeof value === "number" ? [[name, value]] : Object.entries(value);
    }),
  );
}

/** The median of the finite numbers. */
function medianOf(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] ?? NaN) / 2 + (sorted[Math.ceil(middle)] ?? NaN) / 2;
}
