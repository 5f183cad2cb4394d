import assert from "node:assert/strict";
import { start } from "saddle/engine/mod.ts";
import { compute } from "saddle/results/mod.ts";
import { shippedFaces } from "../../lib/results/shipped_images.ts";

Deno.test("a result for which nothing is trained has its tables and settings too", async () => {
  await start({ engine: "wasm" });
  const { tables, settings, seed, engine, seconds } = await compute(shippedFaces());
  const table = tables[""]!;
  assert.deepEqual(table.columns, ["part", "label", "pixels"]);
  assert.deepEqual([...new Set(table.getColumn("part").toArray())], ["train", "test"]);
  assert.deepEqual([settings["shape"], seed, engine.name], [[64, 64, 3], 0, "wasm"]);
  assert.ok(seconds > 0);
});
