import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { start } from "saddle/engine/mod.ts";
import { enginesHere } from "../engines.ts";

/**
 * What tests/engine/bits.ts printed on an AMD EPYC with AVX-512 (Zen 4). Intel's Haswell (AVX2), as QEMU
 * plays it, gave the same bits for its operations and for short trainings of three of these kinds.
 */
const STORED: Record<string, string> = JSON.parse(
  readFileSync(join(import.meta.dirname!, "bits.json"), "utf8"),
);

const isNative = enginesHere().includes("tensorflow");
const promised = isNative && (await start({ engine: "tensorflow" })).sameBits;

/** What a process of its own prints, whose engine starts with this environment. */
async function bitsOf(
  env: Record<string, string>,
  before: string[] = [],
): Promise<Record<string, string>> {
  const [command = "", ...args] = [
    ...before,
    Deno.execPath(),
    "run",
    "-A",
    join(import.meta.dirname!, "bits.ts"),
  ];
  const { stdout, stderr } = await new Deno.Command(command, {
    args,
    env: { SADDLE_ENGINE: "tensorflow", ...env },
  }).output();
  const text = new TextDecoder().decode(stdout);
  assert.ok(text.startsWith("{"), new TextDecoder().decode(stderr));
  return JSON.parse(text);
}

Deno.test({
  name: "trainings and operations have the stored bits, on any x86-64 processor with AVX2",
  ignore: !promised,
  fn: async () => assert.deepEqual(await bitsOf({}), STORED),
});

Deno.test({
  name: "bits are the same on one core",
  ignore: !promised || Deno.build.os !== "linux",
  async fn() {
    const core = /Cpus_allowed_list:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))![1]!;
    assert.deepEqual(await bitsOf({}, ["taskset", "-c", core]), STORED);
  },
});

Deno.test({
  name: "bits are the same whatever the threads that runs share",
  ignore: !promised,
  fn: async () => assert.deepEqual(await bitsOf({ SADDLE_THREADS: "5" }), STORED),
});

Deno.test({
  name: "an engine that is let loose promises nothing",
  ignore: !isNative,
  async fn() {
    const program = join(import.meta.dirname!, "first_call.ts");
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", program],
      env: { SADDLE_BITS: "fast" },
    }).output();
    assert.equal(JSON.parse(new TextDecoder().decode(stdout)).sameBits, false);
  },
});
