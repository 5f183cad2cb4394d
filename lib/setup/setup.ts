import { existsSync } from "node:fs";
import process from "node:process";
import {
  candidates,
  codeFolder,
  codeSize,
  installFolder,
  prepareLibrary,
  TENSORFLOW_VERSION,
} from "../engine/tensorflow/house.ts";
import { systemReason } from "../files/mod.ts";
import { noteFailure, recentFailure } from "./attempts.ts";
import { drawingPackage } from "./drawing.ts";
import { type Installed, installTensorflow, installTensorflowCuda } from "./install.ts";
import { installPackages } from "./packages.ts";
import { hasNvidiaGpu } from "./python.ts";
import { cpuWheel } from "./wheel.ts";

/** What {@linkcode setup} may be told. */
export interface SetupOptions {
  /** Whether to try again what failed within a day; default `true`. */
  readonly retry?: boolean;
  /** Where lines for the user go; default the console. */
  readonly say?: (line: string) => void;
}

/** What `SADDLE_SETUP` may be: the native TensorFlow to install, or `wasm` for none. */
export const SETUPS = ["cuda", "cpu", "wasm"] as const;

/**
 * Sets up what is missing: npm packages, and native TensorFlow where it can be had. Without it
 * (no python3, no wheel for this machine, no network) all runs on WebAssembly, and it says so.
 *
 * @throws {Error} If the npm packages cannot be had.
 * @throws {RangeError} If `SADDLE_SETUP` is none of {@linkcode SETUPS}.
 */
export async function setup({ retry = true, say = console.log }: SetupOptions = {}): Promise<void> {
  const wanted = wantedSetup();
  await installPackages();
  const native = await nativeTensorflow(wanted, retry, say);
  const ready = [`npm packages; ${native}`, `pictures drawn by ${drawingPackage()}`];
  const [library] = candidates();
  if (library && existsSync(library.path)) {
    prepareLibrary(library.path);
    ready.push(keptCode());
  }
  say(`Ready: ${ready.join("; ")}.`);
}

function keptCode(): string {
  const { files, bytes } = codeSize();
  return `${files} compiled steps (${(bytes / 1e6).toFixed(0)} MB) in ${codeFolder()}`;
}

function wantedSetup(): typeof SETUPS[number] | undefined {
  const name = process.env["SADDLE_SETUP"];
  if (!name || (SETUPS as readonly string[]).includes(name)) return name as typeof SETUPS[number];
  throw new RangeError(`SADDLE_SETUP is "${name}". Known: ${SETUPS.join(", ")}.`);
}

async function nativeTensorflow(
  wanted: typeof SETUPS[number] | undefined,
  retry: boolean,
  say: (line: string) => void,
): Promise<string> {
  const library = process.env["TENSORFLOW_LIBRARY"];
  if (library) {
    return `TensorFlow from TENSORFLOW_LIBRARY (${library}${
      existsSync(library) ? "" : ", which does not exist"
    })`;
  }
  if (wanted === "wasm") return whatIsThere("SADDLE_SETUP=wasm");
  const reasons: string[] = [];
  if (wanted === "cuda" || (wanted === undefined && await hasNvidiaGpu())) {
    const problem = await attempt("cuda", retry, () => installTensorflowCuda({ say }));
    if (problem === "") return `TensorFlow ${TENSORFLOW_VERSION} for NVIDIA GPUs`;
    reasons.push(`TensorFlow for NVIDIA GPUs: ${problem}`);
  }
  const wheel = cpuWheel();
  if (wheel === undefined) {
    reasons.push(`there is no TensorFlow wheel for ${process.platform} ${process.arch}`);
  } else {
    const folder = installFolder("cpu");
    const problem = await attempt("cpu", retry, () => installTensorflow(wheel, folder, { say }));
    if (problem === "") return [`TensorFlow ${TENSORFLOW_VERSION} on CPU`, ...reasons].join("; ");
    reasons.push(problem);
  }
  return whatIsThere(reasons.join("; "));
}

/** Runs an installation, and remembers its failure. @returns What went wrong; empty if nothing. */
async function attempt(
  kind: "cpu" | "cuda",
  retry: boolean,
  install: () => Promise<Installed>,
): Promise<string> {
  const folder = installFolder(kind);
  const before = retry ? "" : recentFailure(folder);
  if (before) return `${before} (tried within a day; \`deno task setup\` tries again)`;
  try {
    await install();
    noteFailure(folder, "");
    return "";
  } catch (error) {
    const reason = systemReason(error);
    noteFailure(folder, reason);
    return reason;
  }
}

/** What computes where nothing was installed. */
function whatIsThere(reason: string): string {
  const [found] = candidates();
  return found
    ? `TensorFlow from ${found.source} (${found.path}; nothing installed: ${reason})`
    : `WebAssembly computes, no native TensorFlow (${reason})`;
}
