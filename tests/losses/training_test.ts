import assert from "node:assert/strict";
import { fiveGaussians } from "saddle/datasets/mod.ts";
import { autoencoder, mlp, normalWeights } from "saddle/models/mod.ts";
import { train } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { LOSSES } from "./plain.ts";

// a critic that starts small: some losses are exponential in its scores
const init = normalWeights({ deviation: 0.1 });
const SMALL_SCORES = mlp({ inputs: 2, hidden: [8], outputs: 1, init });
const AUTOENCODER = autoencoder(mlp({ inputs: 2, outputs: 3 }), mlp({ inputs: 3, outputs: 2 }));

for (const [, , loss] of LOSSES) {
  forEachEngine(`${loss.name}: both players move in thirty steps, and stay finite`, async () => {
    const { history, status, snapshots } = await train({
      dataset: fiveGaussians(),
      generator: mlp({ inputs: 2, hidden: [8], outputs: 2 }),
      critic: loss.needs?.atMost === 0 ? AUTOENCODER : SMALL_SCORES,
      loss,
      batch: 16,
      steps: 30,
      every: 30,
      grid: { x: [-1, 1], y: [-1, 1], nx: 2, ny: 2 },
      snapshotSize: 4,
      metricSize: 1,
    });
    assert.deepEqual(status.map(({ outcome }) => outcome), ["finished"]);
    for (const column of ["criticLoss", "generatorLoss"]) {
      const values = history.getColumn(column).toArray();
      assert.equal(values.length, 30);
      assert.ok(values.every(Number.isFinite), `${column}: ${values}`);
    }
    const [start, end] = [snapshots[0]!, snapshots.at(-1)!];
    assert.notDeepEqual(end.samples, start.samples, "the generator stays");
    assert.notDeepEqual(end.critic, start.critic, "the critic stays");
  }, { engines: ["wasm"] });
}
