import * as tf from "@tensorflow/tfjs";
import { anyText, open, read, type Spec } from "../options/mod.ts";
import { type Engine, type EngineName, engineNamed, type EngineReport } from "./engine.ts";
import { TRIED, variable } from "./environment.ts";
import { repairGradients } from "./gradients.ts";
import { keepNaN } from "./keep_nan.ts";
import { lendKernels } from "./lent_kernels.ts";
import { mendReductionsOfNothing } from "./nothing.ts";
import { mendNumberTypes } from "./number_types.ts";
import { keepPlaces } from "./places.ts";

/** What {@linkcode start} may be told. */
export interface StartOptions {
  /**
   * The engine to use; default is the environment variable `SADDLE_ENGINE`, or else the best one
   * that starts. An engine that was asked for and cannot start is an error.
   */
  readonly engine?: EngineName;
}

/** What fits {@linkcode StartOptions}; `engineNamed` says which names there are. */
const START = { engine: open(anyText()) } satisfies Spec<{ engine?: string }>;

let running: Promise<Engine> | undefined;
let current: Engine | undefined;
/** Engines that were started before: switching back to one must find its tensors. */
const started = new Map<EngineName, Engine>();

/**
 * Starts the engine that computes: native TensorFlow where its library is found, else WebGPU where
 * there is a GPU that is no program, else WebAssembly.
 * Calling it again returns the report of the engine that runs; asking for another one switches.
 *
 * @throws {RangeError} If there is no engine of that name.
 * @throws {Error} If the engine that was asked for cannot start.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { start } from "saddle/engine/mod.ts";
 *
 * const report = await start({ engine: "wasm" });
 * assert.equal(report.name, "wasm");
 * ```
 */
export async function start(options: StartOptions = {}): Promise<EngineReport> {
  read("start", options, START);
  // the environment decides which engine starts first; it does not undo what a program chose since
  const wanted = options.engine ?? (current ? undefined : fromEnvironment());
  if (current && (wanted === undefined || wanted === current.report.name)) return current.report;
  const starting = running = wanted ? launch(engineNamed(wanted), true) : launchBest();
  const engine = await starting;
  if (starting === running) current = engine;
  return engine.report;
}

/** The engine that runs. @throws {Error} If none was started. */
export function currentEngine(): Engine {
  if (!current) throw new Error("No engine runs yet: call `await start()` first.");
  return current;
}

/** How many tensors are alive, in TensorFlow.js and as native handles. */
export function tensorCounts(): { readonly tensors: number; readonly handles: number } {
  return { tensors: tf.memory().numTensors, handles: currentEngine().handles() };
}

function fromEnvironment(): EngineName | undefined {
  const name = variable("SADDLE_ENGINE");
  return name ? engineNamed(name) : undefined;
}

async function launch(name: EngineName, demanded: boolean): Promise<Engine> {
  const before = started.get(name);
  if (before) {
    await tf.setBackend(name);
    return before;
  }
  repairGradients();
  try {
    const engine = await launchFirst(name, demanded);
    lendKernels(name);
    keepNaN(name);
    keepPlaces(name);
    mendReductionsOfNothing(name);
    mendNumberTypes(name);
    started.set(name, engine);
    return engine;
  } catch (error) {
    throw new Error(`The engine "${name}" cannot start. ${messageOf(error)}`, { cause: error });
  }
}

async function launchFirst(name: EngineName, demanded: boolean): Promise<Engine> {
  switch (name) {
    case "tensorflow":
      return await (await import("./tensorflow/start.ts")).startTensorflow();
    case "webgpu": // one that the processor plays is slower than WebAssembly
      return await (await import("./webgpu/start.ts")).startWebgpu(demanded);
    case "wasm":
      return await (await import("./wasm.ts")).startWasm();
    case "cpu":
      return await startCpu();
  }
}

async function launchBest(): Promise<Engine> {
  const failures: string[] = [];
  for (const name of TRIED) {
    try {
      const engine = await launch(name, false);
      if (failures.length === 0) return engine;
      return { ...engine, report: { ...engine.report, note: failures.join(" ") } };
    } catch (error) {
      failures.push(messageOf(error));
    }
  }
  throw new Error(`No engine can start. ${failures.join(" ")}`);
}

async function startCpu(): Promise<Engine> {
  await tf.setBackend("cpu");
  // without this the first tensor prints a banner that advertises another backend
  (tf.backend() as unknown as { firstUse: boolean }).firstUse = false;
  return {
    report: {
      name: "cpu",
      version: tf.version_core,
      device: "CPU",
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
