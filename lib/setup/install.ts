import { existsSync, globSync, mkdirSync, rmSync, statfsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { installedLibrary, installFolder, TENSORFLOW_VERSION } from "../engine/tensorflow/house.ts";
import { checksum, isIntact, writeManifest } from "./manifest.ts";
import { opens } from "./opens.ts";
import { removeStalePartials, replaceWhole } from "./partial.ts";
import { downloadWheel, installCuda, pythonProblem, unpackWheel } from "./python.ts";
import type { Wheel } from "./wheel.ts";

/** What {@linkcode installTensorflow} may be told. */
export interface InstallOptions {
  /** Opens a library and gives its version; default {@linkcode opens}. */
  readonly open?: (library: string) => Promise<string>;
  /** Where lines for the user go; default the console. */
  readonly say?: (line: string) => void;
}

/** What {@linkcode installTensorflow} found and did. */
export type Installed = "there" | "adopted" | "installed";

/**
 * Puts the libraries of a wheel into `folder`, unless they are there already. A folder that lacks
 * one, or has one that was cut short or changed, is made again; one that was put there by hand and
 * has the right content is adopted.
 *
 * @throws {Error} If python3 with pip, the space, or the wheel cannot be had, or the library cannot
 * be opened. Nothing half-done is left then.
 */
export async function installTensorflow(
  wheel: Wheel,
  folder: string,
  { open = opens, say = console.log }: InstallOptions = {},
): Promise<Installed> {
  removeStalePartials(folder);
  if (isIntact(folder)) return "there";
  const main = wheel.libraries[0]?.path ?? "";
  if (await holds(folder, wheel)) {
    writeManifest(folder, await open(join(folder, main)));
    return "adopted";
  }
  if (existsSync(folder)) say(`${folder} is not complete: it is made again.`);
  await requirePython();
  requireSpace(folder, wheel.libraries.reduce((sum, { size }) => sum + size, wheel.download));
  say(
    `Fetching ${wheel.name} ${wheel.version} with pip (${megabytes(wheel.download)}; once, for ` +
      `all clones on this machine) for ${folder}`,
  );
  await replaceWhole(folder, async (partial) => {
    await fetchLibraries(wheel, partial);
    await open(join(partial, main));
    writeManifest(partial, wheel.version);
  });
  return "installed";
}

/**
 * Installs TensorFlow for NVIDIA GPUs, whole, because its libraries find cuDNN, cuBLAS and
 * libdevice by paths relative to each other. Not yet run on a GPU by anybody.
 *
 * @throws {Error} As {@linkcode installTensorflow}.
 */
export async function installTensorflowCuda(
  { open = opens, say = console.log }: InstallOptions = {},
): Promise<Installed> {
  const folder = installFolder("cuda");
  removeStalePartials(folder);
  if (isIntact(folder)) return "there";
  await requirePython();
  requireSpace(folder, CUDA_BYTES);
  say(
    `Installing tensorflow[and-cuda] ${TENSORFLOW_VERSION} with pip (about 3 GB to fetch; once, ` +
      `for all clones on this machine) into ${folder}`,
  );
  const library = installedLibrary("cuda").slice(folder.length);
  await replaceWhole(folder, async (partial) => {
    const { success, reason } = await installCuda(TENSORFLOW_VERSION, partial);
    if (!success) throw new Error(`pip could not install it (${reason}; see above)`);
    writeManifest(partial, await open(join(partial, library)));
  });
  return "installed";
}

/** What the CUDA wheels fill once they are unpacked, with the downloads beside them. */
const CUDA_BYTES = 10e9;

async function fetchLibraries(wheel: Wheel, folder: string): Promise<void> {
  const download = join(folder, "download");
  mkdirSync(download);
  const fetched = await downloadWheel(wheel, download);
  if (!fetched.success) throw new Error(`pip could not fetch it (${fetched.reason}; see above)`);
  const [file] = globSync(join(download, "*.whl"));
  if (file === undefined) throw new Error(`pip left no wheel in ${download}`);
  const unpacked = await unpackWheel(file, wheel.libraries.map(({ path }) => path), folder);
  if (!unpacked.success) {
    throw new Error(`the wheel could not be unpacked (${unpacked.reason}; see above)`);
  }
  rmSync(download, { recursive: true });
}

async function holds(folder: string, { libraries }: Wheel): Promise<boolean> {
  for (const { path, size, crc32 } of libraries) {
    const file = join(folder, path);
    if (!existsSync(file) || statSync(file).size !== size) return false;
    if (await checksum(file) !== crc32) return false;
  }
  return libraries.length > 0;
}

async function requirePython(): Promise<void> {
  const problem = await pythonProblem();
  if (problem) throw new Error(problem);
}

function requireSpace(folder: string, bytes: number): void {
  const disk = dirname(folder);
  mkdirSync(disk, { recursive: true });
  const { bavail, bsize } = statfsSync(disk);
  if (bavail * bsize < bytes) {
    throw new Error(
      `it takes ${megabytes(bytes)} of space for a while, and ${disk} has ${
        megabytes(bavail * bsize)
      } left`,
    );
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
