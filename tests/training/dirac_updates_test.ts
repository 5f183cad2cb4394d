import assert from "node:assert/strict";
import { r1 } from "saddle/constraints/mod.ts";
import * as dynamics from "saddle/dynamics/mod.ts";
import { minimax, nonSaturating, wasserstein } from "saddle/losses/mod.ts";
import {
  consensus,
  extragradient,
  optimistic,
  sgd,
  simultaneous,
  train,
  unrolled,
} from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import {
  compare,
  diracOptions,
  follows,
  pathOf,
  RATE,
  SETTINGS,
  START,
  type State,
  trainDirac,
} from "./dirac.ts";

const ENGINES = { engines: ["tensorflow", "wasm"] } as const;

const velocity = (field: dynamics.VectorField, [theta, psi]: State): State => [
  field.generator(theta, psi),
  field.critic(theta, psi),
];
const plus = ([a, b]: State, factor: number, [c, d]: State): State => [
  a + factor * c,
  b + factor * d,
];

for (
  const [name, loss, constraints, game] of [
    ["minimax", minimax(), [], dynamics.minimax()],
    ["non-saturating", nonSaturating(), [], dynamics.nonSaturating()],
    [
      "minimax with R1",
      minimax(),
      [r1({ gamma: 0.3 })],
      dynamics.r1(dynamics.minimax(), { gamma: 0.3 }),
    ],
  ] as const
) {
  forEachEngine(`consensus moves the Dirac-GAN as its vector field says: ${name}`, async () => {
    const gammas = [0.5, 1, 0];
    const run = await trainDirac({
      loss,
      constraints,
      update: consensus({ gamma: gammas }),
      ...SETTINGS,
      runs: 3,
    });
    gammas.forEach((gamma, r) => {
      const field = dynamics.consensus(game, { gamma });
      compare(pathOf(run, r), (state) => plus(state, RATE, velocity(field, state)));
    });
  }, ENGINES);
}

for (
  const [name, loss, constraints, field] of [
    ["Wasserstein", wasserstein(), [], dynamics.wasserstein()],
    [
      "non-saturating with R1",
      nonSaturating(),
      [r1({ gamma: 0.3 })],
      dynamics.r1(dynamics.nonSaturating(), { gamma: 0.3 }),
    ],
  ] as const
) {
  forEachEngine(
    `extragradient steps from here by the field ahead: ${name}`,
    () =>
      follows({ loss, constraints, update: extragradient() }, (state) => {
        const ahead = plus(state, RATE, velocity(field, state));
        return plus(state, RATE, velocity(field, ahead));
      }),
    ENGINES,
  );

  forEachEngine(`optimism takes twice this gradient less the last one: ${name}`, async () => {
    const options = diracOptions({ loss, constraints, update: simultaneous(), ...SETTINGS });
    const run = await train({ ...options, optimiser: optimistic(sgd({ rate: RATE })) });
    let before: State = [0, 0];
    compare(pathOf(run), (state) => {
      const now = velocity(field, state);
      const next = plus(plus(state, 2 * RATE, now), -RATE, before);
      before = now;
      return next;
    });
  }, ENGINES);
}

forEachEngine("extragradient draws the Wasserstein game in, by 1 - h^2 + h^4 a step", async () => {
  // the step's eigenvalues are 1 +- ih (1 +- ih)
  const run = await trainDirac({ loss: wasserstein(), update: extragradient(), ...SETTINGS });
  const { theta, psi } = pathOf(run);
  const factor = 1 - RATE ** 2 + RATE ** 4;
  theta.forEach((x, i) => {
    const expected = (START[0] ** 2 + START[1] ** 2) * factor ** i;
    assert.ok(Math.abs(x ** 2 + psi[i]! ** 2 - expected) < 1e-5);
  });
}, ENGINES);

Deno.test("updates are named, numbered and refuse what they do not know", () => {
  assert.deepEqual([consensus().name, consensus().numbers], ["consensus", { gamma: 1 }]);
  assert.equal(unrolled().name, "unrolled, 5 steps");
  assert.equal(optimistic(sgd()).name, "optimistic SGD");
  assert.throws(() => consensus({ gamma: -1 }), /consensus's gamma is a number of at least 0/);
  assert.throws(() => consensus({ weight: 1 } as object), /no option "weight"/);
  assert.throws(() => unrolled({ k: 5 } as object), /no option "k". Known options: steps/);
  for (const steps of [0, -1, 1.5]) {
    assert.throws(() => unrolled({ steps }), /unrolled's steps is a whole number of at least 1/);
  }
});

Deno.test("a gamma for another number of runs is refused before anything is trained", async () => {
  const update = consensus({ gamma: [1, 2] });
  const training = trainDirac({ loss: minimax(), update, ...SETTINGS, runs: 3 });
  await assert.rejects(training, /consensus: gamma takes one number or one for each of the 3 runs/);
});
