import assert from "node:assert/strict";
import { murmur3 } from "../../lib/random/murmur3.ts";

Deno.test("the key hash is MurmurHash3_x86_128: SMHasher's verification value", () => {
  // SMHasher hashes the keys {}, {0}, {0, 1}, ... with the seeds 256, 255, ..., then the hashes.
  const all = new Int32Array(256 * 4);
  for (let n = 0; n < 256; n++) {
    all.set(murmur3(Uint8Array.from({ length: n }, (_, i) => i), 256 - n), 4 * n);
  }
  assert.equal(murmur3(new Uint8Array(all.buffer), 0)[0] >>> 0, 0xb3ece62a);
});
