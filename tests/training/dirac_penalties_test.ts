import assert from "node:assert/strict";
import { dragan, simplePenalty, wassersteinDivergence } from "saddle/constraints/mod.ts";
import * as dynamics from "saddle/dynamics/mod.ts";
import { wasserstein } from "saddle/losses/mod.ts";
import { forEachEngine } from "../engines.ts";
import { pathOf, trainDirac } from "./dirac.ts";

const FIELD = dynamics.wasserstein();
const CASES = [
  ...(["line", "real", "generated", "both", "one generated"] as const).map((points) => ({
    name: `simple penalty (${points})`,
    constraint: simplePenalty({ weight: 0.3, points }),
    field: dynamics.simplePenalty(FIELD, { weight: 0.3 }),
  })),
  {
    name: "Wasserstein divergence",
    constraint: wassersteinDivergence({ k: 2, p: 6 }),
    field: dynamics.wassersteinDivergence(FIELD),
  },
  {
    name: "Wasserstein divergence on the line, p = 3",
    constraint: wassersteinDivergence({ k: 0.5, p: 3, points: "line" }),
    field: dynamics.wassersteinDivergence(FIELD, { k: 0.5, p: 3 }),
  },
  {
    name: "DRAGAN",
    constraint: dragan({ weight: 0.35 }),
    field: dynamics.gradientPenalty(FIELD, { weight: 0.35 }),
  },
  {
    name: "DRAGAN with normal noise",
    constraint: dragan({ weight: 0.35, deviation: 3 }),
    field: dynamics.gradientPenalty(FIELD, { weight: 0.35 }),
  },
];

for (const { name, constraint, field } of CASES) {
  forEachEngine(`the Dirac-GAN moves as its vector field says: ${name}`, async () => {
    const [start, rate, steps] = [[0.9, 0.5] as const, 0.05, 40];
    const run = await trainDirac({
      loss: wasserstein(),
      constraints: [constraint],
      start,
      rate,
      steps,
    });
    const { theta, psi } = pathOf(run);
    const expected = dynamics.simulate(field, { start, stepSize: rate, steps, first: "critic" });
    assert.ok(Math.abs(theta[steps]! - start[0]) > 0.1); // it did move
    theta.forEach((x, i) => {
      // a few roundings of 6e-8 a step, carried along by maps that hardly stretch
      assert.ok(Math.abs(x - expected.theta[i]!) < 5e-5, `theta after step ${i}`);
      assert.ok(Math.abs(psi[i]! - expected.psi[i]!) < 5e-5, `psi after step ${i}`);
    });
  }, { engines: ["tensorflow", "wasm"] });
}
