import assert from "node:assert/strict";
import { xoshiro128 } from "../../lib/random/xoshiro128.ts";

/** The reference code of xoshiro128** 1.1 in arbitrary-precision integers. */
function reference(state: number[]): () => number {
  const s = state.map((x) => BigInt(x >>> 0)), mask = 0xffffffffn;
  const rotl = (x: bigint, k: bigint) => (x << k | x >> (32n - k)) & mask;
  return () => {
    const result = rotl(s[1]! * 5n & mask, 7n) * 9n & mask;
    const t = s[1]! << 9n & mask;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = rotl(s[3]!, 11n);
    return Number(result);
  };
}

Deno.test("the generator is xoshiro128**, bit for bit", () => {
  for (const state of [[1, 2, 3, 4], [-1, 7, 0x7fffffff, -0x80000000]] as const) {
    const ours = xoshiro128(state), theirs = reference([...state]);
    for (let i = 0; i < 1000; i++) assert.equal(ours() >>> 0, theirs());
  }
});

Deno.test("the all-zero state, from which xoshiro never moves, is replaced", () => {
  const bits = xoshiro128([0, 0, 0, 0]);
  const words = new Set(Array.from({ length: 100 }, bits));
  assert.ok(words.size > 90, `${words.size} different words in 100`);
});

Deno.test("words drawn at once are those of calls, as many as were asked for", () => {
  const bulk = xoshiro128([1, 2, 3, 4]), called = xoshiro128([1, 2, 3, 4]);
  const words = new Int32Array(20).fill(-7);
  bulk.fill(words, 13);
  assert.deepEqual([...words.subarray(0, 13)], Array.from({ length: 13 }, () => called()));
  assert.deepEqual([...words.subarray(13)], new Array(7).fill(-7));
  assert.deepEqual(bulk.position(), called.position());
  bulk.fill(words);
  assert.deepEqual([...words], Array.from({ length: 20 }, () => called()));
});
