import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { BYTES, MODULES, PACKAGES } from "saddle/browser/house.ts";
import { bundle } from "saddle/course/live_scripts.ts";

Deno.test("the library is one script without anything of Node or Deno", async () => {
  const { text, sources } = await bundle("mod.ts");
  const left = text.match(/["']node:\w+|\bDeno\.\w+|\bfrom ?["']\w/g);
  assert.equal(left, null);
  assert.ok(sources.some((path) => path.endsWith("browser/tables.ts")));
  assert.ok(!sources.some((path) => /nodejs-polars|@napi-rs|skia-canvas/.test(path)));
});

Deno.test("a script that touches the machine is refused, and says what to do", async () => {
  await assert.rejects(bundle("files/cache_folder.ts"), (error: Error) => {
    assert.match(error.message, /lib\/files\/cache_folder\.ts imports node:os/);
    assert.match(error.message, /lib\/browser\/stands_for\.ts/);
    return true;
  });
  await assert.rejects(bundle("files/read_bytes.ts"), /read_bytes\.ts uses Deno\.readFile/);
});

Deno.test("every module that is stood for exists, and so does what stands for it", () => {
  for (
    const path of [Object.entries(MODULES).flat(), Object.values(PACKAGES), Object.keys(BYTES)]
      .flat()
  ) {
    assert.ok(existsSync(`lib/${path}`), path);
  }
});
