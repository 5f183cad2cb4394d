import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** The SHA-256 of all parts one after the other, in hexadecimal; a browser's own comes later. */
export function digestOf(...content: readonly (string | Uint8Array)[]): string {
  const hash = sha256.create();
  for (const part of content) {
    hash.update(typeof part === "string" ? new TextEncoder().encode(part) : part);
  }
  return bytesToHex(hash.digest());
}
