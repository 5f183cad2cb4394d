// A real Slurm on this machine. A task that is queued again waits two minutes there by itself.
import assert from "node:assert/strict";
import { Dirac } from "./dirac.ts";
import { kill, processes, Slurm, until } from "./slurm.ts";

const numberIn = (text: string, what: RegExp) => what.exec(text)?.[1] ?? assert.fail(text);

Deno.test("a clean array and its join give one process's tables", async () => {
  const slurm = await Slurm.start();
  try {
    const dirac = await Dirac.make(400);
    const given = await dirac.call(slurm.env, "array", "--on", "slurm");
    assert.ok(given.success, given.errors);
    const array = numberIn(given.out, /job (\d+): 6 of 6 blocks \(1-6\)/);
    const join = numberIn(given.out, /job (\d+): joins them/);
    const twice = await dirac.call(slurm.env, "array", "--on", "slurm");
    assert.match(twice.errors, /^error: Jobs \d+ and \d+ of .* are still there \(.*\): wait for/);
    assert.ok((await dirac.call({}, "alone")).success);
    await until(
      "the join has ended",
      async () => (await slurm.queue(`${array},${join}`)).length === 0,
    );
    await dirac.isSame("array", "alone");
    const { out } = await dirac.call(slurm.env, "array", "--status");
    assert.match(
      out,
      /block 6: .*: finished in \d+ s on .*\n6 of 6 blocks finished; tables joined/,
    );
    const done = await dirac.call(slurm.env, "array", "--on", "slurm");
    assert.match(done.out, /all of it is done: results in/);
  } finally {
    await slurm.stop();
  }
});

Deno.test("after a requeue, a warning, kill -9, scancel and a lost node the tables are the same", async () => {
  const slurm = await Slurm.start();
  try {
    await troubles(slurm);
  } finally {
    await slurm.stop();
  }
});

async function troubles(slurm: Slurm): Promise<void> {
  const dirac = await Dirac.make(30_000);
  const { out, errors } = await dirac.call(slurm.env, "array", "--on", "slurm");
  const array = numberIn(out + errors, /job (\d+): 6 of 6/);
  const join = numberIn(out, /job (\d+): joins/);
  const alone = dirac.call({}, "alone");
  const begun = (block: number) =>
    until(
      `block ${block} has a state`,
      async () => await dirac.state("array", block) !== "missing",
    );
  const when = async (block: number, happens: () => unknown) => {
    await begun(block);
    await happens();
  };
  await Promise.all([
    when(1, () => slurm.call("scontrol", "requeue", `${array}_1`)),
    when(2, async () => (await ofBlock(dirac, 2)).forEach(kill)),
    when(3, () => slurm.call("scancel", `${array}_3`)),
    // what comes some time before the end of a task's time
    when(4, () => slurm.call("scancel", "--batch", "--signal=USR1", `${array}_4`)),
    when(5, async () => {
      const node = numberIn((await slurm.queue(array)).join("\n"), /^5 RUNNING (\w+)/m);
      await slurm.killNode(node);
      await slurm.startNode(node);
    }),
  ]);
  await until("all but those that do not come again are finished", async () => {
    const states = await Promise.all([1, 4, 5, 6].map((block) => dirac.state("array", block)));
    return states.every((state) => state === "finished");
  }, 400);
  await until("the join has ended", async () => (await slurm.queue(join)).length === 0);
  const said = await Deno.readTextFile(`${dirac.folder("array")}/slurm/join.log`);
  assert.match(
    said,
    /2 of 6 blocks are not finished: block 2 \(weight 0\.2\); block 3 \(weight 0\.3\)/,
  );
  const log = await Deno.readTextFile(`${dirac.folder("array")}/slurm/block-4.log`);
  assert.match(log, /stopped: what was computed is kept[^]*== block 4, .* start 1/);
  await again(slurm, dirac);
  assert.ok((await alone).success);
  await dirac.isSame("array", "alone");
}

/** The same command once more hands in what is missing, and no more. */
async function again(slurm: Slurm, dirac: Dirac): Promise<void> {
  const { out, errors } = await dirac.call(slurm.env, "array", "--on", "slurm");
  const array = numberIn(out + errors, /job (\d+): 2 of 6 blocks \(2-3\)/);
  const join = numberIn(out, /job (\d+): joins/);
  await until(
    "the second join has ended",
    async () => (await slurm.queue(`${array},${join}`)).length === 0,
  );
}

/** Deno's processes that train a block. */
function ofBlock(dirac: Dirac, block: number): Promise<number[]> {
  const words = [dirac.folder("array"), `--block ${block} `];
  return processes(({ line }) =>
    !line.startsWith("/bin/bash") && words.every((word) => line.includes(word))
  );
}
