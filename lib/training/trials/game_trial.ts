import { besides } from "../besides.ts";
import { type Each, mapEach } from "../each.ts";
import type { Game, PlayerParts } from "../game.ts";
import { type FullPlay, fullPlay, type PlayOptions } from "../play_options.ts";
import { playIdentity, playSettings, sourceInWords } from "../record/play_record.ts";
import type { Played } from "../record/played.ts";
import { pickRuns } from "../stored/pick_runs.ts";
import type { PlayedRuns } from "../record/played.ts";
import { loadPlayers, savePlayers } from "../stored/players_file.ts";
import { allNumbers, formOf, withNumbers } from "./form.ts";
import { begun, carriedOut, type NumbersOfParts, type Plan, type Steppable } from "./trial.ts";

/**
 * A game of any number of players, as `play` takes it.
 *
 * @param owner What errors call it that was called.
 * @throws {RangeError} As `play`, before anything is trained.
 */
export function gameTrial<P extends string>(
  game: Game<P>,
  options: PlayOptions = {},
  owner = "play",
): Steppable<PlayedRuns<P>, Played<P>> {
  return trialOf(game, fullPlay(game, options, owner));
}

function trialOf<P extends string>(
  game: Game<P>,
  options: FullPlay,
): Steppable<PlayedRuns<P>, Played<P>> {
  const settings = playSettings(game, options);
  const identity: Plan["identity"] = (engine) => playIdentity(game, options, engine);
  const plan: Plan = {
    settings,
    identity,
    told: ({ metrics, terms }) => besides(metrics, terms),
  };
  return {
    game,
    options,
    settings,
    form: wordsOf(game, options),
    numbers: numbersOf(game),
    moves: Math.max(1, game.draws.length), // who moves is its own business
    columns: {},
    withNumbers: (numbers, streams) =>
      trialOf(withAllNumbers(game, numbers), {
        ...options,
        runs: streams.length,
        firstRun: 0,
        streams,
      }),
    identity,
    carryOut: (how) => carriedOut(game, options, plan, how),
    begin: () => begun(game, options, plan),
    result: (played) => played as Played<P>,
    save: savePlayers,
    load: (file) => loadPlayers(file, mapEach(game.players, ({ model }) => model)),
    pick: pickRuns,
  };
}

/** The parts of a game whose numbers may be given one a run. */
function numbersOf({ players, numbers = {} }: Game): NumbersOfParts {
  const each = Object.entries<PlayerParts>(players).flatMap(([name, { optimiser, average }]) => [
    [optimiserOf(name), allNumbers(optimiser)],
    [averageOf(name), { ...average }],
  ]);
  const own = Object.entries(numbers).map(([name, group]) => [groupOf(name), group]);
  return Object.fromEntries([...each, ...own]);
}

/** A step takes its numbers as arguments, so that it is the same for all. */
function withAllNumbers<P extends string>(game: Game<P>, all: NumbersOfParts): Game<P> {
  const { players, numbers } = game;
  return {
    ...game,
    players: mapEach(players, ({ optimiser, average, ...parts }, name): PlayerParts => ({
      ...parts,
      optimiser: withNumbers(optimiser, all[optimiserOf(name)]!),
      average: average && { decay: all[averageOf(name)]!["decay"]! },
    })),
    ...(numbers ? { numbers: mapEach(numbers, (_, name) => all[groupOf(name)]!) } : {}),
  };
}

const optimiserOf = (player: string) => `optimiser of ${player}`;
const averageOf = (player: string) => `average of ${player}`;
const groupOf = (name: string) => `numbers of ${name}`;

/** All of a game but its numbers. */
function wordsOf<P extends string>(game: Game<P>, options: FullPlay): Record<string, string> {
  const { name, players, numbers = {}, draws, terms, looks } = game;
  const { batch, steps, every, seed, firstRun, divergence, metrics } = options;
  const each = Object.entries<PlayerParts>(players as Each<string, PlayerParts>).flatMap((
    [who, { model, optimiser, average }],
  ) => [
    [who, model.name],
    [`${who}'s optimiser`, formOf(optimiser)],
    [`${who}'s average`, String(average !== undefined)],
  ]);
  return {
    game: name,
    ...Object.fromEntries(each),
    numbers: Object.entries(numbers).map(([name, numbers]) => formOf({ name, numbers })).join("; "),
    draws: draws.map(sourceInWords).join("; "),
    terms: terms.join(),
    looks: Object.entries(looks).map(([name, { inputs }]) => `${name}, ${inputs.n}`).join("; "),
    ...mapEach({ batch, steps, every, seed, firstRun, divergence }, String),
    metrics: Object.entries(metrics).map(([name, { look }]) => `${name} of ${look}`).join("; "),
  };
}
