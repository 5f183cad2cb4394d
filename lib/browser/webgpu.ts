import * as tf from "@tensorflow/tfjs";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { Engine } from "../engine/mod.ts";
import { describeAdapter } from "../engine/webgpu/adapter.ts";
import { mendWebgpuKernels } from "../engine/webgpu/kernels.ts";
import { requestAdapter } from "./request_adapter.ts";

/**
 * Starts TensorFlow.js on the browser's GPU, if it computes rightly here: a browser whose GPU the
 * processor plays has been seen to give zeros.
 *
 * @param software Whether an adapter will do that the processor plays.
 * @throws {Error} If there is no adapter, none but a software one, or it computes wrongly.
 */
export async function startWebgpu(software: boolean): Promise<Engine> {
  const adapter = await requestAdapter();
  if (!adapter) throw new Error("WebGPU found no GPU.");
  const { name, software: isSoftware } = describeAdapter(adapter);
  if (isSoftware && !software) {
    throw new Error(`The only GPU is played by the processor (${name}).`);
  }
  const backend = new WebGPUBackend(await deviceOf(adapter), adapter.info);
  tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => backend);
  await tf.setBackend("webgpu");
  checkSquare();
  mendWebgpuKernels(adapter.limits.maxStorageBuffersPerShaderStage);
  return {
    report: {
      name: "webgpu",
      version: tf.version_core,
      device: `${name}, in the browser`,
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

/** A device with all that the adapter allows of what TensorFlow.js's kernels ask for. */
async function deviceOf(adapter: GPUAdapter): Promise<GPUDevice> {
  const names = [
    "maxComputeWorkgroupStorageSize",
    "maxComputeWorkgroupsPerDimension",
    "maxStorageBufferBindingSize",
    "maxBufferSize",
    "maxComputeWorkgroupSizeX",
    "maxComputeInvocationsPerWorkgroup",
  ] as const;
  const requiredLimits = Object.fromEntries(names.map((name) => [name, adapter.limits[name]]));
  return await adapter.requestDevice({ requiredLimits });
}

/** Reads at once, as the library does: not every browser's GPU can. */
function checkSquare(): void {
  const square = tf.tidy(() => tf.matMul([[1, 2], [3, 4]], [[1, 2], [3, 4]]).dataSync());
  if (square.join() === "7,10,15,22") return;
  tf.removeBackend("webgpu");
  throw new Error(`This GPU computes wrongly: [1 2; 3 4]² came out as ${square}.`);
}
