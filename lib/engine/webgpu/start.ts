import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../engine.ts";
import { pinLibraries } from "../pin_libraries.ts";
import { describeAdapter } from "./adapter.ts";
import { SaddleWebgpuBackend } from "./backend.ts";
import { mendWebgpuKernels } from "./kernels.ts";
import { RemoteDevice } from "./remote_device.ts";
import { requestAdapter } from "./request_adapter.ts";

/**
 * Starts TensorFlow.js on a GPU through Deno's WebGPU.
 *
 * @param software Whether an adapter will do that the processor plays (Mesa's llvmpipe): good for
 * tests, slower than WebAssembly.
 * @throws {Error} If there is no adapter, none but a software one, or it computes wrongly.
 */
export async function startWebgpu(software: boolean): Promise<Engine> {
  const adapter = await requestAdapter();
  if (!adapter) throw new Error(software ? NO_ADAPTER + DRIVERS : NO_ADAPTER);
  const { name, software: isSoftware } = describeAdapter(adapter);
  if (isSoftware && !software) {
    throw new Error(`The only GPU is played by the processor (${name}).`);
  }
  const backend = new SaddleWebgpuBackend(await RemoteDevice.start(), adapter.info);
  await register(backend);
  pinLibraries();
  mendWebgpuKernels(backend.device.limits.maxStorageBuffersPerShaderStage);
  return {
    report: {
      name: "webgpu",
      version: tf.version_core,
      device: isSoftware ? `${name}, which the processor plays` : name,
      memory: undefined,
      xla: false,
      library: "",
      sameBits: false,
      code: "",
      note: "",
    },
    handles: () => backend.numDataIds(),
  };
}

const NO_ADAPTER = "WebGPU found no GPU.";
const DRIVERS =
  " It needs a driver for Vulkan, Metal or DirectX 12; where there is no GPU, Debian's " +
  "package mesa-vulkan-drivers has one that the processor plays.";

/** Makes `backend` the one that computes, in the place of the one that its package registers. */
async function register(backend: SaddleWebgpuBackend): Promise<void> {
  tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => backend);
  await tf.setBackend("webgpu");
  const square = tf.tidy(() => tf.matMul([[1, 2], [3, 4]], [[1, 2], [3, 4]]).dataSync());
  if (square.join() === "7,10,15,22") return;
  tf.removeBackend("webgpu");
  throw new Error(`This GPU computes wrongly: [1 2; 3 4]² came out as ${square}.`);
}
