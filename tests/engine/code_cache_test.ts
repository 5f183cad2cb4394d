import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { candidates } from "saddle/engine/tensorflow/locate.ts";
import { trim } from "saddle/engine/tensorflow/code_cache.ts";
import type { FirstCall } from "./first_call.ts";

const [library] = candidates();

/** A test with an empty cache, where there is a native library. */
function withCache(name: string, test: (cache: string) => Promise<void>): void {
  Deno.test({
    name,
    ignore: library === undefined,
    async fn() {
      const cache = mkdtempSync(join(tmpdir(), "saddle-cache-"));
      try {
        await test(cache);
      } finally {
        rmSync(cache, { recursive: true, force: true });
      }
    },
  });
}

async function firstCall(cache: string, env: Record<string, string> = {}): Promise<FirstCall> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join(import.meta.dirname!, "first_call.ts")],
    env: { SADDLE_CACHE: cache, TENSORFLOW_LIBRARY: library!.path, NO_COLOR: "1", ...env },
  }).output();
  const text = new TextDecoder().decode(stdout).trim();
  assert.ok(text.startsWith("{"), new TextDecoder().decode(stderr));
  // Deno's own word where another Deno starts in this folder at the same moment
  const logged = new TextDecoder().decode(stderr).replaceAll(/^Blocking waiting for .*\n/gm, "");
  assert.equal(logged, "", "nothing is logged");
  return JSON.parse(text);
}

/** The files of machine code that a cache holds. */
function codeIn(cache: string): string[] {
  const folder = join(cache, "compiled");
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".pb")).map((name) => join(folder, name)).sort();
}

withCache("a later process takes the machine code of an earlier one", async (cache) => {
  const first = await firstCall(cache);
  const [file, ...others] = codeIn(cache);
  assert.equal(others.length, 0);
  utimesSync(file!, 1, 1);
  const second = await firstCall(cache);
  assert.equal(second.mode, "xla");
  assert.equal(second.bits, first.bits);
  assert.deepEqual(codeIn(cache), [file]);
  assert.ok(statSync(file!).mtimeMs > 1e12, "the file was used");
  assert.equal(statSync(join(cache, "compiled")).mode & 0o777, 0o700);
});

withCache("code for other instructions is not taken", async (cache) => {
  const isa = { XLA_FLAGS: "--xla_cpu_max_isa=AVX" };
  const alone = await firstCall(cache, { ...isa, SADDLE_CODE_CACHE: "off" });
  assert.deepEqual(codeIn(cache), []);
  const usual = await firstCall(cache);
  const narrow = await firstCall(cache, isa);
  assert.equal(narrow.bits, alone.bits);
  assert.notEqual(narrow.bits, usual.bits);
  assert.equal(codeIn(cache).length, 2);
});

withCache("a file that is broken or cut short only costs time", async (cache) => {
  const { bits } = await firstCall(cache);
  const [file = ""] = codeIn(cache), whole = readFileSync(file);
  truncateSync(file, 1000);
  assert.equal((await firstCall(cache)).bits, bits);
  const broken = whole.with(whole.length >> 1, whole[whole.length >> 1]! ^ 1);
  writeFileSync(codeIn(cache)[0]!, broken);
  assert.equal((await firstCall(cache)).bits, bits);
  assert.equal(codeIn(cache).length, 1);
  assert.ok(!readFileSync(codeIn(cache)[0]!).equals(broken));
});

withCache("code that TensorFlow refuses is compiled again", async (cache) => {
  const { bits } = await firstCall(cache);
  const [file = ""] = codeIn(cache);
  // its checksum is right, so only TensorFlow can see that it is no code
  const rubbish = "rubbish";
  const name = file.replace(/[0-9a-f]{64}(?=-xla)/, sha256(rubbish));
  rmSync(file);
  writeFileSync(name, rubbish);
  assert.equal((await firstCall(cache)).bits, bits);
  assert.notEqual(readFileSync(codeIn(cache)[0]!, "utf8"), rubbish);
});

withCache("several processes at once agree and keep whole files", async (cache) => {
  const all = await Promise.all([1, 2, 3].map(() => firstCall(cache)));
  assert.equal(new Set(all.map(({ bits }) => bits)).size, 1);
  for (const file of codeIn(cache)) {
    assert.ok(file.includes(sha256(readFileSync(file))), `${file} is whole`);
  }
});

withCache("where no folder can be made, code is compiled in each process", async (cache) => {
  writeFileSync(join(cache, "compiled"), "a file in its place");
  const { mode, code } = await firstCall(cache);
  assert.deepEqual({ mode, code }, { mode: "xla", code: "" });
});

withCache("a folder that others could write to is closed to them", async (cache) => {
  mkdirSync(join(cache, "compiled"));
  chmodSync(join(cache, "compiled"), 0o777);
  assert.equal((await firstCall(cache)).mode, "xla");
  assert.equal(statSync(join(cache, "compiled")).mode & 0o777, 0o700);
});

withCache("what a killed process left is cleared, what a living one has stays", async (cache) => {
  const dead = join(cache, "compiled", `work-${hostname()}-999999999`);
  const alive = join(cache, "compiled", `work-${hostname()}-${Deno.pid}`);
  for (const folder of [dead, alive]) mkdirSync(folder, { recursive: true });
  await firstCall(cache);
  assert.deepEqual([existsSync(dead), existsSync(alive)], [false, true]);
});

withCache("a full disk only costs time", async (cache) => {
  const disk = join(cache, "compiled");
  mkdirSync(disk);
  const mounted = await run("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
  if (!mounted) return; // only the system's owner can make a disk that is soon full
  try {
    assert.equal((await firstCall(cache)).mode, "xla");
  } finally {
    await run("umount", [disk]);
  }
});

Deno.test("trimming removes what was not used for the longest time", () => {
  const folder = mkdtempSync(join(tmpdir(), "saddle-trim-"));
  try {
    for (const [age, name] of ["old.pb", "newer.pb", "newest.pb"].entries()) {
      writeFileSync(join(folder, name), new Uint8Array(100));
      utimesSync(join(folder, name), 1000 + age, 1000 + age);
    }
    trim(folder, 300);
    assert.equal(readdirSync(folder).length, 3);
    trim(folder, 299);
    assert.deepEqual(readdirSync(folder).sort(), ["newer.pb", "newest.pb"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

async function run(command: string, args: string[]): Promise<boolean> {
  const { success } = await new Deno.Command(command, { args, stderr: "null" }).output().catch(
    () => ({ success: false }),
  );
  return success;
}
