import assert from "node:assert/strict";
import { start } from "saddle/engine/mod.ts";
import { compute, TWO_GAUSSIANS_METHODS, twoGaussians } from "saddle/results/mod.ts";

const named = (name: string) => TWO_GAUSSIANS_METHODS.find((method) => method.name === name)!;

Deno.test("methods with one and five critic steps have rows and pictures at the same critic steps", async () => {
  await start({ engine: "wasm" });
  const methods = [named("R1 BN"), named("WGAN")];
  const labels = new Set<string>();
  const schedule = { criticSteps: 10, every: 5, pictureEvery: 10, runs: 2, hidden: 4, seed: 3 };
  const computed = await compute(twoGaussians({ methods, ...schedule }), {
    onProgress: ({ label }) => void labels.add(label),
  });
  const table = computed.tables[""]!;
  assert.deepEqual(table.columns, ["method", "step", "run", "jsd", "w1", "half"]);
  const steps = [0, 0, 5, 5, 10, 10]; // two runs
  assert.deepEqual(table.getColumn("step").toArray(), [...steps, ...steps]);
  for (const row of table.toRecords() as Record<"jsd" | "w1" | "half", number>[]) {
    assert.ok(row.jsd > 0 && row.jsd <= Math.LN2 + 1e-6, `jsd is ${row.jsd}`);
    assert.ok(row.w1 > 0 && row.w1 < 2, `w1 is ${row.w1}`);
    assert.ok(row.half >= 0 && row.half < 0.5, `half is ${row.half}`);
  }
  const frames = computed.tables["frames"]!;
  assert.deepEqual(frames.columns, ["method", "step", "x", "count", "critic"]);
  assert.equal(frames.height, 2 * 2 * 120);
  assert.deepEqual([...new Set(frames.getColumn("step").toArray())], [0, 10]);
  assert.deepEqual([...labels], ["method R1 BN", "method WGAN"]);
});

Deno.test("gan_comparison's settings: eight methods, five critic steps for two, batch norm for two", () => {
  assert.equal(TWO_GAUSSIANS_METHODS.filter(({ name }) => name !== "R1 as shipped").length, 8);
  const names = (wanted: (method: typeof TWO_GAUSSIANS_METHODS[number]) => boolean) =>
    TWO_GAUSSIANS_METHODS.filter(wanted).map(({ name }) => name);
  assert.deepEqual(names(({ criticSteps }) => criticSteps === 5), ["WGAN", "WGAN-GP"]);
  assert.deepEqual(names(({ batchNorm }) => batchNorm), ["NS-GAN BN", "R1 BN"]);
  assert.ok(TWO_GAUSSIANS_METHODS.every(({ optimiser }) => optimiser.numbers["rate"] === 5e-5));
});
