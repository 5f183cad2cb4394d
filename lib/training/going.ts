import { disposeTree, type EngineReport, start } from "../engine/mod.ts";
import { beginning } from "./beginning.ts";
import { type Loop, loop } from "./blocks/loop.ts";
import { type Each, mapEach } from "./each.ts";
import type { Game } from "./game.ts";
import type { PlayPlan } from "./play_plan.ts";
import type { Played } from "./record/played.ts";
import { Recorder, type Seen } from "./record/recorder.ts";
import type { Trained } from "./record/run.ts";
import { shownOf, trainingNumbers, type TrainingState } from "./step.ts";
import type { Checkpoint, Saved } from "./stored/checkpoint.ts";
import { fromFile } from "./stored/stored_facts.ts";
import { storedNumbers } from "./stored/stored_tree.ts";
import { trainedOf } from "./stored/trained_of.ts";

/** A play that stands at some step and can be moved on. It owns tensors. */
export class Going<P extends string> {
  readonly #game: Game<P>;
  readonly #plan: PlayPlan<P>;
  readonly #engine: EngineReport;
  readonly #keeper: Checkpoint | undefined;
  readonly #training: Loop;
  readonly #record: Recorder;
  readonly #saved: Saved | undefined;
  readonly #breath = new Breath();
  #done: number;
  #seconds: number;

  private constructor(game: Game<P>, plan: PlayPlan<P>, made: Made) {
    this.#game = game;
    this.#plan = plan;
    this.#engine = made.engine;
    this.#keeper = made.keeper;
    this.#saved = made.saved;
    this.#training = made.training;
    this.#record = made.record;
    this.#done = made.saved?.step ?? 0;
    this.#seconds = made.saved?.seconds ?? 0;
  }

  /** A play before its first step, or where its checkpoint stands. */
  static async begin<P extends string>(game: Game<P>, plan: PlayPlan<P>): Promise<Going<P>> {
    plan.signal?.throwIfAborted();
    const engine = await start();
    const began = performance.now();
    const { first, keeper, saved } = await beginning(game, plan, engine);
    const made = { engine, keeper, saved, ...opened(game, plan, first, saved) };
    const going = new Going(game, plan, made);
    try {
      if (!saved) await going.#look();
    } catch (error) {
      going.dispose();
      throw error;
    }
    going.#seconds += since(began);
    return going;
  }

  /** Steps done. */
  get step(): number {
    return this.#done;
  }

  /**
   * Does so many steps more, but none behind the last. A signal ends it between two blocks: then
   * its reason is thrown, and the play can still go on.
   */
  async advance(count: number): Promise<void> {
    const { steps, every, signal, checkpoint } = this.#plan, training = this.#training;
    const stop = () => [signal, checkpoint?.stop].find((one) => one?.aborted);
    stop()?.throwIfAborted();
    const until = Math.min(steps, this.#done + count);
    const blockAt = (step: number) => Math.min(training.block, until - step, every - step % every);
    while (this.#done < until) {
      const began = performance.now(), done = this.#done, length = blockAt(done);
      const report = await training.advance(length, blockAt(done + length));
      this.#record.terms(done, length, report);
      this.#done += length;
      if (this.#done % every === 0 || this.#done === steps) await this.#look();
      else await this.#breath.takeIfDue();
      this.#seconds += since(began);
      const stopped = stop();
      await this.#keep(this.#done === steps || stopped !== undefined);
      if (this.#done < steps) stopped?.throwIfAborted();
    }
  }

  /** What it is like now; nothing of it is recorded. */
  seen(): Seen {
    return this.#record.seen(this.#done, this.#training.state);
  }

  /** The players as they are now. */
  players(): Each<P, Trained> {
    const { state } = this.#training;
    return mapEach(
      this.#game.players,
      ({ model }, name) => trainedOf(model, shownOf(state, name)),
    );
  }

  /** All that is left of it, as if it were to end here. */
  played(): Played<P> {
    const { runs, firstRun, streams, seed, settings, steps } = this.#plan;
    const record = this.#done === steps
      ? this.#record.result()
      : this.#record.resultAt(this.#done, this.#training.state);
    return {
      game: this.#game.name,
      ...record,
      players: this.players(),
      ...{ settings, runs, firstRun, streams, seed, engine: this.#engine, ...this.#report() },
    };
  }

  /** Takes the numbers of a game of the same form from the next step on. */
  change(game: Pick<Game, "players" | "numbers">): void {
    const { runs, divergence } = this.#plan;
    this.#training.change(trainingNumbers(game, runs, divergence));
  }

  /** Frees everything. */
  dispose(): void {
    this.#training.dispose();
  }

  async #look(): Promise<void> {
    const newest = this.#record.look(this.#done, this.#training.state);
    await this.#plan.onLook(this.#done, newest, () => this.#record.result());
    await this.#breath.take();
  }

  async #keep(ends: boolean): Promise<void> {
    await this.#keeper?.keep(ends, () => ({
      step: this.#done,
      ...this.#report(),
      tensors: { ...this.#training.save(), ...this.#record.save() },
    }));
  }

  #report(): { mode: string; seconds: number } {
    const saved = this.#saved;
    const mode = saved?.step === this.#plan.steps ? saved.mode : this.#training.mode;
    return { mode, seconds: this.#seconds };
  }
}

const since = (began: number) => (performance.now() - began) / 1000;

/** What a {@linkcode Going} is put together of. */
interface Made {
  readonly engine: EngineReport;
  readonly keeper: Checkpoint | undefined;
  readonly saved: Saved | undefined;
  readonly training: Loop;
  readonly record: Recorder;
}

/**
 * What records the game and what plays it; the first state is theirs, or freed if they refuse it.
 */
function opened<P extends string>(
  game: Game<P>,
  plan: PlayPlan<P>,
  first: TrainingState,
  saved: Saved | undefined,
) {
  try {
    const record = new Recorder(game, plan);
    if (!saved) return { record, training: loop(game, plan, first) };
    return fromFile(plan.checkpoint!.file, () => {
      checkStep(saved, plan.steps);
      record.restore(saved.tensors);
      return { record, training: loop(game, plan, first, saved.tensors) };
    });
  } catch (error) {
    disposeTree(first);
    throw error;
  }
}

/** Refuses a checkpoint that says of itself something else than what it holds. */
function checkStep({ step, tensors }: Saved, steps: number): void {
  const [fed] = storedNumbers(tensors, "feed.done", Int32Array, [1]);
  if (step <= steps && step === fed) return;
  throw new RangeError(`it says step ${step} of ${steps}, but what it holds is of step ${fed}.`);
}

/** Milliseconds that timers, signals and messages of a notebook wait at most between two blocks. */
const PATIENCE = 100;

/** Lets timers, signals and messages of a notebook through now and then. */
class Breath {
  #last = performance.now();

  /** Lets them through. */
  async take(): Promise<void> {
    await new Promise((done) => setTimeout(done, 0));
    this.#last = performance.now();
  }

  /** The same if they have waited long enough for it to be worth its time. */
  async takeIfDue(): Promise<void> {
    if (performance.now() - this.#last > PATIENCE) await this.take();
  }
}
