import { disposeTree, type EngineReport, leaves, start } from "../engine/mod.ts";
import { Checkpoint, type Saved } from "./stored/checkpoint.ts";
import type { FullCheckpoint } from "./stored/checkpoint_options.ts";
import { fingerprint } from "./stored/fingerprint.ts";
import type { Game, PlayerParts } from "./game.ts";
import { loop, type LoopOptions } from "./blocks/loop.ts";
import type { Played } from "./record/played.ts";
import { type Newest, type Recorded, Recorder, type RecorderOptions } from "./record/recorder.ts";
import { type Each, mapEach } from "./each.ts";
import { shownOf, startingState, type TrainingState } from "./step.ts";
import type { RunNumbers } from "../runs/mod.ts";
import { fromFile } from "./stored/stored_facts.ts";
import { storedNumbers } from "./stored/stored_tree.ts";
import { trainedOf } from "./stored/trained_of.ts";

/** How a game is played, every setting filled in. */
export interface PlayPlan<P extends string> extends LoopOptions, RecorderOptions {
  /** Whose random streams each run draws from. */
  readonly streams: readonly number[];
  /** All settings in words and numbers, for a record. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** Where its state is kept. Default nowhere. */
  readonly checkpoint?: FullCheckpoint | undefined;
  /** What makes a game the same one on an engine, but for where it starts. */
  identity(engine: EngineReport): Readonly<Record<string, string>>;
  /** Told what its first state is known by; only if there is a checkpoint. */
  readonly onStart?: ((print: string) => void) | undefined;
  /** The players whose beginning takes some training; nothing of it is kept in a checkpoint. */
  readonly prepare?: (() => Promise<Each<string, PlayerParts>>) | undefined;
  /** Called at each look, before its state is kept; a promise that it returns is waited for. */
  onLook(step: number, newest: Newest, recorded: () => Recorded): unknown;
}

/** Plays a game to its end, from its start or from where a checkpoint stands. */
export async function carryOut<P extends string>(
  game: Game<P>,
  plan: PlayPlan<P>,
): Promise<Played<P>> {
  const { steps, every, runs, firstRun, streams, seed, settings } = plan;
  const engine = await start();
  const began = performance.now();
  const { first, keeper, saved } = await beginning(game, plan, engine);
  const { record, training } = opened(game, plan, first, saved);
  const report = () => ({
    mode: saved?.step === steps ? saved.mode : training.mode,
    seconds: (saved?.seconds ?? 0) + (performance.now() - began) / 1000,
  });
  const breath = new Breath();
  const look = async (step: number) => {
    await plan.onLook(step, record.look(step, training.state), () => record.result());
    await breath.take();
  };
  const stop = plan.checkpoint?.stop;
  try {
    if (!saved) await look(0);
    stop?.throwIfAborted();
    const blockAt = (step: number) => Math.min(training.block, steps - step, every - step % every);
    for (let done = saved?.step ?? 0; done < steps;) {
      const length = blockAt(done);
      record.terms(done, length, await training.advance(length, blockAt(done + length)));
      done += length;
      if (done % every === 0 || done === steps) await look(done);
      else await breath.takeIfDue();
      const ends = done === steps || stop?.aborted === true;
      await keeper?.keep(ends, () => ({
        step: done,
        ...report(),
        tensors: { ...training.save(), ...record.save() },
      }));
      if (ends && done < steps) stop?.throwIfAborted();
    }
    const { state } = training;
    return {
      game: game.name,
      ...record.result(),
      players: mapEach(
        game.players,
        ({ model }, name) => trainedOf(model, shownOf(state, name)),
      ),
      ...{ settings, runs, firstRun, streams, seed, engine, ...report() },
    };
  } finally {
    training.dispose();
  }
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

/** The first state, and where a checkpoint stands. */
async function beginning<P extends string>(
  { players }: Game<P>,
  plan: PlayPlan<P>,
  engine: EngineReport,
): Promise<{ first: TrainingState; keeper?: Checkpoint; saved?: Saved }> {
  const { checkpoint, prepare } = plan;
  if (!checkpoint) return { first: startingState({ ...players, ...await prepare?.() }, plan) };
  const first = startingState(players, plan);
  try {
    const start = printOf(first);
    plan.onStart?.(start);
    const keeper = new Checkpoint(checkpoint, { ...plan.identity(engine), start });
    const saved = await keeper.read();
    if (saved) return { first, keeper, saved };
    if (!prepare) return { first, keeper };
    return { first: replaced(first, startingState(await prepare(), plan)), keeper };
  } catch (error) {
    disposeTree(first);
    throw error;
  }
}

/** A state with some of its players replaced; those before are freed. */
function replaced(
  first: TrainingState,
  { players, averages, health }: TrainingState,
): TrainingState {
  const names = Object.keys(players);
  const before = names.flatMap((name) => [first.players[name]!, first.averages[name] ?? []]);
  disposeTree([health, ...before]);
  return {
    ...first,
    players: { ...first.players, ...players },
    averages: { ...first.averages, ...averages },
  };
}

/** What a first state is known by: names do not say how a model starts. */
function printOf({ players }: Pick<TrainingState, "players">): string {
  return fingerprint(leaves(players).map((leaf) => leaf.dataSync<"float32">()));
}

/** What the first state of a game is known by, made for this alone. */
export function startOf(players: Each<string, PlayerParts>, numbers: RunNumbers): string {
  const state = startingState(players, numbers);
  try {
    return printOf(state);
  } finally {
    disposeTree(state);
  }
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
