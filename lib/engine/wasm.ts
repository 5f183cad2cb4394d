import { fileURLToPath } from "node:url";
import { existsSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { Engine } from "./engine.ts";
import { registerWasmKernels } from "./wasm_kernels.ts";
import { registerWasmMatMul } from "./wasm_matmul.ts";

/**
 * Starts TensorFlow.js on WebAssembly, with SIMD, on one thread: what runs everywhere.
 *
 * TensorFlow.js has a build with threads, which it uses in browsers only (tfjs issue 3830): its
 * threads are classic workers, made of the text of a function of the bundle, and neither is to be
 * had in Deno. It would use half of the cores: on two cores it has one thread too.
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
  registerWasmMatMul();
  const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  return {
    report: {
      name: "wasm",
      version: tf.version_core,
      device: `1 thread${simd ? " with SIMD" : ""}`,
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
