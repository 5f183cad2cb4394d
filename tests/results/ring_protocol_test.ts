import assert from "node:assert/strict";
import { start } from "saddle/engine/mod.ts";
import { RING_METHODS, ringProtocol } from "saddle/results/mod.ts";

/** A few steps of the two cheap methods. */
async function shortly(keep?: string) {
  await start({ engine: "wasm" });
  const methods = RING_METHODS.slice(0, 2);
  const small = { steps: 2, runs: 2, batch: 8, hidden: 4, latent: 3, methods };
  const lines: string[] = [];
  const computed = await ringProtocol(small).compute((line) => lines.push(line), keep);
  return { computed, lines };
}

Deno.test("the ring's protocol has a row for each ring, method, step and seed", async () => {
  const { computed, lines } = await shortly();
  const table = computed.tables[""]!;
  const columns = ["data", "method", "step", "run", "modes", "quality", "reverseKL", "believed"];
  assert.deepEqual(table.columns, columns);
  assert.equal(table.height, 2 * 2 * 3 * 2);
  assert.equal(computed.tables["points"]!.height, 2 * 2 * 400);
  assert.deepEqual([...new Set(table.getColumn("data").toArray())], ["ring", "ring-of-seven"]);
  assert.equal(lines.length, 4);
  for (const { data, modes, believed } of table.toRecords()) {
    // two of the eight centres are one place: whoever believes in them sees one mode more at most
    const more = Number(believed) - Number(modes);
    assert.ok(more === 0 || (data === "ring-of-seven" && more === 1), `${data}: ${more} more`);
  }
});

Deno.test("the ring's protocol takes finished trainings from its folder", async () => {
  const keep = await Deno.makeTempDir();
  const first = await shortly(keep);
  const written = [...Deno.readDirSync(keep)].map(({ name }) => name).sort();
  assert.deepEqual(written, [
    "ring-GAN.safetensors",
    "ring-R1.safetensors",
    "ring-of-seven-GAN.safetensors",
    "ring-of-seven-R1.safetensors",
  ]);
  const second = await shortly(keep);
  assert.deepEqual(
    second.computed.tables[""]!.toRecords(),
    first.computed.tables[""]!.toRecords(),
  );
  await Deno.remove(keep, { recursive: true });
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
