import { checkArgument, part, shownValue } from "../options/mod.ts";
import type { Program, Request } from "./step.ts";

/** The engines by name, in the order in which they are preferred. */
export const ENGINES = ["tensorflow", "webgpu", "wasm", "cpu"] as const;

/** The name of an engine. */
export type EngineName = typeof ENGINES[number];

/**
 * The engine of that name.
 *
 * @throws {RangeError} If there is none; lists the known ones.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { engineNamed, ENGINES } from "saddle/engine/mod.ts";
 *
 * assert.equal(engineNamed("wasm"), ENGINES[2]);
 * assert.throws(() => engineNamed("webgl"), /Known engines: tensorflow/);
 * ```
 */
export function engineNamed(name: string): EngineName {
  const found = ENGINES.find((engine) => engine === name);
  if (found) return found;
  throw new RangeError(
    `There is no engine ${shownValue(name)}. Known engines: ${ENGINES.join(", ")}.`,
  );
}

/** What computes, as data. {@linkcode describe} makes one line of it. */
export interface EngineReport {
  /** Which engine it is. */
  readonly name: EngineName;
  /** Version of TensorFlow, or of TensorFlow.js where that computes by itself. */
  readonly version: string;
  /** Where operations run: `"CPU"`, `"GPU:0"`, a GPU's name, how many threads. */
  readonly device: string;
  /** Memory of a GPU in bytes; undefined on a CPU, and where it is not told. */
  readonly memory: number | undefined;
  /** Whether compiled steps go through XLA. */
  readonly xla: boolean;
  /** The native library's path; empty where there is none. */
  readonly library: string;
  /**
   * Whether results are the same bits on every processor that this engine was tried on: on
   * TensorFlow every x86-64 processor with AVX2, whatever its cores.
   */
  readonly sameBits: boolean;
  /** The folder with machine code that outlives the process; empty where none is kept. */
  readonly code: string;
  /** What was tried before this engine and why it did not serve; empty if nothing was. */
  readonly note: string;
}

/** A running engine. */
export interface Engine {
  /** What it is. */
  readonly report: EngineReport;
  /** Makes a program of a step, where the engine has graphs. */
  readonly program?: (request: Request) => Program;
  /** How many native tensors are alive. */
  readonly handles: () => number;
  /** Where each kind of operation runs that `body` does, where the engine has several devices. */
  readonly placements?: (body: () => Promise<void>) => Promise<ReadonlyMap<string, string>>;
}

const aReport = part<EngineReport>("what start gives", ["name", "version", "note"]);

/**
 * The engine in one line.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { describe, start } from "saddle/engine/mod.ts";
 *
 * assert.match(describe(await start({ engine: "cpu" })), /^cpu: TensorFlow\.js 4\.\d+\.\d+ in plain JavaScript/);
 * ```
 */
export function describe(report: EngineReport): string {
  checkArgument("describe", "report", report, aReport);
  const what = {
    tensorflow: `TensorFlow ${report.version} on ${report.device}` +
      (report.xla ? ", steps compiled by XLA" : "") +
      (report.sameBits ? ", the same bits on every x86-64 processor with AVX2" : ""),
    webgpu: `TensorFlow.js ${report.version} on WebGPU, ${report.device}`,
    wasm: `TensorFlow.js ${report.version} on WebAssembly, ${report.device}`,
    cpu: `TensorFlow.js ${report.version} in plain JavaScript (slow: for comparison only)`,
  }[report.name];
  return `${report.name}: ${what}${report.note === "" ? "" : ` (${report.note})`}`;
}
