import * as tf from "@tensorflow/tfjs";
import { eachRun, type PerRun } from "../constraints/per_run.ts";
import { leaves, mapTree, type Step, type Tree } from "../engine/mod.ts";
import { averaged } from "./average.ts";
import { type RunNumbers, runStreams } from "./evaluate.ts";
import type { Feed } from "./feed.ts";
import { freezeFailed, health } from "./health.ts";
import type { Parts, Player, Players, StepNumbers } from "./parts.ts";
import type { Update } from "./update.ts";

/** What is carried from step to step. */
export type TrainingState = {
  /** Both players. */
  readonly players: PlayersTree;
  /** The running mean of the generator's parameters, or nothing if none is kept. */
  readonly average: Tree;
  /** 0 for a run that is well; see `OUTCOMES`. `[runs]`. */
  readonly health: tf.Tensor;
};

type PlayerTree = { readonly [K in keyof Player]: Tree };
type PlayersTree = { readonly [K in keyof Players]: PlayerTree };

/** The constants of a step: all numbers, `[runs]` each. */
export type TrainingNumbers = {
  readonly generator: { readonly [name: string]: tf.Tensor };
  readonly critic: { readonly [name: string]: tf.Tensor };
  readonly constraints: readonly { readonly [name: string]: tf.Tensor }[];
  readonly update: { readonly [name: string]: tf.Tensor };
  readonly average: { readonly [name: string]: tf.Tensor };
  /** A loss beyond this is a divergence. */
  readonly limit: tf.Tensor;
};

/** What a step changes of a {@linkcode TrainingState} by itself. */
export type Moving = Pick<TrainingState, "players" | "average">;

type StepOf<State extends Tree> = Step<State, readonly tf.Tensor[], TrainingNumbers, tf.Tensor>;

/**
 * Puts the parts together into a pure step: it draws nothing, reads nothing, returns what changes. Its
 * output is `[3, runs]`: the critic's loss, the penalties and the generator's loss as each player met
 * them before its (last) move.
 */
export function stepFunction(
  parts: Parts,
  update: Update,
  feed: Pick<Feed, "assemble">,
): StepOf<Moving> {
  const moved = movedBy(parts, update, feed);
  return (before, tensors, numbers) => {
    const { after, losses } = moved(before, tensors, numbers);
    return { state: after, outputs: tf.stack(losses) };
  };
}

/**
 * The same step for a block in which a run fails: it looks after every step, and holds a run that has
 * failed where it was before. The fourth row of its output is the health after the step.
 */
export function watchedStepFunction(
  parts: Parts,
  update: Update,
  feed: Pick<Feed, "assemble">,
): StepOf<TrainingState> {
  const moved = movedBy(parts, update, feed);
  return ({ health: failed, ...before }, tensors, numbers) => {
    const { after, losses, gradients } = moved(before, tensors, numbers);
    const { critic, generator } = after.players;
    const finite = [gradients, critic.params, generator.params];
    const healthy = health(failed, losses, finite, numbers.limit);
    return {
      state: { ...freezeFailed(healthy, before, after), health: healthy },
      outputs: tf.stack([...losses, healthy]),
    };
  };
}

/** A step with all that may be looked at. */
function movedBy(parts: Parts, update: Update, { assemble }: Pick<Feed, "assemble">) {
  return (before: Moving, tensors: readonly tf.Tensor[], numbers: TrainingNumbers) => {
    const batch = assemble(tensors);
    const result = update.step(parts, before.players, batch, numbers as StepNumbers);
    const { players, critic, generator } = result;
    const average = parts.average
      ? averaged(before.average, players.generator.params, numbers.average)
      : before.average;
    return {
      after: { players: players as PlayersTree, average },
      losses: [critic.loss, critic.penalty, generator.loss],
      gradients: [critic.gradient, generator.gradient],
    };
  };
}

/** Both players before the first step: run r draws its parameters from its own stream. */
export function startingState(
  { generator, critic, optimisers, average }: Parts,
  numbers: RunNumbers,
): TrainingState {
  return inScope(() => {
    const made = generator.init(runStreams(numbers, "init generator"));
    const judged = critic.init(runStreams(numbers, "init critic"));
    return {
      players: {
        generator: { ...made, memory: optimisers.generator.init(made.params) },
        critic: { ...judged, memory: optimisers.critic.init(judged.params) },
      },
      average: average ? mapTree((leaf) => tf.clone(leaf), made.params) : {},
      health: tf.zeros([numbers.runs]),
    };
  });
}

/** All numbers of the parts as tensors, one number a run. */
export function trainingNumbers(
  parts: Parts & { readonly update: Update },
  runs: number,
  limit: number,
): TrainingNumbers {
  const tensors = (owner: string, numbers: Readonly<Record<string, PerRun>>) =>
    numberTensors(owner, numbers, runs);
  return inScope(() => ({
    generator: tensors("generator's optimiser", parts.optimisers.generator.numbers),
    critic: tensors("critic's optimiser", parts.optimisers.critic.numbers),
    constraints: parts.constraints.map((c) => tensors(c.name, c.numbers)),
    average: tensors("average", { ...parts.average }),
    update: tensors(parts.update.name, parts.update.numbers ?? {}),
    limit: tf.fill([runs], limit),
  }));
}

/** The numbers of one part as tensors, one number a run. */
export function numberTensors(
  owner: string,
  numbers: Readonly<Record<string, PerRun>>,
  runs: number,
): { readonly [name: string]: tf.Tensor } {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [
      name,
      tf.tensor1d(eachRun(`${owner}: ${name}`, value, runs)),
    ]),
  );
}

/** Makes a tree and frees what else was made, also when that fails half-way. */
export function inScope<T extends Tree>(make: () => T): T {
  let made: T | undefined;
  tf.tidy(() => leaves(made = make()));
  return made!;
}
