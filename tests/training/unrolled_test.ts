import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { clipping, r1, r2, simplePenalty } from "saddle/constraints/mod.ts";
import * as dynamics from "saddle/dynamics/mod.ts";
import { leaves } from "saddle/engine/mod.ts";
import { type Loss, minimax, nonSaturating, wasserstein } from "saddle/losses/mod.ts";
import { mlp, tanh } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { adam, rmsprop, sgd, train, unrolled } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import {
  ACTIVATIONS,
  differencesByParameters,
  flat,
  forward,
  inputGradientNorm,
  parameterGradient,
  type PlainMlp,
  plainMlp,
  withFlat,
} from "../oracles/mlp.ts";
import { type DiracOptions, diracOptions, follows, RATE, type State } from "./dirac.ts";

const ENGINES = { engines: ["tensorflow", "wasm"] } as const;

const softplus = (t: number) => Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
/** A game with the generator's loss as a number of its score. */
interface Unrolling {
  readonly name: string;
  readonly loss: Loss;
  readonly constraints: NonNullable<DiracOptions["constraints"]>;
  readonly field: dynamics.VectorField;
  readonly generatorLoss: (score: number) => number;
}
const UNROLLINGS: readonly Unrolling[] = [
  {
    name: "minimax",
    loss: minimax(),
    constraints: [],
    field: dynamics.minimax(),
    generatorLoss: (score) => -softplus(score),
  },
  {
    name: "non-saturating with R1",
    loss: nonSaturating(),
    constraints: [r1({ gamma: 0.3 })],
    field: dynamics.r1(dynamics.nonSaturating(), { gamma: 0.3 }),
    generatorLoss: (score) => softplus(-score),
  },
  {
    name: "Wasserstein with the simple penalty and clipping",
    loss: wasserstein(),
    constraints: [simplePenalty({ weight: 0.3 }), clipping({ limit: 0.9 })],
    field: dynamics.clipping(dynamics.simplePenalty(dynamics.wasserstein(), { weight: 0.3 }), {
      limit: 0.9,
    }),
    generatorLoss: (score) => -score,
  },
];

for (const { name, loss, constraints, field, generatorLoss } of UNROLLINGS) {
  for (const steps of [1, 3]) {
    forEachEngine(`a generator that unrolls ${steps} sees through to the end: ${name}`, () => {
      const answer = (theta: number, psi: number) => {
        const moved: State = [theta, psi + RATE * field.critic(theta, psi)];
        return (field.project?.(moved) ?? moved)[1];
      };
      /** Its loss against the critic that has answered so many times. */
      const farLoss = (theta: number, psi: number) => {
        let later = psi;
        for (let i = 0; i < steps; i++) later = answer(theta, later);
        return generatorLoss(theta * later);
      };
      return follows({ loss, constraints, update: unrolled({ steps }) }, ([theta, psi]) => {
        const [up, down] = [farLoss(theta + 1e-6, psi), farLoss(theta - 1e-6, psi)];
        return [theta - RATE * (up - down) / 2e-6, answer(theta, psi)];
      });
    }, ENGINES);
  }
}

const Z = stream(1, 0, "latent").normal(new Float32Array(5 * 2));
const REAL = stream(2, 0, "data").normal(new Float32Array(5 * 2));
const RATES = { generator: 0.1, critic: 0.3 };
const GAMMA = 0.5;
const rowsOf = (values: Float32Array) =>
  Array.from({ length: 5 }, (_, i) => [values[2 * i]!, values[2 * i + 1]!]);

/** A critic after a step of SGD on the Wasserstein loss with R1 and R2, in double precision. */
function answered(critic: PlainMlp, generator: PlainMlp): PlainMlp {
  const fake = rowsOf(Z).map((z) => forward(generator, z));
  const points = [...rowsOf(REAL), ...fake];
  const slopes = points.map((_, i) => [i < 5 ? -1 / 5 : 1 / 5]);
  const ofLoss = parameterGradient(critic, points, slopes);
  const ofPenalty = differencesByParameters(critic, (changed) => {
    const squares = points.map((x) => inputGradientNorm(changed, x) ** 2);
    return GAMMA / 2 * squares.reduce((sum, x) => sum + x, 0) / 5;
  });
  return withFlat(
    critic,
    flat(critic).map((x, i) => x - RATES.critic * (ofLoss[i]! + ofPenalty[i]!)),
  );
}

forEachEngine("unrolling goes through a perceptron's penalty: third derivatives", () => {
  tf.tidy(() => {
    const generator = mlp({ inputs: 2, hidden: [3], outputs: 2, activation: tanh });
    const critic = mlp({ inputs: 2, hidden: [4], outputs: 1, activation: tanh });
    const made = generator.init([stream(3, 0, "init")]);
    const judged = critic.init([stream(4, 0, "init")]);
    const points = (values: Float32Array) => tf.tensor(values, [1, 5, 2]);
    const [real, latent] = [points(REAL), points(Z)];
    const parts = {
      generator,
      critic,
      loss: wasserstein(),
      constraints: [r1({ gamma: GAMMA }), r2({ gamma: GAMMA })],
      optimisers: { generator: sgd(), critic: sgd() },
    };
    const { players } = unrolled({ steps: 2 }).step(
      parts,
      { generator: { ...made, memory: {} }, critic: { ...judged, memory: {} } },
      {
        critic: [{ real, latent, draws: [{}, {}] }],
        generator: { real, latent, draws: [{}, {}] },
      },
      {
        generator: { rate: tf.tensor1d([RATES.generator]) },
        critic: { rate: tf.tensor1d([RATES.critic]) },
        constraints: [{ gamma: tf.tensor1d([GAMMA]) }, { gamma: tf.tensor1d([GAMMA]) }],
        update: {},
      },
    );
    const plainGenerator = plainMlp(made.params, 0, ACTIVATIONS.tanh);
    const plainCritic = plainMlp(judged.params, 0, ACTIVATIONS.tanh);
    const farLoss = (changed: PlainMlp) => {
      const later = answered(answered(plainCritic, changed), changed);
      const mean = (points: number[][]) =>
        points.reduce((sum, x) => sum + forward(later, x)[0]!, 0) / 5;
      // a zero-sum game: the real points count as well, the later critic depends on the generator
      return mean(rowsOf(REAL)) - mean(rowsOf(Z).map((z) => forward(changed, z)));
    };
    const gradient = differencesByParameters(plainGenerator, farLoss, 1e-4);
    const start = flat(plainGenerator);
    const moved = leaves(players.generator.params).flatMap((leaf) => [...leaf.dataSync()]);
    // differences of differences are right to some 1e-6, float32 is to some 1e-6 as well
    moved.forEach((x, i) => {
      const expected = start[i]! - RATES.generator * gradient[i]!;
      assert.ok(Math.abs(x - expected) < 1e-5, `parameter ${i}: ${x}, expected ${expected}`);
    });
    const seen = leaves(players.critic.params).flatMap((leaf) => [...leaf.dataSync()]);
    flat(answered(plainCritic, plainGenerator)).forEach((x, i) => {
      assert.ok(Math.abs(seen[i]! - x) < 1e-5, `critic's parameter ${i}`);
    });
  });
});

forEachEngine("unrolling through Adam and RMSProp survives gradients of 0", async () => {
  for (const optimiser of [adam({ rate: 0.01 }), rmsprop({ rate: 0.01 })]) {
    // where the generator is right, the critic's slope has the gradient 0
    const options = diracOptions({
      loss: minimax(),
      update: unrolled({ steps: 2 }),
      start: [0, 0.5],
      rate: 1,
      steps: 3,
    });
    const { status } = await train({ ...options, optimiser });
    assert.equal(status[0]!.outcome, "finished");
  }
}, ENGINES);
