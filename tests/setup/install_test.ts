import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { cpuWheel, installTensorflow, isIntact, pythonProblem } from "saddle/setup/mod.ts";
import { CONTENT, shelve, WHEEL, withWheels } from "./wheels.ts";

const quiet = { open: () => Promise.resolve("2.21.0"), say: () => {} };
// Without python3 nothing is ever downloaded, and these tests have nothing to test
const ignore = await pythonProblem() !== "";
const LIBRARY = "tensorflow/libtensorflow_cc.so.2";

function setupTest(name: string, test: (folder: string, shelf: string) => Promise<void>): void {
  Deno.test({
    name,
    ignore,
    fn: () => withWheels((cache, shelf) => test(join(cache, "tensorflow-2.21.0-cpu"), shelf)),
  });
}

function assertWhole(folder: string): void {
  assert.ok(isIntact(folder));
  for (const [path, text] of Object.entries(CONTENT)) {
    assert.equal(readFileSync(join(folder, path), "utf8"), text);
  }
  assert.deepEqual(readdirSync(dirname(folder)), ["tensorflow-2.21.0-cpu"]);
}

function putByHand(folder: string, change: (text: string) => string = (text) => text): void {
  mkdirSync(join(folder, "tensorflow"), { recursive: true });
  for (const [path, text] of Object.entries(CONTENT)) {
    writeFileSync(join(folder, path), change(text));
  }
}

setupTest(
  "of a wheel the two libraries are kept, and a second run does nothing",
  async (folder, shelf) => {
    shelve(shelf);
    assert.equal(await installTensorflow(WHEEL, folder, quiet), "installed");
    assertWhole(folder);
    assert.deepEqual(readdirSync(folder).sort(), ["manifest.json", "tensorflow"]);
    assert.deepEqual(readdirSync(join(folder, "tensorflow")).length, 2);
    assert.equal(await installTensorflow(WHEEL, folder, quiet), "there");
  },
);

setupTest("a library that was cut short later is installed again", async (folder, shelf) => {
  shelve(shelf);
  putByHand(folder);
  await installTensorflow(WHEEL, folder, quiet);
  truncateSync(join(folder, LIBRARY), 10);
  assert.ok(!isIntact(folder));
  assert.equal(await installTensorflow(WHEEL, folder, quiet), "installed");
  assertWhole(folder);
});

setupTest("a library that was written to later is noticed", async (folder) => {
  putByHand(folder);
  await installTensorflow(WHEEL, folder, quiet);
  assert.ok(isIntact(folder));
  const library = join(folder, LIBRARY);
  writeFileSync(library, "x".repeat(CONTENT[LIBRARY]?.length ?? 0));
  utimesSync(library, 1e9, 1e9); // another time, also on a disk that keeps whole seconds
  assert.ok(!isIntact(folder));
});

setupTest(
  "libraries put there by hand are adopted where their content is right",
  async (folder) => {
    putByHand(folder);
    assert.equal(await installTensorflow(WHEEL, folder, quiet), "adopted");
    assertWhole(folder);
  },
);

setupTest("libraries put there by hand are replaced where it is not", async (folder, shelf) => {
  shelve(shelf);
  putByHand(folder, (text) => text.toUpperCase());
  assert.equal(await installTensorflow(WHEEL, folder, quiet), "installed");
  assertWhole(folder);
});

setupTest("what an interrupted run left is removed by the next", async (folder, shelf) => {
  shelve(shelf);
  const dead = new Deno.Command("python3", { args: ["-c", ""] }).spawn();
  await dead.status;
  mkdirSync(join(`${folder}.partial-${dead.pid}`, "download"), { recursive: true });
  await installTensorflow(WHEEL, folder, quiet);
  assertWhole(folder);
});

setupTest("what another run is just making is left alone", async (folder, shelf) => {
  shelve(shelf);
  const other = `${folder}.partial-${process.ppid}`;
  mkdirSync(other, { recursive: true });
  await installTensorflow(WHEEL, folder, quiet);
  assert.ok(existsSync(other));
});

setupTest("a wheel that cannot be had is an error, and leaves nothing behind", async (folder) => {
  await assert.rejects(installTensorflow(WHEEL, folder, quiet), /pip could not fetch it/);
  assert.deepEqual(readdirSync(dirname(folder)), []);
});

setupTest("a library that cannot be opened is not installed", async (folder, shelf) => {
  shelve(shelf);
  const open = () => Promise.reject(new Error("wrong processor"));
  await assert.rejects(installTensorflow(WHEEL, folder, { ...quiet, open }), /wrong processor/);
  assert.deepEqual(readdirSync(dirname(folder)), []);
});

Deno.test("a disk that is too small is said before anything is fetched", async () => {
  await withWheels(async (cache) => {
    const wheel = { ...WHEEL, download: 1e18 };
    const install = installTensorflow(wheel, join(cache, "tensorflow"), quiet);
    await assert.rejects(install, ignore ? /python3/ : /MB of space .* MB left/);
  });
});

Deno.test("there are wheels for Linux and for macOS on arm64, and for no other system", () => {
  assert.equal(cpuWheel("linux", "x64")?.name, "tensorflow-cpu");
  assert.equal(cpuWheel("linux", "arm64")?.platform, "manylinux_2_27_aarch64");
  assert.match(cpuWheel("darwin", "arm64")?.libraries[0]?.path ?? "", /\.dylib$/);
  assert.equal(cpuWheel("darwin", "x64"), undefined);
  assert.equal(cpuWheel("win32", "x64"), undefined);
});
