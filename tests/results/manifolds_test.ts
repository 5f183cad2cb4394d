import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { start } from "saddle/engine/mod.ts";
import { compute, manifolds } from "saddle/results/mod.ts";

Deno.test("weights x seeds are one training whose rows name the weight and the seed", async () => {
  await start({ engine: "wasm" });
  const options = { steps: 4, every: 2, seeds: 2, weights: [0.5, 5], hidden: 4 };
  const { tables, settings } = await compute(manifolds("circle", options));
  const table = tables[""]!;
  assert.deepEqual(table.columns, ["weight", "run", "step", "shipped", "w2"]);
  assert.equal(table.height, 3 * 2 * 2);
  const first = table.filter(pl.col("step").eq(pl.lit(0))).toRecords();
  assert.deepEqual(first.map(({ weight, run }) => [weight, run]), [[0.5, 0], [0.5, 1], [5, 0], [
    5,
    1,
  ]]);
  // the weights differ, the seeds' starts and data do not
  assert.equal(first[0]!["w2"], first[2]!["w2"]);
  assert.notEqual(first[0]!["w2"], first[1]!["w2"]);
  assert.equal(tables["points"]!.height, 4 * 300);
  assert.equal(tables["critics"]!.height, 2 * 31 * 31);
  assert.equal(settings["generator"], "mlp 2-4-4-2, relu, leaky relu 0.01");
});
