/**
 * The engines of the machine that runs the tests, and tests that run once on each of them.
 *
 * @module
 */
import assert from "node:assert/strict";
import process from "node:process";
import { type EngineName, start, tensorCounts } from "saddle/engine/mod.ts";
import { candidates } from "saddle/engine/tensorflow/locate.ts";
import { findGpu } from "saddle/engine/webgpu/adapter.ts";

const forced = process.env["SADDLE_ENGINE"] as EngineName | undefined;
const hasGpu = !forced && await findGpu() !== undefined;

/**
 * The engines to test on, best first: all that this machine has, or the one that `SADDLE_ENGINE`
 * names. A native library or a GPU that is there but cannot be used is listed too, so that its tests
 * fail rather than vanish. A GPU that the processor plays takes minutes and has a task of its own, `deno task
 * test:webgpu`.
 */
export function enginesHere(): EngineName[] {
  if (forced) return [forced];
  return [
    ...(candidates().length > 0 ? ["tensorflow"] as const : []),
    ...(hasGpu ? ["webgpu"] as const : []),
    "wasm",
    "cpu",
  ];
}

/** What {@linkcode forEachEngine} may be told. */
export interface ForEachEngineOptions {
  /**
   * Only these engines, where they are here; default all. The slow `cpu` is rarely worth minutes, nor
   * is WebGPU where thousands of steps tell nothing new of it.
   */
  readonly engines?: readonly EngineName[];
}

/**
 * Registers one test for every engine of this machine, named `NAME (on ENGINE)`. The engine runs when
 * `test` is called, and the test fails if it leaves more or fewer tensors behind than it found: to
 * fill a cache that is meant to stay, do it once before.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { forEachEngine } from "../engines.ts";
 *
 * forEachEngine("1 and 1 make 2", () => {
 *   assert.equal(tf.tidy(() => tf.scalar(1).add(1).dataSync()[0]), 2);
 * });
 * ```
 */
export function forEachEngine(
  name: string,
  test: (engine: EngineName) => void | Promise<void>,
  { engines = enginesHere() }: ForEachEngineOptions = {},
): void {
  for (const engine of enginesHere().filter((here) => engines.includes(here))) {
    Deno.test({
      name: `${name} (on ${engine})`,
      // A native library stays open for the life of the process, by design
      sanitizeResources: false,
      sanitizeOps: false,
      fn: () => withoutLeak(engine, test),
    });
  }
}

async function withoutLeak(
  engine: EngineName,
  test: (engine: EngineName) => void | Promise<void>,
): Promise<void> {
  await start({ engine });
  const before = tensorCounts().tensors;
  await test(engine);
  const after = tensorCounts().tensors;
  assert.equal(
    after,
    before,
    `expected ${before} tensors after the test as before it, got ${after}`,
  );
}
