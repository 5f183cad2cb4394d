import assert from "node:assert/strict";
import { makeWorlds } from "saddle/replay/worlds.ts";

Deno.test("every world has a shift of its own, also among other kinds", () => {
  const worlds = makeWorlds({ kinds: ["shift:20", "avx:20", "avx2:20", "avx512:20", "wasm:20"] });
  assert.equal(new Set(worlds.map(({ shift }) => shift)).size, 100);
  assert.equal(new Set(worlds.map(({ name }) => name)).size, 100);
});

Deno.test("without a word there are 16 shifts, 8 at AVX and 4 on WebAssembly", () => {
  const kinds = makeWorlds({}).map(({ name }) => name.split("+")[0]);
  const count = (kind: string) => kinds.filter((name) => name === kind).length;
  assert.deepEqual(["shift", "avx", "wasm"].map(count), [16, 8, 4]);
  assert.equal(kinds.length, 28);
});

Deno.test("a world is the same whatever others are asked for", () => {
  const [all, some] = [makeWorlds({}), makeWorlds({ kinds: ["wasm"], replays: 2 })];
  assert.deepEqual(some, all.filter(({ name }) => name.startsWith("wasm")).slice(0, 2));
});

Deno.test("a first shift beyond those before gives new worlds only", () => {
  const before = new Set(makeWorlds({}).map(({ shift }) => shift));
  const fresh = makeWorlds({ firstShift: Math.max(...before) + 100 });
  assert.equal(fresh.filter(({ shift }) => before.has(shift)).length, 0);
});

Deno.test("a world's environment says what makes it, beside the flags that there are", () => {
  const around = { XLA_FLAGS: "--xla_dump_to=/tmp" };
  const [avx, wasm] = makeWorlds({ kinds: ["avx:1", "wasm:1"] }, around);
  assert.equal(avx!.env["XLA_FLAGS"], "--xla_dump_to=/tmp --xla_cpu_max_isa=AVX");
  assert.equal(wasm!.env["SADDLE_ENGINE"], "wasm");
  assert.equal(wasm!.env["XLA_FLAGS"], undefined);
  for (const { env, shift } of [avx!, wasm!]) assert.equal(env["SADDLE_SEED_SHIFT"], `${shift}`);
});

Deno.test("unknown worlds and impossible numbers are refused", () => {
  assert.throws(() => makeWorlds({ kinds: ["sse"] }), /no world "sse"; known worlds: shift, avx/);
  for (const kinds of [["avx:0"], ["avx:x"], ["avx:1.5"]]) {
    assert.throws(() => makeWorlds({ kinds }), /must be a whole number of at least 1/);
  }
  assert.throws(() => makeWorlds({ replays: 0 }), /--replays must be/);
  assert.throws(() => makeWorlds({ firstShift: -100 }), /--first-shift must be/);
});
