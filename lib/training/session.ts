import { open, read, type Spec } from "../options/mod.ts";
import type { Average } from "./average.ts";
import { ByHand } from "./by_hand.ts";
import { checkOptions } from "./check_options.ts";
import type { GanPlayers } from "./gan.ts";
import type { Going } from "./going.ts";
import { type FullOptions, SETTINGS, TRAIN, type TrainOptions, withDefaults } from "./options.ts";
import type { Run, RunStatus, TrainedRuns } from "./record/run.ts";
import { inWords } from "./record/settings.ts";
import type { Snapshot } from "./record/snapshot.ts";
import type { Numbered } from "./trials/form.ts";
import { snapshotOf, trialOf } from "./trials/training_trial.ts";

/** What {@linkcode openTraining} is told: as {@linkcode train}, without a checkpoint. */
export type SessionOptions = Omit<TrainOptions, "checkpoint">;

/** The parts of a training whose numbers a {@linkcode TrainingSession} can change. */
export type ChangedParts = Pick<
  TrainOptions,
  "optimiser" | "constraints" | "update" | "average"
>;

/** What a training is like at a step. Nothing of it is recorded. */
export interface TrainingLook extends Snapshot {
  /**
   * The metrics, one row a run: `step`, `run` and each number, as `Run.metrics` has them. A run that
   * has failed lacks the numbers.
   */
  readonly metrics: readonly Readonly<Record<string, number>>[];
  /**
   * The losses of the last step, one row a run: `step`, `run`, `criticLoss`, `penalty`,
   * `generatorLoss`, as `Run.history` has them. No rows before the first step; a run that has
   * failed lacks the numbers.
   */
  readonly losses: readonly Readonly<Record<string, number>>[];
  /** What became of each run so far: `"finished"` is one that is well. */
  readonly status: readonly RunStatus[];
}

/**
 * A training that is moved on by hand: made by {@linkcode openTraining}. It owns tensors of the
 * engine until {@linkcode TrainingSession.dispose}; `using session = await openTraining(...)`
 * does that by itself.
 *
 * While {@linkcode TrainingSession.advance} is under way everything else but `step` and `dispose`
 * is refused: wait for its promise.
 */
export interface TrainingSession extends Disposable {
  /** Steps done. */
  readonly step: number;
  /**
   * Does so many steps, none behind the last of `steps`. Snapshots, metrics and the history are
   * recorded as `train` records them, and `onProgress` is called.
   *
   * @param steps How many. Default 1.
   * @throws {RangeError} If it is not a positive whole number, or one of these calls is under way.
   * @throws {TypeError} As `train`, at a snapshot.
   * @throws The reason of the `signal`, once it is aborted. What was done until then stays.
   */
  advance(steps?: number): Promise<void>;
  /** What it is like now: points, the critic on the grid, metrics, losses, failures. */
  look(): TrainingLook;
  /** Both players as they are now, for `generate`, `score`, `criticMap` and `saveTrained`. */
  trained(): TrainedRuns;
  /**
   * Takes other numbers from the next step on: rates, weights, decays, one for all runs or one a
   * run. The parts must be of the same form as those that the training was opened with, because
   * the rule of a step stays: Adam for Adam, the same constraints in the same order. Parts that are
   * not given stay as they are.
   *
   * @throws {RangeError} If a part has another form, or a number is out of its range. Nothing is
   * changed then.
   */
  change(parts: ChangedParts): void;
  /**
   * All that is left of it, as if it were to end here: without changes the same, bit for bit, as
   * `train` with `steps` of {@linkcode TrainingSession.step}. (Of trainings of more than 1,000 steps
   * the history holds every few, and which depends on `steps`.) Changes of numbers are told in
   * `settings`.
   */
  run(): Run;
  /** Frees its tensors; an `advance` that is under way ends first. Nothing else works then. */
  dispose(): void;
}

/** What fits {@linkcode SessionOptions}. */
const { checkpoint: _, ...SESSION } = TRAIN;

/**
 * Opens a training to go through it by hand: step by step, with looks and other numbers between two
 * steps. It starts an engine if none runs. Whatever the sizes of its steps, and however often it is
 * looked at, it is the run that {@linkcode train} gives, bit for bit.
 *
 * @throws {RangeError} As `train`, before anything is trained; or if a checkpoint is given: numbers
 * that were changed by hand would not be in it.
 * @throws {TypeError} As `train`.
 *
 * @example A critic that is slowed down after ten steps:
 * ```ts
 * import assert from "node:assert/strict";
 * import { ring } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { nonSaturating } from "saddle/losses/mod.ts";
 * import { mlp } from "saddle/models/mod.ts";
 * import { adam, openTraining } from "saddle/training/mod.ts";
 *
 * await start({ engine: "wasm" });
 * using session = await openTraining({
 *   dataset: ring(),
 *   generator: mlp({ inputs: 2, hidden: [16], outputs: 2 }),
 *   critic: mlp({ inputs: 2, hidden: [16], outputs: 1 }),
 *   loss: nonSaturating(),
 *   optimiser: adam({ rate: 1e-3, beta1: 0.5, beta2: 0.9 }),
 *   batch: 32,
 *   steps: 20,
 * });
 * await session.advance(10);
 * const before = session.look();
 * session.change({
 *   optimiser: {
 *     generator: adam({ rate: 1e-3, beta1: 0.5, beta2: 0.9 }),
 *     critic: adam({ rate: 1e-4, beta1: 0.5, beta2: 0.9 }),
 *   },
 * });
 * await session.advance(10);
 * assert.equal(session.step, 20);
 * assert.notDeepEqual(session.look().samples, before.samples);
 * assert.match(String(session.run().settings["changes"]), /^after step 10: critic's optimiser/);
 * ```
 */
export async function openTraining(options: SessionOptions): Promise<TrainingSession> {
  read("openTraining", options, SESSION);
  const full = withDefaults(options);
  checkOptions(full);
  return new Session(options, full, await trialOf(full).begin());
}

class Session extends ByHand implements TrainingSession {
  readonly #full: FullOptions;
  #given: TrainOptions;
  #now: FullOptions;

  constructor(given: TrainOptions, full: FullOptions, going: Going<string>) {
    super(going, full.signal, "training");
    this.#given = given;
    this.#full = this.#now = full;
  }

  look(): TrainingLook {
    const { snapshot, metrics, terms, status } = this.between("look").seen();
    return { ...snapshotOf(snapshot, this.#full), metrics, losses: terms, status };
  }

  trained(): TrainedRuns {
    const { generator, critic } = this.between("trained").players() as ReturnType<
      Going<GanPlayers>["players"]
    >;
    const { latent, runs, firstRun, streams, seed } = this.#full;
    return { generator, critic, latent, settings: this.#settings(), runs, firstRun, streams, seed };
  }

  change(parts: ChangedParts): void {
    const going = this.between("change");
    read("change", parts, CHANGED);
    const given = { ...this.#given, ...parts }, next = withDefaults(given);
    checkOptions(next);
    checkForms(this.#full, next);
    const changes = changesOf(this.#now, next);
    if (changes.length === 0) return;
    going.change(trialOf(next).game);
    this.#given = given;
    this.#now = next;
    this.note(changes);
  }

  run(): Run {
    const played = this.between("run").played();
    return trialOf(this.#full).result({ ...played, settings: this.#settings() });
  }

  #settings(): Run["settings"] {
    return this.asOfNow(trialOf(this.#full).settings);
  }
}

/** What fits {@linkcode ChangedParts}. */
const CHANGED = {
  optimiser: open(SETTINGS.optimiser),
  constraints: open(SETTINGS.constraints),
  update: open(SETTINGS.update),
  average: open(SETTINGS.average),
} satisfies Spec<ChangedParts>;

/** The parts of a training that have numbers, by what they are called. */
function partsOf({ optimisers, constraints, update, average }: FullOptions): [string, Numbered][] {
  return [
    ["generator's optimiser", optimisers.generator],
    ["critic's optimiser", optimisers.critic],
    ...constraints.map((one, i): [string, Numbered] => [`constraint ${i + 1}`, one]),
    ["update", update],
    ...(average ? [ofAverage(average)] : []),
  ];
}

function ofAverage(average: Average): [string, Numbered] {
  return ["average", { name: "running mean", numbers: { ...average } }];
}

/** Refuses parts that another step would be made of. */
function checkForms(open: FullOptions, next: FullOptions): void {
  const [before, after] = [open, next].map((full) => new Map(partsOf(full)));
  for (const name of new Set([...before!.keys(), ...after!.keys()])) {
    const [here, came] = [before!.get(name), after!.get(name)].map(formInWords);
    if (here === came) continue;
    throw new RangeError(
      `change takes other numbers for parts of the same form, but as ${name} it has ${here}, and ` +
        `${came} came. Open another training for it.`,
    );
  }
}

/** A part in words, with the numbers that its step has. */
function formInWords(part: Numbered | undefined): string {
  if (!part) return "none";
  const names = Object.keys(part.numbers ?? {});
  return names.length > 0 ? `${part.name} with ${names.join(", ")}` : part.name;
}

/** What has changed, in words. */
function changesOf(before: FullOptions, after: FullOptions): string[] {
  const old = new Map(partsOf(before).map(([name, part]) => [name, inWords(part)]));
  return partsOf(after).map(([name, part]) => [name, inWords(part)] as const)
    .filter(([name, words]) => old.get(name) !== words)
    .map((change) => change.join(" "));
}
