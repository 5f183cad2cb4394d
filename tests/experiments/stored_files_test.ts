import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { experiment, type ExperimentOptions } from "saddle/experiments/mod.ts";
import { nonSaturating } from "saddle/losses/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { forEachEngine } from "../engines.ts";
import { SMALL } from "./small.ts";

const WASM = { engines: ["wasm"] } as const;

/** One block of two combinations. */
const ONE: typeof SMALL = {
  ...SMALL,
  parameters: { loss: [nonSaturating()], weight: [0.1, 1], critics: [1] },
};

/** Everything that a folder of results says. */
async function readAll(folder: string): Promise<void> {
  const { trained } = await experiment({ ...ONE, folder });
  await trained({ weight: 1 });
}

/** The files of a folder of results, but for hidden ones. */
function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].filter(({ name }) => !name.startsWith("."))
    .flatMap(({ name, isDirectory }) =>
      isDirectory ? filesIn(join(folder, name)) : [join(folder, name)]
    ).sort();
}

async function assertRefused(folder: string, file: string, label: string): Promise<void> {
  await assert.rejects(readAll(folder), (error: Error) => {
    assert.equal(error.name, "RangeError", `${label}: ${error.stack}`);
    assert.ok(error.message.startsWith(file), `${label}: ${error.message}`);
    return true;
  }, `${label} was taken`);
}

forEachEngine("not one flipped bit in a finished folder of results is taken", async () => {
  const folder = await Deno.makeTempDir(), seed = Date.now();
  await experiment({ ...ONE, folder });
  const random = stream(seed, 0, "flips");
  const files = filesIn(folder);
  assert.deepEqual(files.map((file) => relative(folder, file).replaceAll("\\", "/")), [
    "blocks/000/block.json",
    "blocks/000/players.safetensors",
    ...["history", "metrics", "samples"].map((name) => `${name}.parquet`),
    "settings.json",
    "status.parquet",
  ]);
  for (const file of files) {
    const whole = await Deno.readFile(file);
    for (let i = 0; i < 14; i++) {
      const at = Math.floor(random.next() * whole.length), bytes = whole.slice();
      bytes[at]! ^= 1 << Math.floor(8 * random.next());
      const label = `seed ${seed}: byte ${at} of ${relative(folder, file)}`;
      await Deno.writeFile(file, bytes);
      // a line more or less in JSON says the same
      if (file.endsWith(".json") && isSame(bytes, whole)) continue;
      await assertRefused(folder, file, label);
    }
    await Deno.writeFile(file, whole);
  }
  await readAll(folder);
}, WASM);

function isSame(bytes: Uint8Array, whole: Uint8Array): boolean {
  const said = (content: Uint8Array) =>
    JSON.stringify(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content)));
  try {
    return said(bytes) === said(whole);
  } catch {
    return false;
  }
}

forEachEngine("an edited file of settings or of a block is refused in a sentence", async () => {
  const folder = await Deno.makeTempDir();
  await experiment({ ...ONE, folder });
  for (const name of ["settings.json", "blocks/000/block.json"]) {
    const file = join(folder, name), whole = await Deno.readTextFile(file);
    const facts = JSON.parse(whole), { about = {}, sha256, ...others } = facts;
    const edits: readonly unknown[] = [
      ...[null, [], 3, "", {}, { ...facts, sha256: undefined }, { ...facts, sha256: 7 }],
      ...[{ ...others, sha256 }, { ...facts, about: null }, { ...facts, about: [] }],
      ...[{ ...facts, settings: null }, { ...facts, seconds: "5", players: null }],
      { ...facts, about: { ...about, state: "unfinished" }, tables: ["history"] },
    ];
    for (const edit of edits) {
      if (JSON.stringify(edit) === JSON.stringify(facts)) continue; // a block says nothing about
      await Deno.writeTextFile(file, JSON.stringify(edit));
      await assertRefused(folder, file, JSON.stringify(edit).slice(0, 80));
    }
    for (const text of ["", "{", whole.slice(0, -3)]) {
      await Deno.writeTextFile(file, text);
      await assertRefused(folder, file, text);
    }
    await Deno.remove(file);
    await Deno.mkdir(file);
    await assert.rejects(readAll(folder), (error: Error) => {
      assert.ok(error.message.startsWith(`${file} cannot be read: `), error.message);
      return /^[^()]*[^)']\.$/.test(error.message); // a sentence, not what the system calls it
    });
    await Deno.remove(file);
    await Deno.writeTextFile(file, whole);
  }
  await readAll(folder);
}, WASM);

forEachEngine("tables that are cut, swapped or of another experiment are refused", async () => {
  const folder = await Deno.makeTempDir();
  await experiment({ ...ONE, folder });
  const [history, metrics] = ["history", "metrics"].map((name) => join(folder, `${name}.parquet`));
  const whole = await Deno.readFile(history!);
  for (const bytes of [whole.subarray(0, -1), whole.subarray(0, 3), new Uint8Array()]) {
    await Deno.writeFile(history!, bytes);
    await assertRefused(folder, history!, `${bytes.length} bytes`);
  }
  await Deno.copyFile(metrics!, history!);
  await assertRefused(folder, history!, "another table");
  await Deno.writeFile(history!, whole);
  const players = join(folder, "blocks", "000", "players.safetensors");
  const other = await Deno.makeTempDir();
  await experiment({ ...ONE, seed: 6, folder: other });
  await Deno.copyFile(join(other, "blocks", "000", "players.safetensors"), players);
  await assertRefused(folder, players, "players of another seed");
}, WASM);

forEachEngine("a finished folder that has lost a block is not trained again unsaid", async () => {
  const folder = await Deno.makeTempDir();
  await experiment({ ...ONE, folder });
  const block = join(folder, "blocks", "000"), file = join(block, "block.json");
  const bytes = await Deno.readFile(file);
  await Deno.remove(file);
  const said = /is said to be finished, but its blocks are missing \(000\)\. Remove it/;
  await assert.rejects(readAll(folder), said);
  await Deno.writeFile(file, bytes);
  await readAll(folder);
  await Deno.remove(block, { recursive: true });
  await assert.rejects(readAll(folder), said);
  assert.ok(filesIn(folder).length > 0);
}, WASM);

forEachEngine("a stored block whose tables are gone or changed is not taken", async () => {
  const folder = await Deno.makeTempDir();
  const two: ExperimentOptions<{ batch: number }> = {
    ...{ name: "two", parameters: { batch: [8, 4] }, folder },
    training: ({ batch }) => ({
      ...SMALL.training({ loss: nonSaturating(), weight: 1, critics: 1 }),
      batch,
    }),
  };
  const stopInSecond = ({ block }: { readonly block: number }) => {
    if (block === 2) throw new Error("stopped");
  };
  await assert.rejects(experiment({ ...two, onProgress: stopInSecond }), /stopped/);
  const file = join(folder, "blocks", "000", "metrics.parquet");
  const bytes = await Deno.readFile(file);
  bytes[40]! ^= 1;
  await Deno.writeFile(file, bytes);
  await assert.rejects(experiment(two), /000.metrics\.parquet is not as it was written/);
  await Deno.remove(file);
  await assert.rejects(experiment(two), /000 is said to be finished, but its tables are missing/);
}, WASM);

forEachEngine("a folder that cannot be written to is refused in a sentence", async () => {
  const folder = await Deno.makeTempDir(), file = join(folder, "file");
  await Deno.writeTextFile(file, "");
  await assert.rejects(
    experiment({ ...ONE, folder: join(file, "results") }),
    (error: Error) => {
      assert.match(`${error}`, /^RangeError: .*file.results cannot be a folder of results: .*\.$/);
      return true;
    },
  );
}, WASM);
