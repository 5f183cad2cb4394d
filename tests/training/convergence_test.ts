import assert from "node:assert/strict";
import { r1 } from "saddle/constraints/mod.ts";
import { fiveGaussians, gaussian } from "saddle/datasets/mod.ts";
import { nonSaturating } from "saddle/losses/mod.ts";
import { highQualityCeiling, modesCaptured } from "saddle/metrics/mod.ts";
import { constantValues, linear, mlp } from "saddle/models/mod.ts";
import { adam, generate, sgd, train } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";

forEachEngine("with R1 an affine generator finds the mean that a linear critic sees", async () => {
  // Around the equilibrium this is the Dirac-GAN with R1: with gamma 1 both eigenvalues have a real
  // part of -1/2 (Mescheder et al. 2018), so 100 steps of 0.2 leave exp(-10) of the distance of 2.
  const run = await train({
    dataset: gaussian({ mean: 2, deviation: 0.5 }),
    generator: linear({ inputs: 1, outputs: 1, init: constantValues([0.5]) }),
    critic: linear({ inputs: 1, outputs: 1, init: constantValues([0]) }),
    loss: nonSaturating(),
    constraints: [r1({ gamma: 1 })],
    optimiser: sgd({ rate: 0.2 }),
    batch: 64,
    steps: 100,
    every: 100,
    runs: 4,
    grid: null,
  });
  const n = 2000;
  const points = generate(run, n);
  for (let r = 0; r < 4; r++) {
    const mean = points.subarray(r * n, (r + 1) * n).reduce((sum, x) => sum + x, 0) / n;
    // what remains is the noise of batches: means of 64 points of deviation 0.5 are off by 0.06
    assert.ok(Math.abs(mean - 2) < 0.4, `expected a mean near 2 in run ${r}, got ${mean}`);
  }
});

forEachEngine("with R1 most of four seeds cover all five Gaussians", async () => {
  const dataset = fiveGaussians();
  const { metrics, status } = await train({
    dataset,
    generator: mlp({ inputs: 2, outputs: 2, hidden: [32, 32] }),
    critic: mlp({ inputs: 2, outputs: 1, hidden: [32, 32] }),
    loss: nonSaturating(),
    constraints: [r1({ gamma: 0.1 })],
    optimiser: adam({ rate: 1e-2, beta1: 0.5, beta2: 0.9 }),
    batch: 64,
    steps: 300,
    every: 300,
    runs: 4,
    grid: null,
    metricSize: 1000,
    metrics: {
      score: (points) => {
        const { captured, highQuality } = modesCaptured(points, dataset.modes!);
        return { captured, highQuality };
      },
    },
  });
  assert.ok(status.every(({ outcome }) => outcome === "finished"));
  const rows = metrics.toRecords() as Record<string, number>[];
  const good = (step: number) =>
    rows.filter((row) => {
      // a perfect generator scores the ceiling, 0.989; a broad cloud covers modes, but hardly hits them
      const hits = row["highQuality"]! > 0.5 * highQualityCeiling();
      return row["step"] === step && row["captured"] === 5 && hits;
    }).length;
  assert.equal(good(0), 0);
  assert.ok(good(300) >= 3, `expected 3 of 4 seeds to cover the modes, got ${good(300)}`);
}, { engines: ["tensorflow"] });
