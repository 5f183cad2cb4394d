import assert from "node:assert/strict";
import { simplePenalty } from "saddle/constraints/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { wasserstein } from "saddle/losses/mod.ts";
import {
  adam,
  alternating,
  annealed,
  type AnnealedOptions,
  type Optimiser,
  optimistic,
  sgd,
  train,
} from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { diracOptions, pathOf } from "./dirac.ts";

forEachEngine(
  "GANConvergence's schedule moves a Dirac-GAN as in plain numbers, in one trace",
  async () => {
    const steps = 60, criticSteps = 2, rate = 0.2, weight = 0.3;
    // LambdaLR: max(1 - e / n, 1 / 500) for the critic, 1 / 1000 for the generator; a step is an epoch
    const schedule = (over: number, to: number) => annealed(sgd({ rate }), { over, to });
    const run = await train({
      ...diracOptions({
        loss: wasserstein(),
        constraints: [simplePenalty({ weight })],
        update: alternating({ criticSteps }),
        start: [1, 0.5],
        rate,
        steps,
      }),
      optimiser: {
        generator: schedule(50, 1 / 1000),
        critic: schedule(50 * criticSteps, 1 / 500), // it moves twice an epoch
      },
    });
    const { theta, psi } = pathOf(run);
    let [t, p] = [1, 0.5];
    for (let step = 0; step < steps; step++) {
      for (let k = 0; k < criticSteps; k++) {
        const now = rate * Math.max(1 - (step * criticSteps + k) / (50 * criticSteps), 1 / 500);
        p -= now * (t + 2 * weight * p); // E_q D - E_p D = psi theta, and weight psi^2
      }
      t += rate * Math.max(1 - step / 50, 1 / 1000) * p;
      assert.ok(Math.abs(theta[step + 1]! - t) < 1e-5 * (1 + step), `theta after step ${step + 1}`);
      assert.ok(Math.abs(psi[step + 1]! - p) < 1e-5 * (1 + step), `psi after step ${step + 1}`);
    }
  },
  { engines: ["tensorflow", "wasm"] },
);

Deno.test("a schedule is a number a run, so that runs differ by it", async () => {
  await start({ engine: "wasm" });
  const run = await train({
    ...diracOptions({ loss: wasserstein(), start: [1, 1], rate: 0.1, steps: 6, runs: 2 }),
    optimiser: annealed(sgd({ rate: 0.1 }), { over: [3, 1000] }),
  });
  const { theta } = pathOf(run, 0), still = theta.slice(3);
  assert.deepEqual(still, new Array(4).fill(still[0])); // the rate of run 0 is 0 from step 3 on
  assert.notEqual(pathOf(run, 1).theta[6], pathOf(run, 1).theta[3]);
  assert.match(String(run.settings["critic's optimiser"]), /SGD, annealed rate=0.1 over=3,1000/);
});

Deno.test("it wraps every optimiser, and refuses schedules that are none", () => {
  assert.equal(annealed(optimistic(adam()), { over: 9 }).name, "optimistic Adam, annealed");
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ over: 0 }, /annealed's over is a number above 0, .* but 0 came/],
    [{}, /annealed needs over, a number above 0, .* but none came/],
    [{ over: 5, after: -1 }, /annealed's after is a number of at least 0/],
    [{ over: 5, to: 1 }, /annealed's to is a number of at least 0 and below 1, .* but 1 came/],
    [{ over: 5, hold: 0 }, /annealed's hold/],
    [{ over: 5, steps: 3 }, /annealed has no option "steps". Known options: over, after, to, hold/],
  ];
  for (const [options, message] of wrong) {
    assert.throws(() => annealed(sgd(), options as AnnealedOptions), {
      name: "RangeError",
      message,
    });
  }
  const rateless = { ...sgd(), name: "own", numbers: {} } as Optimiser;
  assert.throws(
    () => annealed(annealed(sgd(), { over: 10 }), { over: 1000 }),
    { name: "RangeError", message: /without a schedule, but SGD, annealed came/ },
  );
  assert.throws(
    () => annealed(rateless, { over: 5 }),
    /lowers a rate, but the optimiser own has none/,
  );
});
