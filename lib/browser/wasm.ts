import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { Engine } from "../engine/mod.ts";
import { registerWasmKernels } from "../engine/wasm_kernels.ts";
import { registerWasmMatMul } from "../engine/wasm_matmul.ts";
import { WASM } from "./wasm_bytes.ts";

const FORMS = [
  "tfjs-backend-wasm-simd.wasm",
  "tfjs-backend-wasm.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm",
];

/**
 * Starts TensorFlow.js's WebAssembly from its bytes: a page that is a file can fetch nothing but
 * what it made itself. One thread, with SIMD, which every browser since 2023 has.
 *
 * @throws {Error} If the browser has no WebAssembly with SIMD.
 */
export async function startWasm(): Promise<Engine> {
  const url = URL.createObjectURL(new Blob([WASM as BlobPart], { type: "application/wasm" }));
  try {
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths(Object.fromEntries(FORMS.map((form) => [form, url])));
    if (!await tf.setBackend("wasm")) throw new Error("TensorFlow.js's WebAssembly did not start.");
    await tf.ready();
  } finally {
    URL.revokeObjectURL(url);
  }
  registerWasmKernels();
  registerWasmMatMul();
  return {
    report: {
      name: "wasm",
      version: tf.version_core,
      device: "1 thread with SIMD, in the browser",
      memory: undefined,
      xla: false,
      library: "",
      sameBits: true,
      code: "",
      note: "",
    },
    handles: () => tf.memory().numDataBuffers,
  };
}
