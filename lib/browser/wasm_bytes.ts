import { fileURLToPath } from "node:url";

/**
 * TensorFlow.js's WebAssembly, whole. In a bundle the builder puts the bytes themselves in the place
 * of this module.
 */
export const WASM: Uint8Array = Deno.readFileSync(
  fileURLToPath(
    new URL(
      "tfjs-backend-wasm-simd.wasm",
      import.meta.resolve("@tensorflow/tfjs-backend-wasm"),
    ),
  ),
);
