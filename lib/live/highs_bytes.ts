import { fileURLToPath } from "node:url";

/**
 * The WebAssembly of HiGHS, whole. In a bundle the builder puts the bytes themselves in the place
 * of this module.
 */
export const HIGHS: Uint8Array = Deno.readFileSync(
  fileURLToPath(import.meta.resolve("highs/runtime")),
);
