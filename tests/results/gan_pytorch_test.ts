import assert from "node:assert/strict";
import { start } from "saddle/engine/mod.ts";
import { compute, ganPytorch } from "saddle/results/mod.ts";

Deno.test("both losses have a row a seed and a picture after every epoch", async () => {
  await start({ engine: "wasm" });
  const { tables, settings } = await compute(ganPytorch({ epochs: 2, batches: 3, runs: 2 }));
  const table = tables[""]!;
  assert.deepEqual([...new Set(table.getColumn("method").toArray())], ["GAN", "NS-GAN"]);
  assert.deepEqual([...new Set(table.getColumn("step").toArray())], [0, 3, 6]);
  assert.equal(table.height, 2 * 3 * 2);
  assert.equal(tables["frames"]!.height, 2 * 3 * 110);
  const [first] = settings["methods"] as Record<string, unknown>[];
  assert.equal(first!["update"], "alternating, 4 critic steps, one real batch");
  assert.equal(first!["latent"], "uniform [-1, 1), 5");
});
