import assert from "node:assert/strict";
import { constantValues, linear } from "saddle/models/mod.ts";
import { dirac } from "saddle/datasets/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { wasserstein } from "saddle/losses/mod.ts";
import { sgd, train } from "saddle/training/mod.ts";
import { measured } from "../../lib/results/measured.ts";

Deno.test("every run is measured by its own points; one that failed has missing numbers", async () => {
  await start({ engine: "cpu" });
  const run = await train({
    dataset: dirac(),
    generator: linear({ inputs: 1, outputs: 1, bias: false, init: constantValues([1]) }),
    critic: linear({ inputs: 1, outputs: 1, bias: false, init: constantValues([1]) }),
    loss: wasserstein(),
    optimiser: sgd({ rate: [0.1, 1e30] }),
    ...{ batch: 4, steps: 2, every: 1, runs: 2, snapshotSize: 1, grid: null },
  });
  const table = measured(
    run,
    ({ samples, step }) => ({ point: samples[0]!, step10: 10 * step }),
    5,
  );
  const rows = table.toRecords();
  assert.deepEqual(rows.map(({ step, run }) => [step, run]), [
    [0, 0],
    [0, 1],
    [5, 0],
    [5, 1],
    [10, 0],
    [10, 1],
  ]);
  assert.equal(rows[4]!["step10"], 20);
  assert.equal(rows[5]!["point"], null);
  assert.ok(Math.abs(Number(rows[4]!["point"]) - run.snapshots[2]!.samples[0]!) < 1e-6);
});
