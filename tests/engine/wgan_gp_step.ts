/**
 * A whole training step as users write them: a critic's step with a gradient penalty, then a
 * generator's, for several runs at once. It stands apart from the training room on purpose.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { mapTree, type StepResult, type Tree, valueAndGradient } from "saddle/engine/mod.ts";
import { mlp, tanh } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";

/** What is trained, with the momentum of each parameter. */
export interface State {
  readonly critic: Tree;
  readonly generator: Tree;
  readonly momentum: { readonly critic: Tree; readonly generator: Tree };
  readonly [key: string]: Tree;
}

/** What is new in every step; all `[runs, batch, ...]`, or with the number of steps in front. */
export interface Batch {
  readonly real: tf.Tensor;
  readonly latent: tf.Tensor;
  readonly mix: tf.Tensor;
  readonly [key: string]: tf.Tensor;
}

/** Settings, one number a run: `[runs, 1, 1]`. */
export interface Constants {
  readonly rate: tf.Tensor;
  readonly weight: tf.Tensor;
  readonly [key: string]: tf.Tensor;
}

/** The losses, `[runs]` each. */
export interface Losses {
  readonly critic: tf.Tensor;
  readonly generator: tf.Tensor;
  readonly [key: string]: tf.Tensor;
}

const critic = mlp({ inputs: 2, hidden: [8, 8], outputs: 1, activation: tanh });
const generator = mlp({ inputs: 2, hidden: [8, 8], outputs: 2, activation: tanh });

/** One step. Smooth activations and momentum: small differences between engines stay small. */
export function wganGpStep(
  state: State,
  { real, latent, mix }: Batch,
  { rate, weight }: Constants,
): StepResult<State, Losses> {
  const score = (params: Tree, x: tf.Tensor) => critic.apply({ params, state: {} }, x).y;
  const make = (params: Tree) => generator.apply({ params, state: {} }, latent).y;
  const mean = (x: tf.Tensor) => tf.mean(x, [1, 2]);

  const fake = make(state.generator);
  const between = tf.add(fake, tf.mul(mix, tf.sub(real, fake)));
  const ofCritic = valueAndGradient((params: Tree) => {
    const slope = valueAndGradient(
      (x: tf.Tensor) => ({ value: score(params, x), aux: [] }),
      between,
    ).gradient;
    const length = tf.sqrt(tf.add(tf.sum(tf.square(slope), 2, true), 1e-12));
    const penalty = mean(tf.mul(weight, tf.square(tf.sub(length, 1))));
    const value = tf.add(tf.sub(mean(score(params, fake)), mean(score(params, real))), penalty);
    return { value, aux: [] };
  }, state.critic);
  const [newCritic, criticMomentum] = move(
    state.critic,
    state.momentum.critic,
    ofCritic.gradient,
    rate,
  );
  const ofGenerator = valueAndGradient(
    (params: Tree) => ({ value: tf.neg(mean(score(newCritic, make(params)))), aux: [] }),
    state.generator,
  );
  const [newGenerator, generatorMomentum] = move(
    state.generator,
    state.momentum.generator,
    ofGenerator.gradient,
    rate,
  );
  return {
    state: {
      critic: newCritic,
      generator: newGenerator,
      momentum: { critic: criticMomentum, generator: generatorMomentum },
    },
    outputs: { critic: ofCritic.value, generator: ofGenerator.value },
  };
}

function move(params: Tree, momentum: Tree, gradient: Tree, rate: tf.Tensor): [Tree, Tree] {
  const next = mapTree((m, g) => tf.add(tf.mul(m, 0.5), g!), momentum, gradient);
  return [mapTree((p, m) => tf.sub(p, tf.mul(rate, m!)), params, next), next];
}

/** The start of `runs` runs. */
export function startOf(runs: number): State {
  const randoms = (name: string) =>
    Array.from({ length: runs }, (_, run) => stream(1, run, `init ${name}`));
  const [c, g] = [
    critic.init(randoms("critic")).params,
    generator.init(randoms("generator")).params,
  ];
  return {
    critic: c,
    generator: g,
    momentum: { critic: mapTree(tf.zerosLike, c), generator: mapTree(tf.zerosLike, g) },
  };
}

/** Random arguments of shape `[...steps, runs, batch, ...]`. */
export function batchOf(steps: readonly number[], runs: number, batch: number, seed = 1): Batch {
  const normal = (features: number, name: string) => {
    const shape = [...steps, runs, batch, features];
    const size = shape.reduce((product, length) => product * length, 1);
    return tf.tensor(stream(seed, 0, name).normal(new Float32Array(size)), shape);
  };
  return { real: normal(2, "data"), latent: normal(2, "latent"), mix: normal(1, "penalty") };
}

/** A rate and a weight of the penalty for each run. */
export function constantsOf(rates: readonly number[], weights: readonly number[]): Constants {
  return {
    rate: tf.tensor([...rates], [rates.length, 1, 1]),
    weight: tf.tensor([...weights], [weights.length, 1, 1]),
  };
}
