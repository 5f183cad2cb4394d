import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../engine.ts";
import { TensorflowBackend } from "./backend.ts";
import { fixCacheSizes } from "./cache_sizes.ts";
import { CodeCache, codeFolder, prepareCodeFolder } from "./code_cache.ts";
import { registerTracedConvolutions } from "./convolutions.ts";
import { prepareEnvironment } from "./environment.ts";
import { registerTracedGather } from "./gather.ts";
import { registerTracedPointwise } from "./pointwise.ts";
import { registerTracedProducts } from "./products.ts";
import { checkLibraryFile } from "./library_file.ts";
import { registerPaddedConvolutions } from "./padded_convolutions.ts";
import { libraryVersion } from "./library_version.ts";
import { type Candidate, candidates, TENSORFLOW_VERSION } from "./locate.ts";
import { type Device, Native } from "./native.ts";
import { processorHere } from "./processor.ts";
import { tensorflowProgram } from "./program.ts";

/**
 * Starts TensorFlow.js on a native TensorFlow library, once a process: TensorFlow.js keeps the
 * first backend that is registered by a name.
 *
 * @throws {Error} If there is no library that can be used; says which were tried and what to do.
 */
export async function startTensorflow(): Promise<Engine> {
  const processor = processorHere();
  const environment = prepareEnvironment(processor);
  const work = prepareCodeFolder();
  const { native, path } = open(candidates(), environment.threads);
  const devices = native.devices();
  const gpu = devices.find((device) => device.type === "GPU");
  const key = { version: native.version, library: path, processor };
  const cache = work === undefined || gpu ? undefined : new CodeCache(work, key);
  const backend = new TensorflowBackend(native, gpu !== undefined, cache);
  tf.registerBackend("tensorflow", () => backend as unknown as tf.KernelBackend);
  if (!await tf.setBackend("tensorflow")) {
    throw new Error("TensorFlow.js did not accept the native engine.");
  }
  registerTracedGather(backend);
  registerTracedPointwise(backend);
  registerTracedProducts(backend);
  registerPaddedConvolutions();
  if (!gpu) registerTracedConvolutions(backend);
  const sameBits = environment.sameBits && !gpu && native.version === TENSORFLOW_VERSION &&
    fixCacheSizes(path);
  return {
    report: { ...reportOf(native, path, gpu), sameBits, code: work ? codeFolder() : "" },
    program: (request) => tensorflowProgram(backend, request),
    handles: () => backend.binding.getNumOfTensors(),
    placements: (body) => backend.binding.placements(body),
  };
}

function open(
  list: readonly Candidate[],
  threads: number | undefined,
): { native: Native; path: string } {
  const failures: string[] = [];
  for (const { path, source, demanded } of list) {
    try {
      checkLibraryFile(path);
      return { native: nativeAt(path, libraryVersion(path), threads), path };
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

function nativeAt(path: string, version: string, threads: number | undefined): Native {
  try {
    return new Native(path, threads);
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

function reportOf(native: Native, path: string, gpu: Device | undefined) {
  return {
    name: "tensorflow" as const,
    version: native.version,
    device: gpu ? gpu.name.replace(/^.*device:/, "") : "CPU",
    memory: gpu ? gpu.memory : undefined,
    xla: true,
    library: path,
    note: "",
  };
}
