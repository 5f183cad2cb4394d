/** A small wheel in place of TensorFlow's, which pip finds without a network. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { crc32 } from "node:zlib";
import type { Wheel } from "saddle/setup/mod.ts";

/** What the two libraries of the small wheel hold. */
export const CONTENT: Readonly<Record<string, string>> = {
  "tensorflow/libtensorflow_cc.so.2": "the C API\n".repeat(1000),
  "tensorflow/libtensorflow_framework.so.2": "the framework\n".repeat(100),
};

/** The small wheel. */
export const WHEEL: Wheel = {
  name: "tensorflow-cpu",
  version: "2.21.0",
  platform: "manylinux_2_27_x86_64",
  python: "3.12",
  download: 2000,
  libraries: Object.entries(CONTENT).map(([path, text]) => ({
    path,
    size: text.length,
    crc32: crc32(text),
  })),
};

/** Runs a test in an empty cache folder, with pip told to look for wheels in one folder alone. */
export async function withWheels(
  test: (cache: string, shelf: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "saddle-"));
  const shelf = join(folder, "shelf");
  mkdirSync(shelf);
  const before = { ...process.env };
  Object.assign(process.env, {
    PIP_NO_INDEX: "1",
    PIP_FIND_LINKS: shelf,
    PIP_CONFIG_FILE: "/dev/null",
    PIP_QUIET: "1",
  });
  try {
    await test(join(folder, "cache"), shelf);
  } finally {
    for (const name of Object.keys(process.env).filter((key) => key.startsWith("PIP_"))) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    rmSync(folder, { recursive: true });
  }
}

/** Puts the small wheel, with a file that setup has no use for, on the shelf. */
export function shelve(shelf: string): void {
  const program = `
import json, sys, zipfile
path, content = sys.argv[1], json.loads(sys.argv[2])
info = "tensorflow_cpu-2.21.0.dist-info/"
content["tensorflow/__init__.py"] = "print('no use')"
content[info + "METADATA"] = "Metadata-Version: 2.1\\nName: tensorflow-cpu\\nVersion: 2.21.0\\n"
content[info + "WHEEL"] = "Wheel-Version: 1.0\\nRoot-Is-Purelib: false\\nTag: cp312-cp312-manylinux_2_27_x86_64\\n"
content[info + "RECORD"] = ""
with zipfile.ZipFile(path, "w") as wheel:
    for name, text in content.items():
        wheel.writestr(name, text)
`;
  const path = join(shelf, "tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl");
  execFileSync("python3", ["-c", program, path, JSON.stringify(CONTENT)]);
}
