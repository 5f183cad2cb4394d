import assert from "node:assert/strict";
import { type Constraint, gradientPenalty, r1 } from "saddle/constraints/mod.ts";
import { fiveGaussians } from "saddle/datasets/mod.ts";
import { disposeTree } from "saddle/engine/mod.ts";
import { type Loss, nonSaturating, wasserstein } from "saddle/losses/mod.ts";
import { mlp, tanh, xavierUniform } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import {
  adam,
  alternating,
  type HostTree,
  type Optimiser,
  sgd,
  simultaneous,
  train,
  type Update,
} from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { ACTIVATIONS, plainMlp } from "../oracles/mlp.ts";
import {
  NON_SATURATING,
  plainAdam,
  type PlainOptions,
  plainR1,
  plainSgd,
  plainTraining,
  WASSERSTEIN,
  wganGp,
} from "./plain_training.ts";

const STEPS = 4;
const SEED = 5;
const RUNS = 2;
const BATCH = 8;
const DATASET = fiveGaussians();
const INIT = { activation: tanh, init: xavierUniform({ gain: 1.5 }) };
const GENERATOR = mlp({ inputs: 3, hidden: [5], outputs: 2, ...INIT });
const CRITIC = mlp({ inputs: 2, hidden: [4, 4], outputs: 1, ...INIT });
// a large epsilon: where a gradient is zero but for rounding, Adam's usual one would blow that up
const ADAM = { rate: 0.05, beta1: 0.5, beta2: 0.9, epsilon: 1e-2 };

/** A training by the library, and what in it differs in plain numbers; weights are one a run. */
interface Case {
  readonly name: string;
  readonly loss: Loss;
  readonly constraint: Constraint;
  readonly update: Update;
  readonly optimiser: Optimiser;
  readonly plain: (run: number) => Pick<
    PlainOptions,
    "loss" | "penalty" | "draws" | "optimiser" | "criticSteps" | "simultaneous"
  >;
}

const CASES: readonly Case[] = [
  {
    name: "WGAN-GP with Adam and two critic steps",
    loss: wasserstein(),
    constraint: gradientPenalty({ weight: [10, 0.5] }),
    update: alternating({ criticSteps: 2 }),
    optimiser: adam(ADAM),
    plain: (run) => ({
      loss: WASSERSTEIN,
      penalty: wganGp([10, 0.5][run]!),
      draws: true,
      optimiser: plainAdam(ADAM),
      criticSteps: 2,
      simultaneous: false,
    }),
  },
  {
    name: "non-saturating with R1, both players at once",
    loss: nonSaturating(),
    constraint: r1({ gamma: [1, 0.1] }),
    update: simultaneous(),
    optimiser: sgd({ rate: 0.2 }),
    plain: (run) => ({
      loss: NON_SATURATING,
      penalty: plainR1([1, 0.1][run]!),
      draws: false,
      optimiser: plainSgd(0.2),
      criticSteps: 1,
      simultaneous: true,
    }),
  },
];

/** The numbers of one run in the order of the leaves. */
function ofRun({ leaves }: HostTree, run: number): number[] {
  return leaves.flatMap(({ values }) => {
    const size = values.length / RUNS;
    return [...values.subarray(run * size, (run + 1) * size)];
  });
}

for (const { name, plain, constraint, ...parts } of CASES) {
  forEachEngine(`${STEPS} steps equal those in double precision: ${name}`, async () => {
    const trained = await train({
      dataset: DATASET,
      generator: GENERATOR,
      critic: CRITIC,
      constraints: [constraint],
      batch: BATCH,
      steps: STEPS,
      every: 2,
      runs: RUNS,
      seed: SEED,
      grid: null,
      ...parts,
    });
    for (let run = 0; run < RUNS; run++) {
      const generator = GENERATOR.init([stream(SEED, run, "init generator")]);
      const critic = CRITIC.init([stream(SEED, run, "init critic")]);
      const expected = plainTraining({
        dataset: DATASET,
        generator: plainMlp(generator.params, 0, ACTIVATIONS.tanh),
        critic: plainMlp(critic.params, 0, ACTIVATIONS.tanh),
        latentSize: GENERATOR.inputs,
        batch: BATCH,
        seed: SEED,
        run,
        ...plain(run),
      }, STEPS);
      for (const player of ["generator", "critic"] as const) {
        const found = ofRun(trained[player].params, run);
        assert.equal(found.length, expected[player].length);
        found.forEach((x, i) => {
          // rounding of single precision, divided by Adam's epsilon in the worst case; a step of the
          // wrong size, draw or sign is off by 1e-2 and more
          assert.ok(Math.abs(x - expected[player][i]!) < 1e-4, `${player}, number ${i}`);
        });
      }
      for (const variables of [generator, critic]) disposeTree({ ...variables });
    }
  });
}
