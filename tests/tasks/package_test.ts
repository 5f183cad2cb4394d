import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";

const { name, exports, imports } = JSON.parse(readFileSync("deno.json", "utf8"));
const rooms = globSync("lib/*/mod.ts").map((path) => path.split(/[\\/]/)[1] ?? "").sort();

Deno.test("every room with a door is exported, under its name", () => {
  const expected = rooms.map((room) => [`./${room}`, `./lib/${room}/mod.ts`]);
  assert.deepEqual(exports, { ".": "./lib/mod.ts", ...Object.fromEntries(expected) });
});

Deno.test("the README says every room, and how a program elsewhere gets at them", () => {
  const readme = readFileSync("README.md", "utf8");
  const [, section = ""] = readme.split(/^## The library$/m);
  const [library = ""] = section.split(/^## /m);
  const folders = globSync("lib/*/").map((path) => path.split(/[\\/]/)[1] ?? "");
  for (const room of folders) {
    assert.match(library, new RegExp(`^\\|[^|]*\`${room}\`[^|]*\\|`, "m"), room);
  }
  const named = [...library.matchAll(/^\| (`[^|]*`) +\|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`(\w+)`/g)].map(([, room]) => room)
  );
  assert.deepEqual(
    named.filter((room) => !folders.includes(room!)),
    [],
    "rooms that are not there",
  );
  assert(library.includes(`"${name}`));
});

Deno.test("notebooks and examples go on importing by the short name", () => {
  assert.equal(imports["saddle"], exports["."]);
  assert.equal(imports["saddle/"], "./lib/");
});

Deno.test("a package of the library holds the rooms, and neither tests, notebooks, data nor pages", () => {
  const { success, stdout, stderr } = new Deno.Command(Deno.execPath(), {
    args: ["publish", "--dry-run", "--allow-dirty", "--no-check"],
    env: { NO_COLOR: "1" },
  }).outputSync();
  const report = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  assert(success, report);
  const paths = [...report.matchAll(/^ +file:\/\/\S*?\/(\S+) \(/gm)].map(([, path]) => path);
  for (const room of rooms) assert.match(report, new RegExp(`/lib/${room}/mod\\.ts`));
  assert.doesNotMatch(report, /\.ipynb|\/tests\/|\/data\/|\/site\/|\/\.ci\/|_test\.ts/);
  assert(paths.length > 0, report);
});

Deno.test("a program in a folder elsewhere trains as the README says", async () => {
  const readme = readFileSync("README.md", "utf8");
  const [, section = ""] = readme.split(/^### In a program elsewhere$/m);
  const config = /```json\n([^]*?)```/.exec(section)?.[1] ?? "";
  const program = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? "";
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/deno.json`, config.replaceAll("../saddle", Deno.cwd()));
    const short = program.replace("steps: 500", "steps: 20").replace("runs: 8", "runs: 2");
    await Deno.writeTextFile(`${folder}/program.ts`, short);
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "program.ts"],
      cwd: folder,
      env: { NO_COLOR: "1" },
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    const finished = new TextDecoder().decode(stdout).match(/"finished", step: 20/g);
    assert.equal(finished?.length, 2);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
