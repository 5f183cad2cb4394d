import assert from "node:assert/strict";
import { neededFiles, textsOf } from "saddle/live/mod.ts";

const FILES = [
  ...["critics.json", "critics.parquet", "digits.parquet", "digits-bigan.parquet"],
  ...["digits-bigan-walks.parquet", "losses.parquet", "methods.csv", "digit-features.safetensors"],
];
const needed = (code: string, ...before: string[]) =>
  neededFiles(code, new Set([code, ...before].flatMap(textsOf)), FILES);

Deno.test("a file is needed by a cell that names it", () => {
  assert.deepEqual(needed('pl.readParquet("../data/critics.parquet")'), ["critics.parquet"]);
  assert.deepEqual(needed("await Deno.readTextFile('../data/critics.json')"), ["critics.json"]);
  assert.deepEqual(needed("const critics = 1; // critics.parquet"), []);
});

Deno.test("a name with a gap is every file that a text of the cells makes of it", () => {
  const table =
    'const table = (part = "") => pl.readParquet(`../data/digits-bigan${part}.parquet`);';
  assert.deepEqual(needed(table), ["digits-bigan.parquet"]);
  const all = ["digits-bigan.parquet", "digits-bigan-walks.parquet"];
  assert.deepEqual(needed(table, 'table("-walks")'), all);
  const load = "const load = (name: string) => pl.readParquet(`../data/${name}.parquet`);";
  assert.deepEqual(needed(load, 'load("losses")'), ["losses.parquet"]);
});

Deno.test("functions of the library need the files that they read", () => {
  assert.deepEqual(needed("const data = saddle.digits({ part: 'train' });"), ["digits.parquet"]);
  assert.deepEqual(needed("await saddle.digitJudge()"), ["digit-features.safetensors"]);
  assert.deepEqual(needed("const digits = 1;"), []);
});
