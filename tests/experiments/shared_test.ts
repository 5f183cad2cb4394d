import assert from "node:assert/strict";
import { join } from "node:path";
import { hostname } from "node:os";
import process from "node:process";
import { configOf } from "saddle/configs/mod.ts";
import { joinBlocks, planOf, runBlocks, runConfig } from "saddle/configs/run_config.ts";
import { start } from "saddle/engine/mod.ts";
import { lockOf } from "saddle/experiments/folder_lock.ts";
import { MOST_IDLE, ownerOf, takeUp } from "saddle/experiments/owner.ts";
import { stateOf } from "saddle/experiments/state.ts";
import { removeUnfinished } from "saddle/files/mod.ts";
import { createFile, patiently, textsIn } from "saddle/files/house.ts";

const describing = (together: number) => `
dataset: dirac
generator: { linear: { inputs: 1, bias: false, init: { constant-values: { weight: [-1] } } } }
critic: { linear: { bias: false, init: { constant-values: { weight: [0] } } } }
latent: ones
loss: wasserstein
constraints: [{ simple-penalty: { weight: $weight } }]
optimiser: { sgd: { rate: 0.05 } }
batch: 1
steps: 20
metrics: { theta: mean }
runs: 2
together: ${together}
parameters: { weight: [0.3, 1, 2] }
`;

const config = configOf(describing(2), "dirac.yaml");
const quiet = { pictures: false } as const;
const folderHere = async () => join(await Deno.makeTempDir(), "results");

Deno.test("blocks that several train are joined to the tables of one process", async () => {
  await start({ engine: "cpu" });
  const [folder, alone] = [await folderHere(), await folderHere()];
  const shared = { ...quiet, folder };
  assert.equal(await runBlocks(config, shared, [3], null), 1);
  assert.equal(await runBlocks(config, shared, [1, 3], null), 1);
  await assert.rejects(
    joinBlocks(config, shared),
    /1 of 3 blocks are not finished: block 2 \(weight 1\)\. Nothing was joined/,
  );
  await assert.rejects(runBlocks(config, shared, [4], null), /There is no block 4: .* 1 to 3\./);
  const { isJoined, blocks } = await stateOf(folder, planOf(config));
  assert.ok(!isJoined);
  assert.deepEqual(blocks.map(({ state }) => state), ["finished", "missing", "finished"]);
  assert.equal(blocks[0]!.host, hostname());
  await runBlocks(config, shared, [2], null);
  await joinBlocks(config, shared);
  await runConfig(config, { ...quiet, folder: alone });
  for (const table of ["history", "metrics", "status", "samples"]) {
    const [a, b] = await Promise.all(
      [folder, alone].map((path) => Deno.readFile(join(path, `${table}.parquet`))),
    );
    assert.deepEqual(a, b, table);
  }
  assert.ok((await stateOf(folder, planOf(config))).isJoined);
  const other = configOf(describing(4), "dirac.yaml");
  await assert.rejects(runBlocks(other, shared, [1], null), /together is 2 there and 4 here/);
});

Deno.test("a scheduler that starts a task again and again without a step more is refused", async () => {
  const folder = await Deno.makeTempDir();
  for (let i = 0; i < MOST_IDLE; i++) await takeUp(folder, 5, "12_3");
  await assert.rejects(takeUp(folder, 5, "12_3"), /3 starts of 12_3 in a row came no further than/);
  assert.equal((await takeUp(folder, 6, "12_3")).idle, 0); // a step more
  assert.equal((await takeUp(folder, 6, "13_3")).idle, 0); // handed in anew
  for (let i = 0; i < 9; i++) await takeUp(folder, 6, null); // no scheduler
  assert.equal((await ownerOf(folder))!.idle, 0);
});

Deno.test("half-written files of those who live are left alone, others are removed", async () => {
  const folder = await Deno.makeTempDir(), host = encodeURIComponent(hostname()).slice(0, 64);
  const child = new Deno.Command(Deno.execPath(), { args: ["--version"], stdout: "null" }).spawn();
  await child.status; // its number is no process's now
  const names = {
    own: `.table.1.${process.pid}@${host}.unfinished`,
    dead: `.table.2.${child.pid}@${host}.unfinished`,
    elsewhere: `.table.3.1@elsewhere.unfinished`,
    old: `.table.4.1@elsewhere.unfinished`,
  };
  for (const name of Object.values(names)) await Deno.writeTextFile(join(folder, name), "half");
  const before = new Date(Date.now() - 25 * 3600 * 1000);
  await Deno.utime(join(folder, names.old), before, before);
  await removeUnfinished(folder);
  const left = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  assert.deepEqual(left, [names.own, names.elsewhere].sort());
});

Deno.test("a file is created once, and a disk that lags is waited for", async () => {
  const folder = await Deno.makeTempDir(), file = join(folder, "settings.json");
  const all = await Promise.all(["a", "b", "c"].map((text) => createFile(file, text)));
  assert.equal(all.filter(Boolean).length, 1);
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["settings.json"]);
  let tries = 0;
  const stale = () => {
    if (++tries < 3) throw Object.assign(new Error("stale"), { code: "ESTALE" });
    return tries;
  };
  assert.equal(await patiently(stale), 3);
  const never = () => {
    throw Object.assign(new Error("stale"), { code: "ESTALE" });
  };
  await assert.rejects(patiently(never, { seconds: 0.2 }), /stale/);
  assert.equal(await textsIn(join(folder, "none")), undefined);
});

Deno.test("a disk without locks is a warning, and a lock that is held an error", async () => {
  const folder = await Deno.makeTempDir(), said: string[] = [];
  const held = await lockOf(folder, (line) => said.push(line));
  await assert.rejects(lockOf(folder, () => {}), /Another process is writing results to/);
  held!.close();
  const { tryLock } = Deno.FsFile.prototype;
  try {
    Deno.FsFile.prototype.tryLock = () =>
      Promise.reject(Object.assign(new Error("no locks available"), { code: "ENOLCK" }));
    assert.equal(await lockOf(folder, (line) => said.push(line)), undefined);
  } finally {
    Deno.FsFile.prototype.tryLock = tryLock;
  }
  assert.equal(said.length, 1);
  assert.match(said[0]!, /is on a disk that knows no locks: let no other process/);
});

Deno.test("which runs share a block is part of the results; other sums may round otherwise", async () => {
  await start({ engine: "cpu" });
  const [two, six] = [2, 6].map((together) => configOf(describing(together), "dirac.yaml"));
  assert.deepEqual([two, six].map((one) => planOf(one!).blocks.length), [3, 1]);
  const [a, b] = [await runConfig(two!, quiet), await runConfig(six!, quiet)];
  const of = ({ metrics }: typeof a) =>
    metrics.sort(["weight", "run", "step"]).toRecords().map(({ theta }) => theta as number);
  of(a).forEach((theta, i) => assert.ok(Math.abs(theta - of(b)[i]!) < 1e-5));
});
