import assert from "node:assert/strict";
import { join } from "node:path";
import { experiment } from "saddle/experiments/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { SMALL } from "./small.ts";

const PROGRAM = join(import.meta.dirname!, "small.ts");

/** Runs the experiment in a process of its own, which is killed some moments after the nth line. */
async function killedAfter(lines: number, pause: number, folder: string): Promise<boolean> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", PROGRAM, folder],
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

Deno.test("an experiment that is killed at any moment ends as if it had not been", async () => {
  const whole = await start({ engine: "wasm" }).then(() => experiment(SMALL));
  const folder = join(await Deno.makeTempDir(), "results");
  const seed = Date.now(), random = stream(seed, 0, "kills");
  const finished = new Map<string, number>();
  const places: string[] = [];
  for (let kills = 0; kills < 3; kills++) {
    const lines = 1 + Math.floor(6 * random.next()), pause = Math.floor(20 * random.next());
    places.push(`${lines} lines + ${pause} ms`);
    if (!await killedAfter(lines, pause, folder)) break;
    for (const [name, time] of finishedBlocks(folder)) {
      assert.equal(time, finished.get(name) ?? time, `block ${name} was computed twice`);
      finished.set(name, time);
    }
  }
  const label = `seed ${seed}, killed after ${places.join(", ")}`;
  const resumed = await experiment({ ...SMALL, folder });
  for (const table of ["history", "metrics", "status", "samples"] as const) {
    assert.deepEqual(resumed[table].toRecords(), whole[table].toRecords(), `${table}: ${label}`);
  }
  for (const [name, time] of finished) {
    assert.equal(finishedBlocks(folder).get(name), time, `block ${name} twice: ${label}`);
  }
  const files = (at: string) => [...Deno.readDirSync(join(folder, at))].map(({ name }) => name);
  assert.deepEqual(files("blocks/000").sort(), ["block.json", "players.safetensors"]);
  assert.deepEqual(
    files(".").filter((name) => !name.startsWith(".")).sort(),
    [
      "blocks",
      "history.parquet",
      "metrics.parquet",
      "samples.parquet",
      "settings.json",
      "status.parquet",
    ],
  );
});
