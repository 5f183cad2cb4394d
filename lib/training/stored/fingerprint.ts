import { digestOf } from "../../files/mod.ts";

/** A short text that is the same for the same numbers. */
export function fingerprint(arrays: readonly Float32Array[]): string {
  const bytes = arrays.map(({ buffer, byteOffset, byteLength }) =>
    new Uint8Array(buffer, byteOffset, byteLength)
  );
  return digestOf(...bytes).slice(0, 16);
}
