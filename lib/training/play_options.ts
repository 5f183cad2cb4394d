import {
  byName,
  callable,
  checkArgument,
  group,
  list,
  open,
  type Option,
  part,
  perRun,
  read,
  type Spec,
  text,
} from "../options/mod.ts";
import { checkEachRun, runsFrom } from "../runs/mod.ts";
import { checkStreams } from "./check_options.ts";
import { checkAverage } from "./average.ts";
import {
  aSignal,
  CHECKPOINT,
  type CheckpointOptions,
  type FullCheckpoint,
} from "./stored/checkpoint_options.ts";
import { LOOP, RUNS, usualEvery } from "./loop_options.ts";
import type { Game, Look, PlayerParts } from "./game.ts";
import { checkLook, LOOK } from "./look.ts";
import type { Progress } from "./options.ts";
import { LOOK_METRIC, type LookMetric } from "./record/scores.ts";
import { checkStream } from "./sample_batch.ts";
import { aSource } from "./source.ts";
import { PLAYER } from "./turns.ts";

/** The settings of {@linkcode play}. */
export interface PlayOptions {
  /** Steps of the game. Default 2,000. At most 1e9. */
  readonly steps?: number;
  /** Rows that a step takes of each source. Default 256. At most 1,000,000. */
  readonly batch?: number;
  /** Runs side by side, each with its own seed. Default 1. At most 100,000. */
  readonly runs?: number;
  /** The seed of the experiment. Default 0. */
  readonly seed?: number;
  /** The number of the first run: run 3 of 8 alone is `{ runs: 1, firstRun: 3 }`. Default 0. */
  readonly firstRun?: number;
  /** Whose random streams each run draws from, one number a run; default its own. */
  readonly streams?: readonly number[];
  /**
   * Steps between looks, metrics and rows of the history; those of the start and of the last step
   * are there always, also where `every` is more than `steps`. Default a twentieth of `steps`.
   */
  readonly every?: number;
  /** Numbers to compute at each look, by name, from what a look of the game shows of one run. */
  readonly metrics?: Readonly<Record<string, LookMetric>>;
  /** Called at each look; a promise that it returns is waited for. */
  readonly onProgress?: (progress: Progress) => unknown;
  /**
   * Where to keep its state, to go on after a stop; see {@linkcode CheckpointOptions}.
   * Default nowhere.
   */
  readonly checkpoint?: CheckpointOptions;
  /**
   * Ends the game early, between two blocks of steps: its reason is thrown. Default never. With
   * a checkpoint the state is kept first, as by its `stop`.
   */
  readonly signal?: AbortSignal;
  /** A term beyond this counts as divergence. Default 1e6. */
  readonly divergence?: number;
}

/** What fits {@linkcode PlayOptions}. */
export const PLAY = {
  ...RUNS,
  ...LOOP,
  onProgress: open(callable<(progress: Progress) => unknown>("a function")),
  checkpoint: open(group<CheckpointOptions>(CHECKPOINT)),
  signal: open(aSignal),
  metrics: byName(group<LookMetric>(LOOK_METRIC), {}),
} satisfies Spec<PlayOptions>;

/** The settings with every default filled in. */
export type FullPlay =
  & Required<Omit<PlayOptions, "onProgress" | "checkpoint" | "signal">>
  & Pick<PlayOptions, "onProgress">
  & {
    readonly checkpoint?: FullCheckpoint | undefined;
    readonly signal?: AbortSignal | undefined;
  };

/**
 * Fills in the defaults, and refuses what cannot be played.
 *
 * @param owner What errors call it that was called.
 * @throws {TypeError} If an option is of another kind.
 * @throws {RangeError} Naming the setting, what it has to be and what came.
 */
export function fullPlay(game: Game, options: PlayOptions, owner: string): FullPlay {
  checkArgument(owner, "game", game, aGame);
  const { onProgress, checkpoint, ...given } = read(owner, options, PLAY);
  const full = {
    ...given,
    ...(onProgress ? { onProgress } : {}),
    checkpoint: checkpoint && read("checkpoint", checkpoint, CHECKPOINT),
    streams: given.streams ?? runsFrom(given.firstRun, given.runs),
    every: given.every ?? usualEvery(given.steps),
  };
  checkParts(game);
  checkStreams(owner, full);
  for (const [name, metric] of Object.entries(full.metrics)) {
    read(`the metric "${name}"`, metric, LOOK_METRIC);
  }
  checkGame(game, full);
  return full;
}

/** An argument that is a game. */
const aGame = part<Game>("a game, as turns() makes one", ["step", "players"]);

/** What fits the parts of a {@linkcode Game}. */
const GAME: Spec<Game> = {
  name: text(),
  players: byName(group<PlayerParts>(PLAYER)),
  numbers: open(byName(byName(perRun()))),
  draws: list(aSource),
  terms: list(text()),
  step: callable<Game["step"]>("a function of players"),
  looks: byName(group<Look<string>>(LOOK)),
};

/** Refuses a game of one's own that lacks something. What it has besides is its own. */
function checkParts(game: Game): void {
  for (const [name, field] of Object.entries<Option<unknown>>(GAME)) {
    checkArgument("play's game", name, game[name as keyof Game], field);
  }
  for (const [name, player] of Object.entries<PlayerParts>(game.players)) {
    read(`the player "${name}"`, player, PLAYER);
  }
  for (const [name, look] of Object.entries(game.looks)) checkLook(name, look);
}

/** Refuses a game that does not go with the settings. */
function checkGame(game: Game, { runs, batch, seed, metrics }: FullPlay): void {
  for (const { optimiser, average } of Object.values<PlayerParts>(game.players)) {
    checkEachRun(optimiser, runs);
    if (average) checkAverage(average, runs);
  }
  for (const [name, numbers] of Object.entries(game.numbers ?? {})) {
    checkEachRun({ name, numbers }, runs);
  }
  for (const source of new Set(game.draws)) source.open(checkStream(seed), batch);
  for (const [name, { look }] of Object.entries(metrics)) {
    if (Object.hasOwn(game.looks, look)) continue;
    const known = Object.keys(game.looks).join(", ") || "none";
    throw new RangeError(
      `The metric "${name}" sees the look "${look}", but the looks of ${game.name} are: ${known}.`,
    );
  }
}
