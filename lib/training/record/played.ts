import type { EngineReport } from "../../engine/mod.ts";
import type { Each } from "../each.ts";
import type { Recorded } from "./recorder.ts";
import type { Trained } from "./run.ts";

/** The result of {@linkcode play}: plain data, no tensors to free. */
export interface Played<P extends string = string> extends Recorded {
  /** The game's name. */
  readonly game: string;
  /** All players, all runs; the running mean of one that has an `average`. */
  readonly players: Each<P, Trained>;
  /** All settings in words and numbers, for a record. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** The number of runs. */
  readonly runs: number;
  /** The number of the first run. */
  readonly firstRun: number;
  /** Whose random streams each run drew from. */
  readonly streams: readonly number[];
  /** The seed. */
  readonly seed: number;
  /** What computed. */
  readonly engine: EngineReport;
  /** How the step ran: `"xla"`, `"graph"`, `"recorded"`, `"eager"`. */
  readonly mode: string;
  /** Wall-clock seconds, tracing and compiling included. */
  readonly seconds: number;
}

/** What remains of a game for use: its players, all runs, and what made them. */
export type PlayedRuns<P extends string> = Pick<
  Played<P>,
  "game" | "players" | "settings" | "runs" | "firstRun" | "streams" | "seed"
>;
