import assert from "node:assert/strict";
import { digestOf } from "saddle/browser/digest.ts";
import { digestOf as native } from "saddle/files/mod.ts";

Deno.test("a page's digests are those of the system's SHA-256", () => {
  const parts = [[], ["abc"], ["ab", "c"], [Uint8Array.of(0, 255, 128), "é", new Uint8Array(1000)]];
  for (const content of parts) assert.equal(digestOf(...content), native(...content));
});
