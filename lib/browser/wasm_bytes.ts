import { fileURLToPath } from "node:url";

/**
 * TensorFlow.js's WebAssembly, whole. In a bundle the builder puts the bytes themselves in the place
 * of this module.
 */
export const WASM: Uint8Array = Deno.readFileSync(
  fileURLToPath(
    import.meta.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm"),
  ),
);
