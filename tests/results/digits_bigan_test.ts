import assert from "node:assert/strict";
import { start } from "saddle/engine/mod.ts";
import { compute, digitsBigan } from "saddle/results/mod.ts";

Deno.test("the BiGAN of digits is read at each look, its pictures are bytes, and its baselines stand beside", async () => {
  await start({ engine: "wasm" });
  const short = digitsBigan({ steps: 2, hidden: 8, from: "digits", most: 130 });
  const { tables } = await compute(short);
  assert.deepEqual(tables[""]!.columns.slice(0, 5), [
    "run",
    "step",
    "probe",
    "probeAsShipped",
    "nearest",
  ]);
  assert.deepEqual([...new Set(tables[""]!.getColumn("step").toArray())], [0, 1, 2]);
  const pictures = tables["pictures"]!.toRecords();
  assert.equal(pictures.length, 3 * 20);
  const bytes = [...pictures[0]!["pixels"] as Iterable<number>];
  assert.ok(bytes.length === 784 && bytes.every((byte) => byte >= 0 && byte <= 255));
  const counts = tables["read"]!.getColumn("count").toArray() as number[];
  assert.equal(counts.reduce((sum, count) => sum + count), 130);
  assert.equal(tables["walks"]!.height, 5 * 9);
  const { baselines } = tables;
  assert.deepEqual(baselines!.getColumn("features").toArray(), [
    "pixels",
    "principal components",
    "untrained, running statistics",
    "untrained",
    "untrained, hidden layer",
    "trained",
    "trained, hidden layer",
  ]);
  assert.ok(Number(baselines!.getColumn("nearest").get(0)) > 0.4); // pixels of 130 digits
});
