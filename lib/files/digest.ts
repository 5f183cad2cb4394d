import { createHash } from "node:crypto";
import { checkArgument, own } from "../options/mod.ts";

/**
 * The SHA-256 digest of a content, in hexadecimal digits: what tells that a file is as
 * it was written.
 *
 * @param content A text counts as UTF-8; several parts count as one content.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { digestOf } from "saddle/files/mod.ts";
 *
 * assert.equal(digestOf("ab"), digestOf("a", Uint8Array.of(98)));
 * assert.match(digestOf(""), /^e3b0c44298fc1c14/);
 * ```
 */
export function digestOf(...content: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const one of content) {
    checkArgument("digestOf", "content", one, CONTENT);
    hash.update(one);
  }
  return hash.digest("hex");
}

const CONTENT = own<string | Uint8Array>({
  fits: "texts and bytes",
  is: (value) => typeof value === "string" || value instanceof Uint8Array,
});
