import { createHash } from "node:crypto";

/** A short text that is the same for the same numbers. */
export function fingerprint(arrays: readonly Float32Array[]): string {
  const hash = createHash("sha256");
  for (const array of arrays) {
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  return hash.digest("hex").slice(0, 16);
}
