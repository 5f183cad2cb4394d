import assert from "node:assert/strict";
import process from "node:process";
import * as tf from "@tensorflow/tfjs";
import { describe, type EngineReport, start } from "saddle/engine/mod.ts";
import { enginesHere, forEachEngine } from "../engines.ts";

forEachEngine("a started engine reports what it is, as data and in one line", async (engine) => {
  const report = await start({ engine });
  assert.equal(report.name, engine);
  assert.equal(tf.getBackend(), engine);
  assert.match(report.version, /^\d+\.\d+\.\d+/);
  assert.equal(report.xla, engine === "tensorflow");
  assert.equal(report.library !== "", engine === "tensorflow");
  const line = describe(report);
  assert.ok(line.startsWith(`${engine}: TensorFlow`), line);
  assert.ok(line.includes(report.version) && !line.includes("\n"), line);
  assert.ok(!line.includes(report.library) || report.library === "", "no path in a line for pages");
});

Deno.test("WebAssembly uses the processor's vectors", async () => {
  assert.equal((await start({ engine: "wasm" })).device, "1 thread with SIMD");
});

Deno.test("the line of an engine says what was tried before it", () => {
  const report: EngineReport = {
    name: "wasm",
    version: "4.22.0",
    device: "1 thread with SIMD",
    memory: undefined,
    xla: false,
    library: "",
    sameBits: true,
    code: "",
    note: "No native TensorFlow library was found.",
  };
  assert.equal(
    describe(report),
    "wasm: TensorFlow.js 4.22.0 on WebAssembly, 1 thread with SIMD " +
      "(No native TensorFlow library was found.)",
  );
});

Deno.test("an unknown engine is an error that lists the known ones", async () => {
  await assert.rejects(start({ engine: "webgl" as "wasm" }), {
    name: "RangeError",
    message: 'There is no engine "webgl". Known engines: tensorflow, webgpu, wasm, cpu.',
  });
});

Deno.test({
  name: "switching engines and back keeps the tensors of each",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn() {
    const here = enginesHere();
    const [one, other] = [here[0]!, here.at(-1)!];
    await start({ engine: one });
    const x = tf.mul(tf.scalar(2), 3);
    await start({ engine: other });
    const y = tf.mul(tf.scalar(5), 7);
    await start({ engine: one });
    assert.deepEqual([x.dataSync()[0], tf.add(x, 1).dataSync()[0]], [6, 7]);
    assert.equal(y.dataSync()[0], 35);
  },
});

Deno.test("SADDLE_ENGINE does not undo the engine that a program chose", async () => {
  const before = process.env["SADDLE_ENGINE"];
  await start({ engine: "wasm" });
  process.env["SADDLE_ENGINE"] = "cpu";
  try {
    assert.equal((await start()).name, "wasm");
  } finally {
    if (before === undefined) delete process.env["SADDLE_ENGINE"];
    else process.env["SADDLE_ENGINE"] = before;
  }
});
