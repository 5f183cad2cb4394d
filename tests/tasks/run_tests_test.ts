import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runTests } from "../../lib/tasks/mod.ts";

Deno.test("a suite that waits for what never comes is interrupted, and counts as a failure", async () => {
  const folder = await Deno.makeTempDir(), said: string[] = [];
  const { log } = console;
  console.log = (line: string) => said.push(line);
  try {
    const suite = join(folder, "waits_test.ts");
    await Deno.writeTextFile(
      suite,
      `Deno.test("waits", () => new Promise(() => setInterval(() => {}, 1000)));`,
    );
    const total = await runTests([{ title: "waits", args: ["--no-check", suite] }], 2, 3);
    assert.ok(total.failed >= 1);
    assert.match(said.join("\n"), /pending:\s+waits/);
  } finally {
    console.log = log;
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("temporary files that tests leave are gone when all have ended", async () => {
  const folder = await Deno.makeTempDir(), note = join(folder, "note");
  const { log } = console;
  console.log = () => {}; // the totals of these would count as ours
  try {
    const suite = join(folder, "leaves_test.ts");
    await Deno.writeTextFile(
      suite,
      `Deno.test("leaves a folder", () =>
         Deno.writeTextFile(${JSON.stringify(note)}, Deno.makeTempDirSync()));`,
    );
    const total = await runTests([{ title: "leaves a folder", args: ["--no-check", suite] }], 2);
    assert.deepEqual([total.passed, total.failed], [1, 0]);
    const left = await Deno.readTextFile(note);
    assert.match(left, /saddle-tests/);
    assert.equal(existsSync(left), false, left);
  } finally {
    console.log = log;
    await Deno.remove(folder, { recursive: true });
  }
});
