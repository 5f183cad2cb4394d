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
      for (let r = 0; r < runs; r++) {
        const run = firstRun + r;
        this.#note(run, step, at(i, terms.length, r));
        if (!kept) continue;
        const own = this.#failed.has(run) ? {} : named((kind) => at(i, kind, r));
        this.#history.add({ step, run, ...own });
      }
    }
    const well = this.#runs().filter((run) => !this.#failed.has(run));
    this.#last = named((kind) => median(well.map((run) => at(length - 1, kind, run - firstRun))));
  }

  /** Takes a snapshot and computes the metrics. */
  look(step: number, state: TrainingState): Newest {
    const snapshot = {
      step,
      looks: Object.fromEntries(this.#kept().map((name) => [name, this.#looks.see(name, state)])),
    };
    this.#snapshots.push(snapshot);
    return { metrics: this.#score(step, state), terms: this.#last, snapshot };
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
    const { steps } = this.#options;
    return {
      history: this.#history.frame(),
      metrics: this.#scores.frame(),
      snapshots: this.#snapshots,
      status: this.#runs().map((run) =>
        this.#failed.get(run) ?? { run, outcome: "finished", step: steps }
      ),
    };
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

  #score(step: number, state: TrainingState): Readonly<Record<string, number>> {
    const { metrics, runs } = this.#options;
    const wanted = new Set(Object.values(metrics).map(({ look }) => look));
    if (wanted.size === 0) return {};
    const seen = [...wanted].map((look) => [look, this.#looks.see(look, state)] as const);
    const rows = this.#runs().map((run, r) => {
      const own = seen.map(([look, all]) => {
        const size = all.length / runs;
        return [look, all.subarray(r * size, (r + 1) * size)] as const;
      });
      return [run, this.#failed.has(run) ? undefined : Object.fromEntries(own)] as const;
    });
    return this.#scores.add(step, new Map(rows));
  }
}
