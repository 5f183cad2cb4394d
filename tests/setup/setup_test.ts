import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

interface Ended {
  readonly code: number;
  readonly lines: readonly string[];
}

/** Runs `deno task setup`'s program with an empty cache and, if told, without python3. */
async function runSetup(
  cache: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<Ended> {
  const program = fileURLToPath(new URL("../../lib/setup/main.ts", import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", program, ...args],
    env: { SADDLE_CACHE: cache, SADDLE_SETUP: "", TENSORFLOW_LIBRARY: "", NO_COLOR: "1", ...env },
  }).output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return { code, lines: text.trim().split("\n") };
}

/** Registers a test that gets an empty folder for a cache. */
function cacheTest(name: string, test: (cache: string) => Promise<void>): void {
  Deno.test(name, async () => {
    const cache = mkdtempSync(join(tmpdir(), "saddle-"));
    try {
      await test(cache);
    } finally {
      rmSync(cache, { recursive: true });
    }
  });
}

const NO_PROGRAMS = { PATH: "/nowhere" };

cacheTest("without python3 setup succeeds, in one line that says so", async (cache) => {
  const { code, lines } = await runSetup(cache, NO_PROGRAMS);
  assert.equal(code, 0);
  assert.equal(lines.length, 1, `expected one line, got ${lines.join(" / ")}`);
  assert.match(lines[0] ?? "", /^Ready: npm packages; .*there is no python3/);
});

cacheTest("what failed within a day is not tried again by the other tasks", async (cache) => {
  await runSetup(cache, NO_PROGRAMS);
  const { code, lines } = await runSetup(cache, NO_PROGRAMS, ["--no-retry"]);
  assert.equal(code, 0);
  assert.match(lines.join(), /there is no python3 \(tried within a day; `deno task setup` tries/);
});

cacheTest("SADDLE_SETUP=wasm fetches nothing", async (cache) => {
  const { code, lines } = await runSetup(cache, { SADDLE_SETUP: "wasm" });
  assert.equal(code, 0);
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? "", /SADDLE_SETUP=wasm/);
  assert.deepEqual(readdirSync(cache), []);
});

cacheTest("a library of one's own is used as it is", async (cache) => {
  const { lines } = await runSetup(cache, { TENSORFLOW_LIBRARY: "/nowhere/own.so" });
  assert.match(lines.join(), /TENSORFLOW_LIBRARY \(\/nowhere\/own\.so, which does not exist\)/);
  assert.deepEqual(readdirSync(cache), []);
});

cacheTest("an unknown SADDLE_SETUP is refused with the known ones", async (cache) => {
  const { code, lines } = await runSetup(cache, { SADDLE_SETUP: "gpu" });
  assert.equal(code, 1);
  assert.match(lines.join(), /^error: SADDLE_SETUP is "gpu"\. Known: cuda, cpu, wasm\.$/);
});
