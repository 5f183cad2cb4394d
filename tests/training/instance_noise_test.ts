import assert from "node:assert/strict";
import { instanceNoise, r1 } from "saddle/constraints/mod.ts";
import * as dynamics from "saddle/dynamics/mod.ts";
import { minimax, nonSaturating } from "saddle/losses/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { simultaneous, train } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { diracOptions, pathOf } from "./dirac.ts";

const START = [1, 0.7] as const;
const RATE = 0.2;
const STEPS = 40;

/** The noise of a training's run in the order of `sampledNoise`: it asks for what real points get, for
 * what generated points get, and for what generated points get in the generator's step. */
function noiseOf(run: number, batch: number): dynamics.NormalSource {
  const random = stream(0, run, "penalty");
  let asked = 0;
  return {
    normal(out, mean, deviation) {
      // the generator's step draws noise for real points too; this loss does not look at them
      if (asked++ % 3 === 2) random.normal(new Float32Array(batch));
      return random.normal(out, mean, deviation);
    },
  };
}

forEachEngine(
  "with the same draws, noise moves the Dirac-GAN as its sampled field says",
  async () => {
    const [batch, sigmas] = [8, [0.7, 0.2]];
    const options = diracOptions({
      loss: nonSaturating(),
      constraints: [instanceNoise({ deviation: sigmas }), r1({ gamma: 0.3 })],
      start: START,
      rate: RATE,
      steps: STEPS,
      runs: 2,
    });
    const run = await train({ ...options, batch });
    sigmas.forEach((sigma, r) => {
      const { theta, psi } = pathOf(run, r);
      const random = noiseOf(r, batch);
      const game = dynamics.r1(dynamics.nonSaturating(), { gamma: 0.3 });
      const field = dynamics.sampledNoise(game, { deviation: sigma, batch, random });
      const expected = dynamics.simulate(field, {
        start: START,
        stepSize: RATE,
        steps: STEPS,
        first: "critic",
      });
      theta.forEach((x, i) => {
        // a few roundings of 6e-8 a step
        assert.ok(Math.abs(x - expected.theta[i]!) < 5e-5, `theta after step ${i}`);
        assert.ok(Math.abs(psi[i]! - expected.psi[i]!) < 5e-5, `psi after step ${i}`);
      });
    });
  },
  { engines: ["tensorflow", "wasm"] },
);

forEachEngine("with many samples, noise moves it as the expectation says", async () => {
  const batch = 20_000;
  const options = diracOptions({
    loss: minimax(),
    constraints: [instanceNoise({ deviation: 1 })],
    update: simultaneous(),
    start: START,
    rate: RATE,
    steps: STEPS,
  });
  const { theta, psi } = pathOf(await train({ ...options, batch }));
  const field = dynamics.instanceNoise(dynamics.minimax(), { deviation: 1 });
  const expected = dynamics.simulate(field, {
    start: START,
    stepSize: RATE,
    steps: STEPS,
    method: "simultaneous",
  });
  // A step's mean over 20,000 points is off by at most 1/141 (slopes are below 1, noise has the
  // deviation 1) for each of two kinds of points; 40 steps of 0.2 add up to a deviation of 0.013.
  theta.forEach((x, i) => {
    assert.ok(Math.abs(x - expected.theta[i]!) < 0.05, `theta after step ${i}`);
    assert.ok(Math.abs(psi[i]! - expected.psi[i]!) < 0.05, `psi after step ${i}`);
  });
  assert.ok(Math.hypot(theta[STEPS]!, psi[STEPS]!) < 0.5); // without noise it would have grown
}, { engines: ["tensorflow", "wasm"] });

forEachEngine("annealed noise is gone after its steps, and linear before", async () => {
  const [batch, anneal] = [8, 10];
  const options = diracOptions({
    loss: nonSaturating(),
    constraints: [instanceNoise({ deviation: 0.7, anneal })],
    start: START,
    rate: RATE,
    steps: 20,
  });
  const { theta, psi } = pathOf(await train({ ...options, batch }));
  const random = noiseOf(0, batch);
  let state: dynamics.State = START;
  for (let step = 0; step < 20; step++) {
    const sigma = 0.7 * Math.max(0, 1 - step / anneal);
    const field = dynamics.sampledNoise(dynamics.nonSaturating(), {
      deviation: sigma,
      batch,
      random,
    });
    const moved = dynamics.simulate(field, {
      start: state,
      stepSize: RATE,
      steps: 1,
      first: "critic",
    });
    state = [moved.theta[1]!, moved.psi[1]!];
    assert.ok(Math.abs(theta[step + 1]! - state[0]) < 5e-5, `theta after step ${step + 1}`);
    assert.ok(Math.abs(psi[step + 1]! - state[1]) < 5e-5, `psi after step ${step + 1}`);
  }
}, { engines: ["tensorflow", "wasm"] });

Deno.test("instance noise draws for both players, and refuses what it does not know", () => {
  const normal = { kind: "normal", each: "feature", generator: true };
  const step = { kind: "step", each: "sample", generator: true };
  assert.deepEqual(instanceNoise().draws, { real: normal, fake: normal });
  assert.deepEqual(instanceNoise({ anneal: 5 }).draws, { real: normal, fake: normal, step });
  assert.deepEqual(instanceNoise({ anneal: 5 }).numbers, { deviation: 0.1, anneal: 5 });
  assert.throws(
    () => instanceNoise({ deviation: -1 }),
    /instanceNoise's deviation is a number of at least 0/,
  );
  assert.throws(() => instanceNoise({ anneal: 0 }), /instanceNoise's anneal is a number above 0/);
  assert.throws(() => instanceNoise({ sigma: 1 } as object), /options: deviation, anneal/);
});
