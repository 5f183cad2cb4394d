import assert from "node:assert/strict";
import { BLOCKS, Dirac, ENV } from "./dirac.ts";

const all = Array.from({ length: BLOCKS }, (_, i) => ["--block", `${i + 1}`]).flat();

Deno.test("several owners of the same blocks at once write the same", async () => {
  const dirac = await Dirac.make(2000);
  const owners = [0, 1, 2, 3].map(async (i) => {
    await new Promise((done) => setTimeout(done, 700 * i));
    return await dirac.call({}, "owners", ...all, "--checkpoint", "0.1");
  });
  for (const { success, errors } of await Promise.all(owners)) assert.ok(success, errors);
  const joined = await dirac.call({}, "owners", "--join");
  assert.ok(joined.success, joined.errors);
  assert.ok((await dirac.call({}, "alone")).success);
  await dirac.isSame("owners", "alone");
});

Deno.test("blocks that GNU parallel hands out give one process's tables", async () => {
  const dirac = await Dirac.make(400);
  const [parallel, alone] = await Promise.all([
    new Deno.Command("parallel", {
      args: [
        "--jobs",
        "2",
        "--will-cite",
        Deno.execPath(),
        ...dirac.args("parallel"),
        "--block",
        "{}",
      ]
        .concat(":::", ...Array.from({ length: BLOCKS }, (_, i) => `${i + 1}`)),
      env: ENV,
    }).output(),
    dirac.call({}, "alone"),
  ]);
  assert.ok(parallel.success, new TextDecoder().decode(parallel.stderr));
  assert.ok(alone.success);
  assert.ok((await dirac.call({}, "parallel", "--join")).success);
  await dirac.isSame("parallel", "alone");
});
