import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { cacheFolder } from "../../files/mod.ts";

/** The TensorFlow that `deno task setup` installs, and that the engine was tried with. */
export const TENSORFLOW_VERSION = "2.21.0";

/** A library that may serve, and where the idea came from. */
export interface Candidate {
  /** Path of the library. */
  readonly path: string;
  /** What led to it, for messages: `"TENSORFLOW_LIBRARY"`, `"deno task setup"`. */
  readonly source: string;
  /** Whether the user asked for this very library, so that its failure is an error. */
  readonly demanded: boolean;
}

/** The folder of the TensorFlow of one kind that `deno task setup` makes. */
export function installFolder(kind: "cpu" | "cuda"): string {
  return join(cacheFolder(), `tensorflow-${TENSORFLOW_VERSION}-${kind}`);
}

/** The file that has TensorFlow's C API in a wheel, by operating system. */
export function libraryName(): string {
  return process.platform === "darwin" ? "libtensorflow_cc.2.dylib" : "libtensorflow_cc.so.2";
}

/** Where the library lies under an install folder (the wheel's own layout). */
export function installedLibrary(kind: "cpu" | "cuda"): string {
  return join(installFolder(kind), "tensorflow", libraryName());
}

/** The libraries to try, best first. Only those whose file exists, unless the user named one. */
export function candidates(): Candidate[] {
  const named = process.env["TENSORFLOW_LIBRARY"];
  if (named) return [{ path: named, source: "TENSORFLOW_LIBRARY", demanded: true }];
  const found: Candidate[] = [
    ...(["cuda", "cpu"] as const).map((kind) => ({
      path: installedLibrary(kind),
      source: `deno task setup (${kind})`,
      demanded: false,
    })),
    { path: addonLibrary(), source: "tfjs-node-gpu's own download", demanded: false },
    ...SYSTEM.map((path) => ({ path, source: "the system", demanded: false })),
  ];
  return found.filter(({ path }) => existsSync(path));
}

/** The library that tfjs-node-gpu downloads when its install script is allowed to run. */
function addonLibrary(): string {
  const root = new URL("../../../node_modules/@tensorflow/tfjs-node-gpu/", import.meta.url);
  return decodeURIComponent(new URL("deps/lib/libtensorflow.so.2", root).pathname);
}

const SYSTEM = [
  "/usr/local/lib/libtensorflow.so.2",
  "/usr/lib/libtensorflow.so.2",
  "/usr/lib/x86_64-linux-gnu/libtensorflow.so.2",
  "/opt/homebrew/lib/libtensorflow.2.dylib",
];
