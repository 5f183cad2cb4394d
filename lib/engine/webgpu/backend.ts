import { util } from "@tensorflow/tfjs";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { RemoteDevice } from "./remote_device.ts";

/** TensorFlow.js's WebGPU backend on a device in a thread of its own, so that `dataSync` works. */
export class SaddleWebgpuBackend extends WebGPUBackend {
  readonly #remote: RemoteDevice;

  /** A backend on `remote`. */
  constructor(remote: RemoteDevice, info: GPUAdapterInfo) {
    super(remote.asDevice, info);
    this.#remote = remote;
  }

  /** Reads a buffer. */
  override getBufferData(buffer: GPUBuffer): Promise<ArrayBuffer> {
    this.#submit();
    return this.#remote.read(buffer);
  }

  /** Reads a tensor while this thread waits. */
  override readSync(dataId: object): ReturnType<WebGPUBackend["readSync"]> {
    const entry = this.tensorMap.get(dataId);
    const { values, dtype, resource } = entry;
    if (values || dtype === "string" || dtype === "complex64") return super.readSync(dataId);
    this.#submit();
    const bytes = this.#remote.readSync(resource as GPUBuffer);
    return entry.values = util.convertBackendValuesAndArrayBuffer(bytes, dtype);
  }

  /** Hands over what was recorded. */
  #submit(): void {
    this.ensureCommandEncoderReady();
    this.endComputePassEncoder();
    this.submitQueue();
  }
}
