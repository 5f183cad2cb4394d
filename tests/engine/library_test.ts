import assert from "node:assert/strict";
import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { startWith } from "./start_with.ts";
import { type Library, writeLibrary } from "./write_library.ts";

async function withFile(
  name: string,
  write: (path: string) => void,
  test: (path: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "saddle-"));
  try {
    write(join(folder, name));
    await test(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function assertRefused(path: string, reason: RegExp): Promise<void> {
  const { error = "" } = await startWith({ SADDLE_ENGINE: "tensorflow", TENSORFLOW_LIBRARY: path });
  assert.match(error, /The engine "tensorflow" cannot start/);
  assert.ok(error.includes(path), `expected the file's name in "${error}"`);
  assert.match(error, /from TENSORFLOW_LIBRARY/);
  assert.match(error, reason);
  assert.match(
    error,
    /Name another with TENSORFLOW_LIBRARY, or unset it and run `deno task setup`/,
  );
}

Deno.test("a library that does not exist is named, with what to do", async () => {
  await assertRefused("/nowhere/libtensorflow_cc.so.2", /there is no such file/);
});

Deno.test("a text file in a library's place is named, with what to do", async () => {
  await withFile(
    "libtensorflow_cc.so.2",
    (path) => writeFileSync(path, "<html>404</html>\n".repeat(100)),
    (path) => assertRefused(path, /invalid ELF header|not a mach-o|slice is not valid/i),
  );
});

Deno.test({
  name: "a library that was cut short is named and not opened, which would end the process",
  // Mach-O files are left to the system's loader, which refuses them by itself
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withFile(
      "libtensorflow_cc.so.2",
      (path) => writeFileSync(path, head(Deno.execPath(), 1_000_000)),
      (path) => assertRefused(path, /cut short: it has 1000000 bytes of at least \d+/),
    ),
});

Deno.test({
  name: "a framework library that was cut short beside a whole one is named",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withFile(
      "libtensorflow_cc.so.2",
      (path) => {
        copyFileSync(Deno.execPath(), path);
        writeFileSync(path.replace("_cc", "_framework"), head(Deno.execPath(), 5000));
      },
      (path) => assertRefused(path, /libtensorflow_framework\.so\.2 is cut short: it has 5000 /),
    ),
});

/** Tests with libraries made for them, which take a program in the processor's language. */
function madeLibraryTest(name: string, library: Library, reason: RegExp): void {
  Deno.test({
    name,
    ignore: Deno.build.os !== "linux" || !["x64", "arm64"].includes(process.arch),
    fn: () =>
      withFile(
        "libtensorflow_cc.so.2",
        (path) => writeLibrary(path, library),
        (path) => assertRefused(path, reason),
      ),
  });
}

madeLibraryTest(
  "a library for another processor is named as such",
  { version: "2.21.0", machine: process.arch === "x64" ? 183 : 62 },
  /is for another processor: \w+64, and this is \w+64/,
);

madeLibraryTest(
  "a TensorFlow that is too old is named with its version, what it lacks and which serves",
  { version: "1.15.0" },
  /TensorFlow 1\.15\.0 lacks the function TFE?_\w+ \(Saddle was tried with \d+\.\d+\.\d+\)/,
);

madeLibraryTest(
  "a library that is no TensorFlow is named as such",
  { version: "1.2.13", versionFunction: "zlibVersion" },
  /it is no TensorFlow library: it has no function TF_Version/,
);

Deno.test("without a forced engine a bad library leads to another engine, and the note says why", async () => {
  const { name = "", note = "" } = await startWith({
    SADDLE_ENGINE: "",
    TENSORFLOW_LIBRARY: "/nowhere/libtensorflow_cc.so.2",
  });
  assert.match(name, /^(webgpu|wasm)$/);
  assert.match(note, /\/nowhere\/libtensorflow_cc\.so\.2 .*there is no such file/);
});

Deno.test("an engine that does not exist is refused with the known ones", async () => {
  const { error = "" } = await startWith({ SADDLE_ENGINE: "abacus" });
  assert.match(
    error,
    /^RangeError: There is no engine "abacus"\. Known engines: .*tensorflow.*wasm/,
  );
});

function head(path: string, bytes: number): Uint8Array {
  const start = new Uint8Array(bytes);
  const file = openSync(path, "r");
  readSync(file, start);
  closeSync(file);
  return start;
}
