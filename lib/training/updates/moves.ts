import * as tf from "@tensorflow/tfjs";
import { leaves, type Tree, valueAndGradient } from "../../engine/mod.ts";
import type { ScoredPoints } from "../../losses/mod.ts";
import type { Applied, Variables } from "../../models/mod.ts";
import type { Numbers, Optimiser } from "../optimisers/optimiser.ts";
import type { Parts, Player, Players, StepNumbers } from "../parts.ts";

/** What one critic step is given. */
export interface CriticBatch {
  /** Real points, `[runs, batch, features]`. */
  readonly real: tf.Tensor;
  /** Latents, `[runs, batch, latent]`. */
  readonly latent: tf.Tensor;
  /** The numbers that each constraint asked for. */
  readonly draws: readonly Readonly<Record<string, tf.Tensor>>[];
}

/** What one generator step is given. */
export interface GeneratorBatch {
  /** Latents, `[runs, batch, latent]`. */
  readonly latent: tf.Tensor;
  /** Real points, for losses that look at them. */
  readonly real: tf.Tensor;
  /** The numbers that each constraint asked for the generator's step. */
  readonly draws: readonly Readonly<Record<string, tf.Tensor>>[];
}

/** A direction to move in, and what was seen on the way. */
export interface Move {
  /** The gradient of the player's own loss by its own parameters. */
  readonly gradient: Tree;
  /** The loss without penalties, `[runs]`. */
  readonly loss: tf.Tensor;
  /** The penalties, `[runs]`; zero for the generator. */
  readonly penalty: tf.Tensor;
  /** The model's new state. */
  readonly state: Tree;
}

/**
 * The critic's gradient at `players`. The generator is held fixed: no gradient goes through it.
 *
 * @param made What the generator makes of the batch's latents, if that is known.
 */
export function criticMove(
  { generator, critic, loss, constraints }: Parts,
  players: Players,
  batch: CriticBatch,
  numbers: StepNumbers,
  made: tf.Tensor = generator.apply(players.generator, batch.latent, "train").y,
): Move {
  const { draws } = batch;
  // tensors of this move alone: of several moves in one gradient (unrolling), a penalty's slope at
  // a point would also go through the critics that have learned from that very point
  const real = tf.clone(seen(batch.real, "real", constraints, draws, numbers));
  const fake = tf.clone(seen(made, "fake", constraints, draws, numbers));
  const { gradient, aux } = valueAndGradient((params: Tree) => {
    let state = players.critic.state;
    const score = (x: tf.Tensor) => {
      const result = critic.apply({ params, state }, x, "train");
      state = result.state;
      return result.y;
    };
    // with a state, as spectral norm has, each pass moves it on: two a step follow the
    // weights closer
    const together = critic.sees === "point" && leaves(players.critic.state).length === 0;
    const scores = together
      ? scoredTogether(score, real, fake)
      : { real: score(real), fake: score(fake) };
    const base = loss.critic({ ...scores, points: { real, fake } });
    const after = state;
    // inside a penalty's gradient, whose scope would free a state that was carried on from there
    const again = (x: tf.Tensor) => critic.apply({ params, state: after }, x, "train").y;
    const penalties = constraints.flatMap((constraint, i) =>
      constraint.penalty
        ? [constraint.penalty({
          critic: again,
          real,
          fake,
          draws: draws[i]!,
          numbers: numbers.constraints[i]!,
        })]
        : []
    );
    const penalty = penalties.length === 0 ? tf.zerosLike(base) : tf.addN(penalties);
    return { value: tf.add(base, penalty), aux: { base, penalty, state: after } };
  }, players.critic.params);
  return {
    gradient,
    loss: aux.base, // not value - penalty: a large penalty would eat its digits
    penalty: aux.penalty,
    state: aux.state,
  };
}

/** The scores of both batches by one pass: fewer and larger products of matrices. */
function scoredTogether(score: (x: tf.Tensor) => tf.Tensor, real: tf.Tensor, fake: tf.Tensor) {
  const size = real.shape[1]!;
  const both = score(tf.concat([real, fake], 1));
  return {
    real: tf.slice(both, [0, 0, 0], [-1, size, -1]),
    fake: tf.slice(both, [0, size, 0], [-1, -1, -1]),
  };
}

/** The generator's gradient at `players`; the critic is held fixed. */
export function generatorMove(
  parts: Parts,
  players: Players,
  batch: GeneratorBatch,
  numbers: StepNumbers,
): Move {
  const { value, gradient, aux } = valueAndGradient((params: Tree) => {
    const generator = { ...players.generator, params };
    const { loss, state } = generatorLoss(parts, { ...players, generator }, batch, numbers);
    return { value: loss, aux: { state } };
  }, players.generator.params);
  return { gradient, loss: value, penalty: tf.zerosLike(value), state: aux.state };
}

/**
 * The generator's loss at `players`, `[runs]`, and its model's new state.
 *
 * @param made What the generator makes of the batch's latents, if that is known.
 */
export function generatorLoss(
  { generator, critic, loss, constraints }: Parts,
  players: Players,
  { latent, real: given, draws }: GeneratorBatch,
  numbers: StepNumbers,
  made: Applied = generator.apply(players.generator, latent, "train"),
): Pick<Move, "loss" | "state"> {
  const real = seen(given, "real", constraints, draws, numbers);
  const points = { real, fake: seen(made.y, "fake", constraints, draws, numbers) };
  return { loss: lossOfPoints({ critic, loss }, players.critic, points), state: made.state };
}

/** The generator's loss, `[runs]`, as a function of points that the critic sees. */
export function lossOfPoints(
  { critic, loss }: Pick<Parts, "critic" | "loss">,
  variables: Variables,
  points: ScoredPoints,
): tf.Tensor {
  const judge = (x: tf.Tensor) => critic.apply(variables, x, "train");
  const { y: fake, code } = judge(points.fake);
  const real = loss.generatorSeesReal ? judge(points.real).y : fake;
  return loss.generator({ real, fake, points, ...(code ? { code } : {}) });
}

/** Points as the critic sees them. */
function seen(
  points: tf.Tensor,
  which: "real" | "fake",
  constraints: Parts["constraints"],
  draws: CriticBatch["draws"],
  numbers: StepNumbers,
): tf.Tensor {
  return constraints.reduce(
    (x, constraint, i) =>
      constraint.input?.(x, which, { draws: draws[i]!, numbers: numbers.constraints[i]! }) ?? x,
    points,
  );
}

/** The critic after its optimiser's step and the projections of the constraints. */
export function movedCritic(
  { optimisers, constraints }: Parts,
  player: Player,
  move: Move,
  numbers: StepNumbers,
): Player {
  const { params, ...rest } = moved(optimisers.critic, player, move, numbers.critic);
  const projected = constraints.reduce(
    (p, constraint, i) => constraint.project?.(p, numbers.constraints[i]!) ?? p,
    params,
  );
  return { params: projected, ...rest };
}

/** The generator after its optimiser's step. */
export function movedGenerator(
  { optimisers }: Parts,
  player: Player,
  move: Move,
  numbers: StepNumbers,
): Player {
  return moved(optimisers.generator, player, move, numbers.generator);
}

/** A player after its optimiser's step. */
function moved(
  optimiser: Optimiser,
  { memory: before, params: from }: Player,
  { gradient, state }: Move,
  numbers: Numbers,
): Player {
  const { params, memory } = optimiser.update(gradient, before, from, numbers);
  return { params, state, memory };
}
