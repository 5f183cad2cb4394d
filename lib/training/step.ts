import * as tf from "@tensorflow/tfjs";
import { eachRun, type PerRun, type RunNumbers, runStreams } from "../runs/mod.ts";
import { leaves, mapTree, type Step, type Tree } from "../engine/mod.ts";
import type { Variables } from "../models/mod.ts";
import { averaged } from "./average.ts";
import type { Feed } from "./blocks/feed.ts";
import { type Each, mapEach } from "./each.ts";
import type { Game, GameNumbers, PlayerParts } from "./game.ts";
import { freezeFailed, health } from "./blocks/health.ts";
import type { Player } from "./parts.ts";

/** What is carried from step to step. */
export type TrainingState = {
  /** All players. */
  readonly players: Readonly<Record<string, PlayerTree>>;
  /** The running means of parameters, of the players that have one. */
  readonly averages: Readonly<Record<string, Tree>>;
  /** 0 for a run that is well; see `OUTCOMES`. `[runs]`. */
  readonly health: tf.Tensor;
};

type PlayerTree = { readonly [K in keyof Player]: Tree };
type Constants = Readonly<Record<string, Readonly<Record<string, tf.Tensor>>>>;

/** The constants of a step: all numbers, `[runs]` each. */
export type TrainingNumbers = {
  /** Of the players' optimisers. */
  readonly players: Constants;
  /** Of the game itself. */
  readonly own: Constants;
  /** Of the running means. */
  readonly averages: Constants;
  /** A term beyond this is a divergence. */
  readonly limit: tf.Tensor;
};

/**
 * What is shown and kept of a player: with the running mean in place of its parameters,
 * where there is one.
 */
export function shownOf({ players, averages }: Moving, name: string): Variables {
  const { params, state } = players[name]!;
  // a player may be called `constructor`
  return { params: Object.hasOwn(averages, name) ? averages[name]! : params, state };
}

/** What a step changes of a {@linkcode TrainingState} by itself. */
export type Moving = Pick<TrainingState, "players" | "averages">;

type StepOf<State extends Tree> = Step<State, readonly tf.Tensor[], TrainingNumbers, tf.Tensor>;

/**
 * A game's step as an engine takes it: a pure function of trees. Its output is `[terms, runs]`: the
 * terms as each player met them before its (last) move.
 */
export function stepFunction(game: Game, feed: Pick<Feed, "named">): StepOf<Moving> {
  const moved = movedBy(game, feed);
  return (before, tensors, numbers) => {
    const { after, terms } = moved(before, tensors, numbers);
    return { state: after, outputs: tf.stack([...terms]) };
  };
}

/**
 * The same step for a block in which a run fails: it looks after every step, and holds a run that
 * has failed where it was before. The last row of its output is the health after the step.
 */
export function watchedStepFunction(game: Game, feed: Pick<Feed, "named">): StepOf<TrainingState> {
  const moved = movedBy(game, feed);
  return ({ health: failed, ...before }, tensors, numbers) => {
    const { after, terms, gradients } = moved(before, tensors, numbers);
    const params = Object.values(after.players).map((player) => player.params);
    const healthy = health(failed, terms, [gradients, params], numbers.limit);
    return {
      state: { ...freezeFailed(healthy, before, after), health: healthy },
      outputs: tf.stack([...terms, healthy]),
    };
  };
}

/** A step with all that may be looked at. */
function movedBy(game: Game, feed: Pick<Feed, "named">) {
  return (before: Moving, tensors: readonly tf.Tensor[], numbers: TrainingNumbers) => {
    const { players, terms, gradients } = game.step(
      before.players,
      feed.named(tensors),
      numbers satisfies GameNumbers<string>,
    );
    const averages = mapEach(
      before.averages,
      (average, name) => averaged(average, players[name]!.params, numbers.averages[name]!),
    );
    return {
      after: { players: mapEach(before.players, (_, name) => ({ ...players[name]! })), averages },
      terms,
      gradients,
    };
  };
}

/** All players before the first step: run r draws its parameters from its own stream. */
export function startingState(
  players: Each<string, PlayerParts>,
  numbers: RunNumbers,
): TrainingState {
  return inScope(() => {
    const started = mapEach(players, ({ model, optimiser }, name) => {
      const made = model.init(runStreams(numbers, `init ${name}`));
      return { ...made, memory: optimiser.init(made.params) };
    });
    const averages = mapEach(
      withAverage(players),
      (_, name) => mapTree((leaf) => tf.clone(leaf), started[name]!.params),
    );
    return { players: started, averages, health: tf.zeros([numbers.runs]) };
  });
}

/** All numbers of a game as tensors, one number a run. */
export function trainingNumbers(
  { players, numbers = {} }: Pick<Game, "players" | "numbers">,
  runs: number,
  limit: number,
): TrainingNumbers {
  return inScope(() => ({
    players: mapEach(
      players,
      ({ optimiser }, name) => numberTensors(`${name}'s optimiser`, optimiser.numbers, runs),
    ),
    own: mapEach(numbers, (group, name) => numberTensors(name, group, runs)),
    averages: mapEach(
      withAverage(players),
      ({ average }) => numberTensors("average", { ...average }, runs),
    ),
    limit: tf.fill([runs], limit),
  }));
}

function withAverage(players: Each<string, PlayerParts>): Each<string, PlayerParts> {
  return Object.fromEntries(Object.entries(players).filter(([, { average }]) => average));
}

/** The numbers of one part as tensors, one number a run. */
export function numberTensors(
  owner: string,
  numbers: Readonly<Record<string, PerRun>>,
  runs: number,
): { readonly [name: string]: tf.Tensor } {
  return mapEach(numbers, (value, name) => tf.tensor1d(eachRun(`${owner}: ${name}`, value, runs)));
}

/** Makes a tree and frees what else was made, also when that fails half-way. */
export function inScope<T extends Tree>(make: () => T): T {
  let made: T | undefined;
  tf.tidy(() => leaves(made = make()));
  return made!;
}
