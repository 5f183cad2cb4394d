import assert from "node:assert/strict";
import { join } from "node:path";
import { start } from "saddle/engine/mod.ts";
import { residualGenerator } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { cifar10Residual, colourFeatures, compute, store } from "saddle/results/mod.ts";
import { photographs } from "saddle/results/photographs.ts";
import { loadPlayers } from "saddle/training/mod.ts";
import { enginesHere } from "../engines.ts";

const [engine] = enginesHere();

/** Records of CIFAR-10 with pixels by lot: 40 to train with, 20 to test with. */
async function lots(): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(join(folder, "cifar-10"));
  for (const [name, n] of [["data_batch_1.bin", 40], ["test_batch.bin", 20]] as const) {
    const bytes = stream(1, n, "records").integers(new Int32Array(n * 3073), 256);
    for (let i = 0; i < n; i++) bytes[i * 3073] = i % 10;
    await Deno.writeFile(join(folder, "cifar-10", name), Uint8Array.from(bytes));
  }
  return folder;
}

const before = Deno.env.get("SADDLE_DATA");
const folder = await lots();
Deno.env.set("SADDLE_DATA", folder);
addEventListener("unload", () => {
  Deno.removeSync(folder, { recursive: true });
  if (before !== undefined) Deno.env.set("SADDLE_DATA", before);
});

Deno.test("photographs that are trained on, measured against and left over are three sets", async () => {
  const { train, test, others } = await photographs(15);
  assert.deepEqual([train.size, test.size, others.length], [15, 20, 20 * 3072]);
  const first = (of: Float32Array, i: number) => of.slice(i * 3072, (i + 1) * 3072).join();
  const kinds = [train.points, test.points, others].map((of) =>
    Array.from({ length: of.length / 3072 }, (_, i) => first(of, i))
  );
  assert.equal(new Set(kinds.flat()).size, 55);
});

Deno.test("the judge of colour images trains on photographs, and its accuracy is one of them", async () => {
  await start({ engine: engine! });
  const { tables, settings } = await compute(colourFeatures({ steps: 1, images: 15 }));
  assert.deepEqual(tables[""]!.columns, ["run", "step", "accuracy"]);
  assert.equal(settings["images"], 15);
});

Deno.test("photographs by steps have scores, losses, pictures, floors, slopes and a generator", async () => {
  await start({ engine: engine! });
  const result = cifar10Residual({ steps: 1, batch: 2, filters: 4, images: 15 });
  const computed = await compute(result), { tables } = computed;
  const scores = [
    ...["classScore", "frechet", "kernel", "precision", "recall", "density", "coverage"],
  ];
  assert.deepEqual(tables[""]!.columns, ["method", "step", ...scores]);
  const steps = tables[""]!.toRecords().map(({ method, step }) => `${method} ${step}`);
  assert.deepEqual(steps.sort(), [
    ...["gradient penalty 0", "gradient penalty 1"],
    ...["spectral norm 0", "spectral norm 1", "spectral norm 2"],
  ]);
  assert.deepEqual(tables["losses"]!.columns, [
    ...["method", "step", "criticLoss", "penalty", "generatorLoss"],
  ]);
  assert.equal(tables["pictures"]!.height, 5 * 24);
  assert.deepEqual(tables["floors"]!.columns, ["images", ...scores]);
  const seen = new Set(tables["slopes"]!.toRecords().map(({ method, at }) => `${method}, ${at}`));
  assert.equal(seen.size, 6);
  const out = await Deno.makeTempDir();
  await store(out, result, computed);
  const file = join(out, "cifar10-residual.safetensors");
  await loadPlayers(file, { generator: residualGenerator({ filters: 4 }) });
  await Deno.remove(out, { recursive: true });
});
