import assert from "node:assert/strict";
import { clipping, gradientPenalty, r1, r2 } from "saddle/constraints/mod.ts";
import * as dynamics from "saddle/dynamics/mod.ts";
import { minimax, nonSaturating, wasserstein } from "saddle/losses/mod.ts";
import { alternating, simultaneous, type Update } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { type DiracOptions, pathOf, trainDirac } from "./dirac.ts";

const STEPS = 40;
const RATE = 0.2;
const START = [1, 0.7] as const;

/** What is trained, and the same game as a vector field with its scheme. */
interface Case {
  readonly name: string;
  readonly training: Pick<DiracOptions, "loss" | "constraints"> & { readonly update: Update };
  readonly field: dynamics.VectorField;
  readonly scheme: Pick<dynamics.Scheme, "method" | "criticSteps" | "first">;
}

const CRITIC_FIRST = [alternating(), { first: "critic" }] as const;
const GENERATOR_FIRST = [alternating({ first: "generator" }), { first: "generator" }] as const;
const TOGETHER = [simultaneous(), { method: "simultaneous" }] as const;

const CASES: readonly Case[] = [
  made("minimax, critic first", { loss: minimax() }, dynamics.minimax(), CRITIC_FIRST),
  made("minimax, simultaneous", { loss: minimax() }, dynamics.minimax(), TOGETHER),
  made(
    "non-saturating, generator first",
    { loss: nonSaturating() },
    dynamics.nonSaturating(),
    GENERATOR_FIRST,
  ),
  made(
    "non-saturating, simultaneous",
    { loss: nonSaturating() },
    dynamics.nonSaturating(),
    TOGETHER,
  ),
  made("Wasserstein, critic first", { loss: wasserstein() }, dynamics.wasserstein(), CRITIC_FIRST),
  made(
    "Wasserstein, generator first",
    { loss: wasserstein() },
    dynamics.wasserstein(),
    GENERATOR_FIRST,
  ),
  made("Wasserstein, simultaneous", { loss: wasserstein() }, dynamics.wasserstein(), TOGETHER),
  made(
    "Wasserstein with clipping and five critic steps",
    { loss: wasserstein(), constraints: [clipping({ limit: 0.8 })] },
    dynamics.clipping(dynamics.wasserstein(), { limit: 0.8 }),
    [alternating({ criticSteps: 5 }), { criticSteps: 5, first: "critic" }],
  ),
  made(
    "WGAN-GP with five critic steps, generator first",
    { loss: wasserstein(), constraints: [gradientPenalty({ weight: 0.35 })] },
    dynamics.gradientPenalty(dynamics.wasserstein(), { weight: 0.35 }),
    [alternating({ criticSteps: 5, first: "generator" }), { criticSteps: 5, first: "generator" }],
  ),
  made(
    "WGAN-GP at generated points",
    { loss: wasserstein(), constraints: [gradientPenalty({ points: "generated", weight: 0.35 })] },
    dynamics.gradientPenalty(dynamics.wasserstein(), { weight: 0.35 }),
    CRITIC_FIRST,
  ),
  made(
    "WGAN-LP",
    { loss: wasserstein(), constraints: [gradientPenalty({ sides: "one", weight: 0.5 })] },
    dynamics.gradientPenalty(dynamics.wasserstein(), { weight: 0.5, sides: "one" }),
    CRITIC_FIRST,
  ),
  made(
    "Wasserstein with the simple penalty, simultaneous",
    { loss: wasserstein(), constraints: [gradientPenalty({ target: 0, weight: 0.3 })] },
    dynamics.simplePenalty(dynamics.wasserstein(), { weight: 0.3 }),
    TOGETHER,
  ),
  made(
    "non-saturating with R1 and clipping",
    { loss: nonSaturating(), constraints: [r1({ gamma: 0.3 }), clipping({ limit: 0.6 })] },
    dynamics.clipping(dynamics.r1(dynamics.nonSaturating(), { gamma: 0.3 }), { limit: 0.6 }),
    CRITIC_FIRST,
  ),
  made(
    "minimax with R1 and R2",
    { loss: minimax(), constraints: [r1({ gamma: 0.3 }), r2({ gamma: 0.5 })] },
    dynamics.r1(dynamics.minimax(), { gamma: 0.8 }),
    CRITIC_FIRST,
  ),
];

function made(
  name: string,
  training: Pick<DiracOptions, "loss" | "constraints">,
  field: dynamics.VectorField,
  [update, scheme]: readonly [Update, Case["scheme"]],
): Case {
  return { name, training: { ...training, update }, field, scheme };
}

for (const { name, training, field, scheme } of CASES) {
  forEachEngine(`the Dirac-GAN moves as its vector field says: ${name}`, async () => {
    const run = await trainDirac({ ...training, start: START, rate: RATE, steps: STEPS });
    const { theta, psi } = pathOf(run);
    const expected = dynamics.simulate(field, {
      start: [...START],
      stepSize: RATE,
      steps: STEPS,
      ...scheme,
    });
    assert.equal(theta.length, STEPS + 1);
    theta.forEach((x, i) => {
      // a few roundings of 6e-8 a step, carried along by maps that stretch by at most 1.02 a step
      assert.ok(Math.abs(x - expected.theta[i]!) < 5e-5, `theta after step ${i}`);
      assert.ok(Math.abs(psi[i]! - expected.psi[i]!) < 5e-5, `psi after step ${i}`);
    });
  }, { engines: ["tensorflow", "wasm"] });
}

forEachEngine("alternating steps of the Wasserstein game keep their invariant", async () => {
  for (const first of ["critic", "generator"] as const) {
    const run = await trainDirac({
      loss: wasserstein(),
      update: alternating({ first }),
      start: START,
      rate: 0.3,
      steps: 100,
    });
    const { theta, psi } = pathOf(run);
    const invariant = theta.map((x, i) =>
      dynamics.alternatingInvariant([x, psi[i]!], { stepSize: 0.3, first })
    );
    // 100 steps of some roundings each
    assert.ok(Math.max(...invariant) - Math.min(...invariant) < 2e-5);
    assert.ok(Math.max(...theta) > 0.9 && Math.min(...theta) < -0.9); // it did go round
  }
}, { engines: ["tensorflow", "wasm", "cpu"] });

forEachEngine("rates and weights of each run give each run its own Dirac-GAN", async () => {
  const [rates, weights, limits] = [[0.1, 0.2, 0.3], [0, 0.5, 1], [0.9, 0.5, 0.6]];
  const run = await trainDirac({
    loss: nonSaturating(),
    constraints: [r1({ gamma: weights }), clipping({ limit: limits })],
    start: START,
    rate: rates,
    steps: 40,
    runs: 3,
  });
  rates.forEach((stepSize, r) => {
    const { theta, psi } = pathOf(run, r);
    const penalised = dynamics.r1(dynamics.nonSaturating(), { gamma: weights[r]! });
    const field = dynamics.clipping(penalised, { limit: limits[r]! });
    const expected = dynamics.simulate(field, {
      start: [...START],
      stepSize,
      steps: 40,
      first: "critic",
    });
    assert.ok(Math.abs(theta[40]! - expected.theta[40]!) < 5e-5);
    assert.ok(Math.abs(psi[40]! - expected.psi[40]!) < 5e-5);
  });
});

forEachEngine("the losses of a Dirac-GAN are those of the state before each step", async () => {
  const run = await trainDirac({
    loss: nonSaturating(),
    constraints: [gradientPenalty({ points: "real", target: 0, weight: 0.5 })],
    update: simultaneous(),
    start: START,
    rate: RATE,
    steps: 10,
  });
  const { theta, psi } = pathOf(run);
  const softplus = (t: number) => Math.log1p(Math.exp(t));
  const rows = run.history.toRecords() as Record<string, number>[];
  assert.deepEqual(rows.map(({ step }) => step), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  rows.forEach(({ criticLoss, penalty, generatorLoss }, i) => {
    const score = theta[i]! * psi[i]!;
    assert.ok(Math.abs(criticLoss! - (softplus(0) + softplus(score))) < 1e-5);
    assert.ok(Math.abs(penalty! - 0.5 * psi[i]! ** 2) < 1e-5);
    assert.ok(Math.abs(generatorLoss! - softplus(-score)) < 1e-5);
  });
});
