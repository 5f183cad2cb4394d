import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { describeAdapter } from "saddle/engine/webgpu/adapter.ts";
import { forEachEngine } from "../engines.ts";
import { startWith } from "./start_with.ts";

/** Tests of what this engine alone does; all others show that it computes as the rest do. */
function webgpuTest(name: string, test: () => void | Promise<void>): void {
  forEachEngine(name, test, { engines: ["webgpu"] });
}

webgpuTest("values of each type and shape are the same, waited for or not", async () => {
  const make = () => [
    tf.tanh(tf.linspace(-1, 1, 7)),
    tf.add(tf.range(0, 5, 1, "int32"), tf.scalar(1, "int32")),
    tf.greater(tf.tensor1d([1, 2, 3]), 2),
    tf.mul(tf.zeros([0, 3]), 2),
    tf.tanh(tf.ones([300, 400])),
  ];
  const [here, there] = [tf.tidy(make), tf.tidy(make)];
  const sync = here.map((tensor) => tensor.dataSync());
  const later = await Promise.all(there.map((tensor) => tensor.data()));
  assert.deepEqual(later, sync);
  assert.deepEqual(sync.slice(1, 3), [Int32Array.of(1, 2, 3, 4, 5), Uint8Array.of(0, 0, 1)]);
  assert.deepEqual(here[0]!.dataSync(), sync[0]); // for the second time
  tf.dispose([here, there]);
});

webgpuTest("more tensors can be summed than one shader takes", () => {
  const sum = tf.tidy(() =>
    tf.addN(Array.from({ length: 100 }, (_, i) => tf.tensor1d([i, -i]))).dataSync()
  );
  assert.deepEqual(sum, Float32Array.of(4950, -4950));
});

webgpuTest("what goes wrong on the GPU is told by the next reading, and then forgotten", () => {
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  device.createShaderModule({ code: "this is no shader" });
  const read = () => tf.tidy(() => tf.tanh(tf.ones([5])).dataSync().length);
  assert.throws(read, /^Error: WebGPU failed: .*this/s);
  assert.equal(read(), 5);
});

Deno.test("a program in the place of a GPU is known by its word or by its name", () => {
  const info = { vendor: "", architecture: "", device: "", isFallbackAdapter: false };
  const describe = (more: object) =>
    describeAdapter({ info: { ...info, ...more } as unknown as GPUAdapterInfo });
  assert.deepEqual(describe({ description: "NVIDIA GeForce RTX 3060" }), {
    name: "NVIDIA GeForce RTX 3060",
    software: false,
  });
  assert.deepEqual(describe({ vendor: "apple", architecture: "common-3" }), {
    name: "apple common-3",
    software: false,
  });
  assert.equal(describe({ description: "llvmpipe (LLVM 19.1.7, 256 bits)" }).software, true);
  assert.equal(describe({ vendor: "google", architecture: "swiftshader" }).software, true);
  assert.equal(describe({ description: "a new one", isFallbackAdapter: true }).software, true);
});

Deno.test("where there is no GPU, WebGPU says what to install", async () => {
  // the driver of another system
  const nowhere = { DENO_WEBGPU_BACKEND: Deno.build.os === "windows" ? "metal" : "dx12" };
  const { error = "" } = await startWith({ ...nowhere, SADDLE_ENGINE: "webgpu" });
  assert.match(error, /The engine "webgpu" cannot start\. WebGPU found no GPU\./);
  assert.match(error, /Vulkan.*mesa-vulkan-drivers/);
});
