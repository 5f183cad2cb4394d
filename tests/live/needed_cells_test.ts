import assert from "node:assert/strict";
import { neededCells, notLiveCells } from "saddle/live/mod.ts";

/** The cells that have to run before the last one. */
const before = (...sources: string[]) => neededCells(sources, sources.length - 1);

Deno.test("a cell needs those that declare what it mentions, and what they need", () => {
  assert.deepEqual(before("const a = 1;", "const b = a;", "const c = 1;", "console.log(b);"), [
    0,
    1,
  ]);
  assert.deepEqual(before("const a = 1;", "console.log(2);"), []);
  assert.deepEqual(before("function f() { return g(); }", "function g() {}", "1;", "f();"), [0, 1]);
  assert.deepEqual(before("const { a, b: [c] } = made;", "const d = 1;", "`${c}`;"), [0]);
  assert.deepEqual(before("class A {}", "class B extends A {}", "new B();"), [0, 1]);
  assert.deepEqual(before('import { a } from "x";', 'import * as b from "x";', "b.c();"), [1]);
  assert.deepEqual(before("type A = number;", "const a: A = 1;", "a;"), [1], "types leave nothing");
});

Deno.test("a name of one's own is no name of another cell", () => {
  const x = "const x = 1;";
  for (
    const own of [
      "[1].map((x) => x);",
      "{ const x = 2; console.log(x); }",
      "for (const x of [1]) x;",
      "(function () { let x; return x; })();",
      "try { 1; } catch (x) { x; }",
      "({ x: 1 }).x;",
      "const x = 2; x;",
    ]
  ) assert.deepEqual(before(x, own), [], own);
  for (
    const other of [
      "({ x });",
      "a[x];",
      "const { y = x } = {};",
      "{ const y = x; }",
      "let z = { [x]: 1 };",
    ]
  ) assert.deepEqual(before(x, other), [0], other);
});

Deno.test("a cell that may change what a name stands for has to run too", () => {
  const list = "const list = [1];";
  for (
    const change of [
      "list.push(2);",
      "list[0] = 2;",
      "fill(list);",
      "delete list[0];",
      "for (const one of [2]) list.unshift(one);",
    ]
  ) assert.deepEqual(before(list, change, "list;"), [0, 1], change);
  for (const look of ["list.map(String);", "console.log(list);", "check('a', { got: list[0] });"]) {
    assert.deepEqual(before(list, look, "list;"), [0], look);
  }
  const library = 'import * as saddle from "saddle";';
  assert.deepEqual(before(library, "saddle.ring();", "saddle.grid();"), [0], "what is imported");
  const add = "function add() { list.push(2); }";
  assert.deepEqual(before(list, add, "add();", "list;"), [0, 1, 2], "by a function that it calls");
  assert.deepEqual(before("let n = 0;", "n++;", "({ n } = { n: 2 });", "n;"), [0, 1, 2]);
});

Deno.test("an engine is started before what needs anything; claims are counted after all", () => {
  const start = "await saddle.start();";
  assert.deepEqual(before(start, "const a = 1;", "a;"), [0, 1]);
  assert.deepEqual(before(start, "const a = 1;", "console.log(1);"), []);
  assert.deepEqual(before("1;", "2;", "console.log(saddle.claimsHeld());"), [0, 1]);
  assert.deepEqual(
    before("const a = ;", "const b = 1;", "b;"),
    [1],
    "what is no code declares nothing",
  );
  assert.deepEqual(before("const a = 1;", "a + ;"), [], "it will say what is wrong with it");
});

const files = { here: ["losses.parquet"], missing: ["large.parquet"] };
const notLive = (...sources: string[]) => Object.fromEntries(notLiveCells(sources, files));

Deno.test("cells that need Deno are known before they run, and so is what rests on them", () => {
  assert.deepEqual(
    notLive(
      'import * as saddle from "saddle";\nimport * as configs from "saddle/configs/mod.ts";',
      "const read = configs.configOf('{}', 'a');",
      "console.log(Deno.version.deno, await Deno.readTextFile('a.json'));",
      "const folder = await Deno.makeTempDir();",
      "const shown = { read };",
      "shown;",
      "const read = 1;",
      "read;",
      "saddle.ring();",
      "saddle.cifar10();",
    ),
    {
      1: "`configs.configOf` needs Deno.",
      3: "`Deno.makeTempDir` needs Deno.",
      4: "It needs `read`, which only Deno can make.",
      5: "It needs `shown`, which only Deno can make.",
      9: "`saddle.cifar10` needs Deno.",
    },
  );
  assert.deepEqual(
    notLive('import { svhn, experiment, ring } from "saddle";\nring();', "svhn();"),
    {
      1: "`svhn` needs Deno.",
    },
  );
});

Deno.test("a file that does not come with the pages makes a cell not live", () => {
  assert.deepEqual(
    notLive(
      'pl.readParquet("../data/losses.parquet");',
      'pl.readParquet("../data/large.parquet");',
    ),
    { 1: "The file large.parquet does not come with the pages." },
  );
});
