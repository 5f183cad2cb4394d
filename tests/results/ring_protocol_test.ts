import assert from "node:assert/strict";
import { join } from "node:path";
import { start } from "saddle/engine/mod.ts";
import { compute, type ComputeOptions, RING_METHODS, ringProtocol } from "saddle/results/mod.ts";

/** A few steps of the two cheap methods. */
async function shortly(options: ComputeOptions = {}) {
  await start({ engine: "wasm" });
  const methods = RING_METHODS.slice(0, 2);
  const small = { steps: 2, runs: 2, batch: 8, hidden: 4, latent: 3, methods };
  return await compute(ringProtocol(small), options);
}

Deno.test("the ring's protocol has a row for each ring, method, step and seed", async () => {
  const { tables, settings } = await shortly();
  const table = tables[""]!;
  const columns = ["data", "method", "step", "run", "modes", "quality", "reverseKL", "believed"];
  assert.deepEqual(table.columns, columns);
  assert.equal(table.height, 2 * 2 * 3 * 2);
  assert.equal(tables["points"]!.height, 2 * 2 * 400);
  assert.deepEqual([...new Set(table.getColumn("data").toArray())], ["ring", "ring-of-seven"]);
  assert.equal((settings["methods"] as unknown[]).length, 4);
  for (const { data, modes, believed } of table.toRecords()) {
    // two of the eight centres are one place: whoever believes in them sees one mode more at most
    const more = Number(believed) - Number(modes);
    assert.ok(more === 0 || (data === "ring-of-seven" && more === 1), `${data}: ${more} more`);
  }
});

Deno.test("the ring's protocol takes finished trainings from its folder", async () => {
  const folder = await Deno.makeTempDir();
  const first = await shortly({ folder });
  const written = [...Deno.readDirSync(join(folder, "blocks"))].map(({ name }) => name).sort();
  assert.deepEqual(written, ["000", "001", "002", "003"]);
  const second = await shortly({ folder, onProgress: () => assert.fail("nothing was left to do") });
  for (const name of ["", "points"]) {
    assert.deepEqual(second.tables[name]!.toRecords(), first.tables[name]!.toRecords());
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the published settings are those of the public code", () => {
  const [gan, , unrolled] = RING_METHODS;
  for (const method of [gan!, unrolled!]) {
    const { generator, critic } = method.optimiser(25_000);
    assert.deepEqual([generator.numbers["rate"], critic.numbers["rate"]], [1e-3, 1e-4]);
    assert.deepEqual([generator.numbers["beta1"], critic.numbers["beta1"]], [0.5, 0.5]);
    assert.equal(method.loss.name, "minimax");
    assert.match(method.network(128, 256, 2).name, /256-128-128-2, tanh/);
  }
  assert.equal(unrolled!.update.name, "unrolled, 5 steps");
});
