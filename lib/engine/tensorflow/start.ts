import process from "node:process";
import * as tf from "@tensorflow/tfjs";
import type { Engine, EngineReport } from "../engine.ts";
import { TensorflowBackend } from "./backend.ts";
import { registerTracedConvolutions } from "./convolutions.ts";
import { registerTracedGather } from "./gather.ts";
import { registerTracedPointwise } from "./pointwise.ts";
import { registerTracedProducts } from "./products.ts";
import { checkLibraryFile } from "./library_file.ts";
import { libraryVersion } from "./library_version.ts";
import { type Candidate, candidates, TENSORFLOW_VERSION } from "./locate.ts";
import { type Device, Native } from "./native.ts";
import { tensorflowProgram } from "./program.ts";

/**
 * Starts TensorFlow.js on a native TensorFlow library, once a process: TensorFlow.js keeps the first
 * backend that is registered by a name.
 *
 * @throws {Error} If there is no library that can be used; says which were tried and what to do.
 */
export async function startTensorflow(): Promise<Engine> {
  quietLogs();
  const { native, path } = open(candidates());
  const devices = native.devices();
  const gpu = devices.find((device) => device.type === "GPU");
  const backend = new TensorflowBackend(native, gpu !== undefined);
  tf.registerBackend("tensorflow", () => backend as unknown as tf.KernelBackend);
  if (!await tf.setBackend("tensorflow")) {
    throw new Error("TensorFlow.js did not accept the native engine.");
  }
  registerTracedGather(backend);
  registerTracedPointwise(backend);
  registerTracedProducts(backend);
  if (!gpu) registerTracedConvolutions(backend);
  return {
    report: reportOf(native, path, gpu),
    program: (request) => tensorflowProgram(backend, request),
    handles: () => backend.binding.handles,
    placements: (body) => backend.binding.placements(body),
  };
}

/** TensorFlow logs its CPU features and every compilation to stderr unless told otherwise. */
function quietLogs(): void {
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  // oneDNN's kernels make graphs of this size two to three times slower, and differ from the rest
  // by rounding; XLA does not use them
  process.env["TF_ENABLE_ONEDNN_OPTS"] ??= "0";
}

function open(list: readonly Candidate[]): { native: Native; path: string } {
  const failures: string[] = [];
  for (const { path, source, demanded } of list) {
    try {
      checkLibraryFile(path);
      return { native: nativeAt(path, libraryVersion(path)), path };
    } catch (error) {
      failures.push(
        `${path} (from ${source}): ${messageOf(error).replace(/^(Could not open library: )+/, "")}`,
      );
      if (demanded) break;
    }
  }
  throw new Error(
    failures.length === 0
      ? "No native TensorFlow library was found. Run `deno task setup`, or name one with " +
        "TENSORFLOW_LIBRARY."
      : `No native TensorFlow library could be used. Tried: ${failures.join("; ")}. ` +
        (list.some(({ demanded }) => demanded)
          ? "Name another with TENSORFLOW_LIBRARY, or unset it and run `deno task setup`."
          : "Run `deno task setup` to put it right, or name another with TENSORFLOW_LIBRARY."),
  );
}

function nativeAt(path: string, version: string): Native {
  try {
    return new Native(path);
  } catch (error) {
    const [, lacking] = /Failed to register symbol (\w+)/.exec(messageOf(error)) ?? [];
    const problem = lacking ? `lacks the function ${lacking}` : `fails: ${messageOf(error)}`;
    throw new Error(
      `TensorFlow ${version} ${problem} (Saddle was tried with ${TENSORFLOW_VERSION})`,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function reportOf(native: Native, path: string, gpu: Device | undefined): EngineReport {
  return {
    name: "tensorflow",
    version: native.version,
    device: gpu ? gpu.name.replace(/^.*device:/, "") : "CPU",
    memory: gpu ? gpu.memory : undefined,
    xla: true,
    library: path,
    note: "",
  };
}
