import type { DataFrame } from "nodejs-polars";
import { type RunNumbers, runsFrom } from "../../runs/mod.ts";
import type { Game } from "../game.ts";
import { OUTCOMES } from "../blocks/health.ts";
import { History } from "./history.ts";
import { Looks } from "./looks.ts";
import { median } from "../../numbers/mod.ts";
import type { RunStatus } from "./run.ts";
import { type LookMetric, Scores } from "./scores.ts";
import { type GameSnapshot, restoredSnapshots, storedSnapshots } from "./snapshot.ts";
import type { TrainingState } from "../step.ts";
import { type Stored, storedNumbers } from "../stored/stored_tree.ts";

/** At most about so many steps go into the history. */
const HISTORY = 1000;

/** What a {@linkcode Recorder} is told of a training. */
export interface RecorderOptions extends RunNumbers {
  /** Steps in all. */
  readonly steps: number;
  /** Steps between two looks. */
  readonly every: number;
  /** Numbers to compute at each look. */
  readonly metrics: Readonly<Record<string, LookMetric>>;
}

/** What is newest: medians over the runs that are well. */
export interface Newest {
  /** Of the metrics. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Of the terms of the last step; empty before the first. */
  readonly terms: Readonly<Record<string, number>>;
  /** What the looks show. */
  readonly snapshot: GameSnapshot;
}

/** What a game is like at some step: nothing of it is recorded. */
export interface Seen {
  /** What the looks show. */
  readonly snapshot: GameSnapshot;
  /** The metrics, a row a run: `step`, `run` and each number, which a run lacks that has failed. */
  readonly metrics: readonly Readonly<Record<string, number>>[];
  /** The terms of the last step, a row a run in the same way; none before the first. */
  readonly terms: readonly Readonly<Record<string, number>>[];
  /** What became of each run so far. */
  readonly status: readonly RunStatus[];
}

/** What was seen of a game on the way. */
export interface Recorded {
  /**
   * The terms: columns step, run and one for each, as the players met them in that step.
   * Missing from the step on in which a run failed. Of long games every few steps, so that
   * there are about 1,000.
   */
  readonly history: DataFrame;
  /**
   * Metrics at each look: columns step, run and one for each number. Missing for runs
   * that have failed.
   */
  readonly metrics: DataFrame;
  /** What the looks showed, from step 0 to the last. */
  readonly snapshots: readonly GameSnapshot[];
  /** What became of each run. */
  readonly status: readonly RunStatus[];
}

/** Collects what a game shows on the way. */
export class Recorder {
  readonly #game: Game;
  readonly #options: RecorderOptions;
  readonly #history: History;
  readonly #snapshots: GameSnapshot[] = [];
  readonly #looks: Looks;
  readonly #scores: Scores;
  readonly #failed: Map<number, RunStatus> = new Map();
  #last: Readonly<Record<string, number>> = {};
  /** The rows of the last step, and whether the history has them. */
  #newest: { readonly rows: readonly Record<string, number>[]; readonly kept: boolean } = {
    rows: [],
    kept: true,
  };

  constructor(game: Game, options: RecorderOptions) {
    this.#game = game;
    this.#options = options;
    this.#history = new History(["step", "run", ...game.terms]);
    this.#looks = new Looks(game.players, game.looks, options);
    this.#scores = new Scores(options.metrics);
  }

  /** Takes in the report `[length, terms + 1, runs]` of the steps after `done`; see `BlockDone`. */
  terms(done: number, length: number, report: Float32Array): void {
    const { runs, firstRun, steps, every } = this.#options;
    const { terms } = this.#game, rows = terms.length + 1;
    const stride = Math.max(1, Math.ceil(steps / HISTORY));
    const at = (i: number, kind: number, r: number) => report[(i * rows + kind) * runs + r]!;
    const named = (value: (kind: number) => number) =>
      Object.fromEntries(terms.map((name, kind) => [name, value(kind)]));
    for (let i = 0; i < length; i++) {
      const step = done + i + 1;
      const kept = step % stride === 0 || step % every === 0 || step === steps;
      for (let r = 0; r < runs; r++) this.#note(firstRun + r, step, at(i, terms.length, r));
      if (!kept && i < length - 1) continue;
      const rows = this.#runs().map((run, r) => ({
        step,
        run,
        ...(this.#failed.has(run) ? {} : named((kind) => at(i, kind, r))),
      }));
      if (kept) { for (const row of rows) this.#history.add(row); }
      this.#newest = { rows, kept };
    }
    const well = this.#runs().filter((run) => !this.#failed.has(run));
    this.#last = named((kind) => median(well.map((run) => at(length - 1, kind, run - firstRun))));
  }

  /** Takes a snapshot and computes the metrics. */
  look(step: number, state: TrainingState): Newest {
    const snapshot = this.#snapshot(step, state);
    this.#snapshots.push(snapshot);
    const metrics = this.#scores.add(step, this.#measured(state));
    return { metrics, terms: this.#last, snapshot };
  }

  /** What a look would show and measure, without being recorded. */
  seen(step: number, state: TrainingState): Seen {
    return {
      snapshot: this.#snapshot(step, state),
      metrics: this.#scores.rows(step, this.#measured(state)),
      terms: this.#newest.rows,
      status: this.#status(step),
    };
  }

  /** All that was collected so far, to go on later. */
  save(): Stored {
    const failed = [...this.#failed.values()].flatMap((
      { run, outcome, step },
    ) => [run, OUTCOMES.indexOf(outcome), step]);
    return {
      ...this.#history.save("history"),
      ...this.#scores.save(),
      ...storedSnapshots(this.#snapshots, this.#options.runs),
      "failed": { shape: [failed.length / 3, 3], values: Int32Array.from(failed) },
    };
  }

  /**
   * Takes back what was saved; nothing may have been collected before.
   *
   * @throws {RangeError} If something of it is not stored.
   */
  restore(stored: Stored): void {
    this.#history.restore("history", stored);
    this.#scores.restore(stored);
    this.#snapshots.push(...restoredSnapshots(stored, this.#kept(), this.#options.runs));
    const failed = storedNumbers(stored, "failed", Int32Array, ["any", 3]);
    for (let i = 0; i < failed.length; i += 3) {
      const [run, outcome, step] = failed.subarray(i, i + 3) as unknown as [number, number, number];
      this.#failed.set(run, { run, outcome: OUTCOMES[outcome]!, step });
    }
  }

  /** All of it. */
  result(): Recorded {
    return {
      history: this.#history.frame(),
      metrics: this.#scores.frame(),
      snapshots: this.#snapshots,
      status: this.#status(this.#options.steps),
    };
  }

  /** All of it, as if the game were to end at this step: what stands there is in it too. */
  resultAt(step: number, state: TrainingState): Recorded {
    const { rows, kept } = this.#newest;
    const isSeen = this.#snapshots.at(-1)?.step === step;
    const { snapshot, metrics } = isSeen ? { metrics: [] } : this.seen(step, state);
    return {
      history: this.#history.frame(kept ? [] : rows),
      metrics: this.#scores.frame(metrics),
      snapshots: [...this.#snapshots, ...(snapshot ? [snapshot] : [])],
      status: this.#status(step),
    };
  }

  /** What became of each run by a step. */
  #status(step: number): RunStatus[] {
    return this.#runs().map((run) => this.#failed.get(run) ?? { run, outcome: "finished", step });
  }

  #snapshot(step: number, state: TrainingState): GameSnapshot {
    const looks = this.#kept().map((name) => [name, this.#looks.see(name, state)] as const);
    return { step, looks: Object.fromEntries(looks) };
  }

  /** The looks that snapshots show. */
  #kept(): string[] {
    return Object.entries(this.#game.looks).filter(([, { kept = true }]) => kept)
      .map(([name]) => name);
  }

  #runs(): number[] {
    const { runs, firstRun } = this.#options;
    return runsFrom(firstRun, runs);
  }

  #note(run: number, step: number, health: number): void {
    if (health === 0 || this.#failed.has(run)) return;
    this.#failed.set(run, { run, outcome: OUTCOMES[health]!, step: step - 1 });
  }

  /** What metrics see of each run; nothing of those that have failed. */
  #measured(state: TrainingState): Map<number, Readonly<Record<string, Float32Array>> | undefined> {
    const { metrics, runs } = this.#options;
    const wanted = new Set(Object.values(metrics).map(({ look }) => look));
    if (wanted.size === 0) return new Map();
    const seen = [...wanted].map((look) => [look, this.#looks.see(look, state)] as const);
    const rows = this.#runs().map((run, r) => {
      const own = seen.map(([look, all]) => {
        const size = all.length / runs;
        return [look, all.subarray(r * size, (r + 1) * size)] as const;
      });
      return [run, this.#failed.has(run) ? undefined : Object.fromEntries(own)] as const;
    });
    return new Map(rows);
  }
}
