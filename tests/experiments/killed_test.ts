import assert from "node:assert/strict";
import { join } from "node:path";
import { type Experiment, experiment } from "saddle/experiments/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { mapEach } from "saddle/training/each.ts";
import type { PlayedRuns, TrainedRuns } from "saddle/training/mod.ts";
import { numbersOf } from "../training/small.ts";
import { SMALL } from "./small.ts";
import { SMALL_GAME } from "./small_game.ts";

/** Runs a program in a process of its own, which is killed some moments after the nth line. */
async function killedAfter(
  program: string,
  lines: number,
  pause: number,
  folder: string,
): Promise<boolean> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", join(import.meta.dirname!, program), folder],
    env: { SADDLE_ENGINE: "wasm" },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let seen = 0;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    seen += text.split("\n").length - 1;
    if (seen < lines) continue;
    await new Promise((done) => setTimeout(done, pause));
    child.kill("SIGKILL");
    break;
  }
  const { success, signal } = await child.status;
  assert.ok(success || signal === "SIGKILL");
  return !success;
}

/** When the last file of each finished block was written. */
function finishedBlocks(folder: string): Map<string, number> {
  const found = [...Deno.readDirSync(join(folder, "blocks"))].flatMap(({ name }) => {
    try {
      const { mtime } = Deno.statSync(join(folder, "blocks", name, "block.json"));
      return [[name, mtime!.getTime()] as const];
    } catch {
      return [];
    }
  });
  return new Map(found);
}

/** Kills an experiment some times and compares what it ends with with one that went through. */
async function killedAndResumed<Players extends TrainedRuns | PlayedRuns<string>>(
  program: string,
  run: (options: { readonly folder?: string }) => Promise<Experiment<Players>>,
): Promise<string> {
  const whole = await start({ engine: "wasm" }).then(() => run({}));
  const folder = join(await Deno.makeTempDir(), "results");
  const seed = Date.now(), random = stream(seed, 0, "kills");
  const finished = new Map<string, number>();
  const places: string[] = [];
  for (let kills = 0; kills < 3; kills++) {
    const lines = 1 + Math.floor(6 * random.next()), pause = Math.floor(20 * random.next());
    places.push(`${lines} lines + ${pause} ms`);
    if (!await killedAfter(program, lines, pause, folder)) break;
    for (const [name, time] of finishedBlocks(folder)) {
      assert.equal(time, finished.get(name) ?? time, `block ${name} was computed twice`);
      finished.set(name, time);
    }
  }
  const label = `seed ${seed}, killed after ${places.join(", ")}`;
  const resumed = await run({ folder });
  for (const table of ["history", "metrics", "status"] as const) {
    assert.deepEqual(resumed[table].toRecords(), whole[table].toRecords(), `${table}: ${label}`);
  }
  for (const [name, table] of Object.entries(whole.looks)) {
    assert.deepEqual(resumed.looks[name]!.toRecords(), table.toRecords(), `${name}: ${label}`);
  }
  for (const [name, time] of finished) {
    assert.equal(finishedBlocks(folder).get(name), time, `block ${name} twice: ${label}`);
  }
  for (const labels of whole.combinations) {
    const [got, expected] = [await resumed.trained(labels), await whole.trained(labels)];
    assert.deepEqual(playersIn(got), playersIn(expected), label);
  }
  return folder;
}

/** The numbers of all players. */
function playersIn(trained: TrainedRuns | PlayedRuns<string>) {
  const { generator, critic } = trained as TrainedRuns;
  const players = "players" in trained ? trained.players : { generator, critic };
  return mapEach(players, ({ params, state }) => [numbersOf(params), numbersOf(state)]);
}

/** The names of the files in a folder, but for hidden ones. */
function filesOf(folder: string, at: string): string[] {
  return [...Deno.readDirSync(join(folder, at))].map(({ name }) => name)
    .filter((name) => !name.startsWith(".")).sort();
}

const TABLES = ["history.parquet", "metrics.parquet", "settings.json", "status.parquet"];

Deno.test("an experiment that is killed at any moment ends as if it had not been", async () => {
  const folder = await killedAndResumed("small.ts", (where) => experiment({ ...SMALL, ...where }));
  assert.deepEqual(filesOf(folder, "blocks/000"), ["block.json", "players.safetensors"]);
  assert.deepEqual(filesOf(folder, "."), ["blocks", "samples.parquet", ...TABLES].sort());
});

Deno.test("an experiment over games that is killed ends as if it had not been", async () => {
  const folder = await killedAndResumed(
    "small_game.ts",
    (where) => experiment({ ...SMALL_GAME, ...where }),
  );
  assert.deepEqual(filesOf(folder, "blocks/000"), ["block.json", "players.safetensors"]);
  const looks = ["samples", "originals", "reconstructions", "codes"].map((look) =>
    `${look}.parquet`
  );
  assert.deepEqual(filesOf(folder, "."), ["blocks", ...looks, ...TABLES].sort());
});
