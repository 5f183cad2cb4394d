import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import {
  makeFolder,
  readTensors,
  refusedBySystem,
  removeUnfinished,
  replaceFile,
  systemReason,
  writeTensors,
} from "saddle/files/mod.ts";

const FILE = {
  tensors: {
    "critic.params.0.weight": { shape: [2, 1, 3], values: Float32Array.of(1, NaN, -0, 3, 4, 5) },
    "feed.order": { shape: [3], values: Int32Array.of(2, 0, -1) },
    "history.loss": { shape: [1, 2], values: Float64Array.of(1e-300, Infinity) },
    "nothing": { shape: [0, 4], values: new Float32Array() },
    "one": { shape: [], values: Float32Array.of(7) },
  },
  texts: { step: "10", "für": "später" },
};

Deno.test("what a file of tensors holds comes back bit for bit", () => {
  const bytes = writeTensors(FILE);
  assert.deepEqual(readTensors(bytes), FILE);
  assert.deepEqual(writeTensors(readTensors(bytes)), bytes);
  // also from the middle of a larger buffer
  const inside = new Uint8Array(bytes.length + 3);
  inside.set(bytes, 3);
  assert.deepEqual(readTensors(inside.subarray(3)), FILE);
});

Deno.test("a file of tensors is safetensors: length, JSON, aligned little-endian values", () => {
  // the format's own description, read without our reader
  const bytes = writeTensors(FILE), view = new DataView(bytes.buffer);
  const length = Number(view.getBigUint64(0, true));
  assert.equal(length % 8, 0);
  const header = JSON.parse(new TextDecoder().decode(bytes.slice(8, 8 + length)));
  const { sha256, ...texts } = header.__metadata__;
  assert.deepEqual(texts, FILE.texts);
  // the digest is that of the file with zeros in its place
  const blank = Buffer.from(bytes).toString("latin1").replace(sha256, "0".repeat(64));
  assert.equal(createHash("sha256").update(blank, "latin1").digest("hex"), sha256);
  const { dtype, shape, data_offsets: [from, to] } = header["feed.order"];
  assert.deepEqual([dtype, shape, to - from], ["I32", [3], 12]);
  assert.equal(view.getInt32(8 + length + from + 8, true), -1);
  assert.equal(header["history.loss"].data_offsets[0] % 8, 0);
  const ends = Object.entries(header).filter(([name]) => name !== "__metadata__")
    .map(([, entry]) => (entry as { data_offsets: number[] }).data_offsets[1]!);
  assert.equal(Math.max(...ends), bytes.length - 8 - length);
});

Deno.test("a file that was cut off, or is something else, is refused by name", () => {
  const bytes = writeTensors(FILE);
  for (const length of [0, 5, 8, 100, bytes.length - 1]) {
    const read = () => readTensors(bytes.subarray(0, length), "run.safetensors");
    assert.throws(read, /run\.safetensors is not a whole safetensors file/);
  }
  const other = new TextEncoder().encode("some text that is no header at all");
  assert.throws(() => readTensors(other), /not a whole safetensors file: its header/);
  const odd = { tensors: { w: { shape: [2, 2], values: new Float32Array(3) } }, texts: {} };
  assert.throws(() => writeTensors(odd), /"w" has the shape \[2, 2\], but 3 values/);
});

Deno.test("what was left half-written is removed, and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  await replaceFile(`${folder}/table`, Uint8Array.of(1, 2));
  await replaceFile(`${folder}/text`, (path) => Deno.writeTextFile(path, "whole"));
  await Deno.writeTextFile(`${folder}/.table.0.unfinished`, "ha");
  await Deno.writeTextFile(`${folder}/mine.unfinished`, "a file of someone's own");
  await removeUnfinished(folder);
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  assert.deepEqual(names, ["mine.unfinished", "table", "text"]);
  assert.equal(await Deno.readTextFile(`${folder}/text`), "whole");
  assert.deepEqual(await Deno.readFile(`${folder}/table`), Uint8Array.of(1, 2));
});

Deno.test("what the system refuses is said with the file's name, and without a half-written rest", async () => {
  const folder = await Deno.makeTempDir(), file = `${folder}/file`;
  await Deno.writeTextFile(file, "");
  const refused: Readonly<Record<string, RegExp>> = {
    [`${folder}/none/table`]: /none\/table cannot be written: No such file or directory\.$/,
    [`${file}/table`]: /file\/table cannot be written: Not a directory\.$/,
  };
  for (const [path, message] of Object.entries(refused)) {
    await assert.rejects(replaceFile(path, "text"), (error: Error) => {
      if (Deno.build.os !== "windows") assert.match(error.message, message);
      return error instanceof RangeError && error.message.startsWith(path);
    });
  }
  await assert.rejects(removeUnfinished(file), /^RangeError: .*file cannot be tidied: /);
  const code = (name: string, said: string) => Object.assign(new Error(said), { code: name });
  const full = code("ENOSPC", "No space left on device (os error 28): writefile '/a/b'");
  const denied = code("EACCES", "EACCES: permission denied, open '/a/b'");
  const said = "/a cannot be written: No space left on device. Make room on that disk, or ";
  assert.ok(`${refusedBySystem("/a", "written", full)}`.startsWith(`RangeError: ${said}`));
  assert.match(systemReason(full), /^No space left on device \(\/a\/b\)\. Make room on that disk/);
  assert.match(
    systemReason(denied),
    /^permission denied \(\/a\/b\)\. Take a place that is yours, or/,
  );
  for (const path of [file, `${file}/pictures`]) {
    await assert.rejects(makeFolder(path), (error: Error) => {
      return error instanceof RangeError && error.message.startsWith(`${path} cannot be made: `);
    });
  }
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["file"]);
});
