import type { EngineReport } from "../../engine/mod.ts";
import type { PerRun } from "../../runs/mod.ts";
import { carryOut } from "../carry_out.ts";
import type { Game } from "../game.ts";
import { Going } from "../going.ts";
import type { PlayPlan } from "../play_plan.ts";
import type { Progress } from "../options.ts";
import type { FullPlay } from "../play_options.ts";
import type { Played } from "../record/played.ts";
import type { Newest, Recorded } from "../record/recorder.ts";
import type { GameSnapshot } from "../record/snapshot.ts";

/** Numbers that may be given one a run, by part and name. */
export type NumbersOfParts = Readonly<Record<string, Readonly<Record<string, PerRun>>>>;

/** How what a look shows stands in a table. */
export interface LookColumns {
  /**
   * The names of its features. Default x, y, z; x1, x2 and so on where there are more than three.
   */
  readonly names?: readonly string[];
  /** Columns in front of them: a number for each row of the look, the same in every run. */
  readonly front?: Readonly<Record<string, Float32Array>>;
}

/** How a trial is carried out. */
export interface CarryOutOptions extends Pick<FullPlay, "checkpoint" | "onProgress"> {
  /** Told what its first state is known by; only if there is a checkpoint. */
  readonly onStart?: (print: string) => void;
  /**
   * Shown what the looks show, before a checkpoint holds it, and all that was recorded so far where
   * it asks; a promise that it returns is waited for.
   */
  readonly onLook?: ((snapshot: GameSnapshot, recorded: () => Recorded) => unknown) | undefined;
}

/**
 * A training, or the play of a game, with every setting filled in and checked: what can be compared
 * with others, stacked with them, and carried out. It owns nothing.
 *
 * @typeParam Players What is left for use of one that was carried out.
 * @typeParam Result All that is left of it.
 */
export interface Trial<Players = unknown, Result extends Players = Players> {
  /** What is played. */
  readonly game: Game;
  /** How long, on how many runs, and what is measured. */
  readonly options: FullPlay;
  /** All settings in words and numbers. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** All of it but its numbers, in words. */
  readonly form: Readonly<Record<string, string>>;
  /** Its numbers. */
  readonly numbers: NumbersOfParts;
  /** How much a step computes, in moves of a player. */
  readonly moves: number;
  /** How looks stand in tables, by name, where it is not the usual way. */
  readonly columns: Readonly<Record<string, LookColumns>>;
  /** The same with other numbers, for runs that draw from these streams. */
  withNumbers(numbers: NumbersOfParts, streams: readonly number[]): Trial<Players, Result>;
  /** What makes it the same one, but for where it starts. */
  identity(engine: EngineReport): Readonly<Record<string, string>>;
  /** Plays it. */
  carryOut(options?: CarryOutOptions): Promise<Played>;
  /** What was played, as users know it. */
  result(played: Played): Result;
  /** Stores the players in a file. */
  save(players: Players, file: string): Promise<void>;
  /** The players that {@linkcode Trial.save} stored. */
  load(file: string): Promise<Players>;
  /** Some runs of these players, by their places. */
  pick(players: Players, rows: readonly number[]): Players;
}

/** A trial that can be gone through by hand, too. */
export interface Steppable<Players = unknown, Result extends Players = Players>
  extends Trial<Players, Result> {
  /** It before its first step; where its checkpoint stands, if it has one. */
  begin(): Promise<Going<string>>;
}

/** What a trial of a kind says of itself to be carried out. */
export interface Plan extends Pick<PlayPlan<string>, "settings" | "identity" | "prepare"> {
  /** What a progress callback is told of the newest numbers. */
  told(newest: Newest): Progress["metrics"];
}

/** Plays a game with settings that are filled in. */
export function carriedOut(
  game: Game,
  options: FullPlay,
  plan: Plan,
  how?: CarryOutOptions,
): Promise<Played> {
  return carryOut(game, planOf(options, plan, how));
}

/** The same game before its first step. */
export function begun(game: Game, options: FullPlay, plan: Plan): Promise<Going<string>> {
  return Going.begin(game, planOf(options, plan));
}

function planOf(
  options: FullPlay,
  { told, ...plan }: Plan,
  { onLook, onStart, ...how }: CarryOutOptions = {},
): PlayPlan<string> {
  const { checkpoint = options.checkpoint, onProgress = options.onProgress } = how;
  const { steps } = options;
  return {
    ...options,
    ...plan,
    checkpoint,
    onStart,
    onLook: async (step, newest, recorded) => {
      await onLook?.(newest.snapshot, recorded);
      await onProgress?.({ step, steps, metrics: told(newest) });
    },
  };
}
