import { fileURLToPath } from "node:url";
import { existsSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { getThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { Engine } from "./engine.ts";
import { registerWasmKernels } from "./wasm_kernels.ts";

/**
 * Starts TensorFlow.js on WebAssembly: what runs everywhere.
 *
 * @throws {Error} If a file of the package is missing or WebAssembly does not start.
 */
export async function startWasm(): Promise<Engine> {
  const folder = new URL("./", import.meta.resolve("@tensorflow/tfjs-backend-wasm"));
  const binary = fileURLToPath(new URL("tfjs-backend-wasm-simd.wasm", folder));
  if (!existsSync(binary)) {
    throw new Error(`The file ${binary} is missing. Run \`deno task setup\` to put it back.`);
  }
  setWasmPaths(fileURLToPath(folder));
  if (!await tf.setBackend("wasm")) throw new Error("TensorFlow.js's WebAssembly did not start.");
  await tf.ready();
  registerWasmKernels();
  const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  const threaded = await tf.env().getAsync("WASM_HAS_MULTITHREAD_SUPPORT");
  const threads = threaded ? getThreadsCount() : 1;
  return {
    report: {
      name: "wasm",
      version: tf.version_core,
      device: `${threads} thread${threads === 1 ? "" : "s"}${simd ? " with SIMD" : ""}`,
      memory: undefined,
      xla: false,
      library: "",
      note: "",
    },
    handles: () => tf.memory().numDataBuffers,
  };
}
