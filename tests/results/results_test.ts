import assert from "node:assert/strict";
import { join } from "node:path";
import pl from "nodejs-polars";
import { fiveGaussians, ring, twoGaussians } from "saddle/datasets/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { changedFiles, SUMS } from "saddle/files/mod.ts";
import {
  compute,
  MIXTURE_CONTROLS,
  MIXTURE_METHODS,
  mixtures,
  resultNamed,
  store,
} from "saddle/results/mod.ts";

const DATA = join(import.meta.dirname!, "..", "..", "data");

/** A result of a few steps, and where it was stored. */
async function shortResult() {
  await start({ engine: "wasm" });
  const methods = MIXTURE_METHODS.slice(0, 2);
  const datasets = [fiveGaussians(), ring()];
  const result = mixtures({ steps: 2, every: 1, runs: 2, methods, datasets, seed: 3 });
  const labels = new Set<string>();
  const computed = await compute(result, { onProgress: ({ label }) => void labels.add(label) });
  return { result, computed, labels, methods };
}

Deno.test("a result has a row for each data set, method, step and seed, and points of each", async () => {
  const { computed, labels, methods } = await shortResult();
  const table = computed.tables[""]!;
  assert.deepEqual(table.columns, [
    "data",
    "method",
    "step",
    "run",
    "modes",
    "quality",
    "reverseKL",
  ]);
  assert.equal(table.height, 2 * methods.length * 3 * 2);
  assert.deepEqual([...new Set(table.getColumn("data").toArray())], ["five-gaussians", "ring"]);
  assert.equal(computed.tables["points"]!.height, 2 * methods.length * 400);
  assert.equal(labels.size, 2 * methods.length);
  assert.equal([...labels][0], "data five-gaussians, method NS-GAN");
});

Deno.test("a result that is stopped goes on where it was, to the same numbers", async () => {
  const { result, computed } = await shortResult();
  const folder = join(await Deno.makeTempDir(), "kept");
  const stopped = compute(result, {
    folder,
    onProgress: ({ block, step }) => {
      if (block === 3 && step === 1) throw new Error("stopped");
    },
  });
  await assert.rejects(stopped, /stopped/);
  const blocks: number[] = [];
  const { tables, settings } = await compute(result, {
    folder,
    onProgress: ({ block }) => void blocks.push(block),
  });
  assert.equal(Math.min(...blocks), 3); // the two before are finished
  for (const name of ["", "points"]) {
    assert.deepEqual(tables[name]!.toRecords(), computed.tables[name]!.toRecords());
  }
  const untimed = (facts: typeof settings) =>
    (facts["methods"] as object[]).map((one) => ({ ...one, seconds: 0 }));
  assert.deepEqual(untimed(settings), untimed(computed.settings));
  await Deno.remove(folder, { recursive: true });
});

Deno.test("stored files read back whole, with settings beside and no path of this machine", async () => {
  const { result, computed } = await shortResult();
  const folder = await Deno.makeTempDir();
  const files = await store(folder, result, { ...computed, seconds: 1.4 });
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  assert.deepEqual(names, [
    SUMS,
    ...["mixtures-points.parquet", "mixtures.json", "mixtures.parquet"],
  ]);
  assert.deepEqual(changedFiles(folder), []);
  assert.deepEqual(
    pl.readParquet(files[0]!).toRecords(),
    computed.tables[""]!.toRecords(),
  );
  const text = await Deno.readTextFile(join(folder, "mixtures.json"));
  const facts = JSON.parse(text);
  assert.equal(facts.command, "deno task results mixtures");
  assert.deepEqual([facts.seed, facts.engine.name, facts.seconds], [3, "wasm", 1]);
  assert.match(facts.date, /^\d{4}-\d{2}-\d{2}$/);
  assert.equal(facts.settings.methods.length, 4);
  assert.doesNotMatch(text, /\/(home|root|work|tmp|Users)\//);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a computation that fails leaves what was stored before", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(join(folder, "mixtures.json"), "old");
  const { result, computed } = await shortResult();
  const broken = {
    writeParquet: () => {
      throw new Error("disk full");
    },
  };
  const tables = { ...computed.tables, points: broken as unknown as pl.DataFrame };
  await assert.rejects(() => store(folder, result, { ...computed, tables }), /disk full/);
  assert.equal(await Deno.readTextFile(join(folder, "mixtures.json")), "old");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("an unknown result is refused with the known ones; the data must have modes", async () => {
  assert.throws(() => resultNamed("mixture"), /no result "mixture".*Known results: mixtures/);
  const plain = mixtures({ steps: 1, datasets: [twoGaussians()] });
  await assert.rejects(() => compute(plain), /has no modes/);
});

Deno.test("every file in data/ is as it was written", () => {
  assert.deepEqual(changedFiles(DATA), []);
  assert.ok(Deno.readTextFileSync(join(DATA, SUMS)).split("\n").length > 50);
});

Deno.test("all that is stored takes less than 25 MB", () => {
  const sizes = [...Deno.readDirSync(DATA)].map(({ name }) => Deno.statSync(join(DATA, name)).size);
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 25e6);
});

/** What ships to train on, which is larger than a result. */
const SHIPPED = ["digits", "faces"];
/** Trained players, whose numbers do not get smaller. */
const PLAYERS = /\.safetensors$/;

/** Hundreds of pictures by generators that learnt from colours: they get little smaller. */
const COLOURED = /^(cifar10-residual|stacked-digits)-pictures\./;

/** What other tasks write there. */
const OF_TASKS = ["replay.json", "live.json"];

Deno.test("every stored result can be computed again, is small, and says how it was made", () => {
  const stored = [...Deno.readDirSync(DATA)].flatMap(({ name }) =>
    name.endsWith(".json") && !OF_TASKS.includes(name) ? [name.slice(0, -".json".length)] : []
  );
  assert.ok(stored.length >= 6);
  for (const name of stored) {
    const facts = JSON.parse(Deno.readTextFileSync(join(DATA, `${name}.json`)));
    assert.equal(facts.result, resultNamed(name).name);
    const files = [...Deno.readDirSync(DATA)].filter((file) => file.name.startsWith(name));
    for (const file of files) {
      const most = SHIPPED.includes(name)
        ? 8_000_000
        : COLOURED.test(file.name)
        ? 2_000_000
        : PLAYERS.test(file.name)
        ? 1_000_000
        : 300_000;
      assert.ok(Deno.statSync(join(DATA, file.name)).size < most, `${file.name} is small`);
    }
  }
});

Deno.test("the stored mixtures hold eight seeds of every method on every mixture", () => {
  const stored = { "mixtures": MIXTURE_METHODS, "mixtures-controls": MIXTURE_CONTROLS };
  const tables = Object.entries(stored).map(([name, methods]) => {
    const table = pl.readParquet(join(DATA, `${name}.parquet`));
    const last = table.filter(pl.col("step").eq(pl.lit(3000)));
    assert.equal(last.height, 3 * methods.length * 8);
    return table;
  });
  const { high, low } = { high: Math.log(25), low: 0 };
  for (const row of pl.concat(tables).toRecords()) {
    const { quality, reverseKL } = row as { quality: number | null; reverseKL: number | null };
    if (quality === null || reverseKL === null) continue; // a run that diverged
    assert.ok(quality >= 0 && quality <= 1 && reverseKL >= low && reverseKL <= high + 1e-6);
  }
});
