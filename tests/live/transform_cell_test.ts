import assert from "node:assert/strict";
import vm from "node:vm";
import { type Displayed, outputCollector, startKernel } from "saddle/course/mod.ts";
import { transformCell } from "saddle/live/mod.ts";

/** Cells of one notebook each. What the Deno kernel prints for them is what a page must print. */
const NOTEBOOKS: Readonly<Record<string, readonly string[]>> = {
  "names are known in later cells": ["const a = 1, b = a + 1;", "let c = b * 2;", "say(a, b, c)"],
  "a constant may be declared again": [
    "const d = 1;",
    "const d = d0() + 1; function d0() { return 4 }",
    "say(d)",
  ],
  "functions are known above their place and later": [
    "say(twice(3)); function twice(x: number): number { return 2 * x; }",
    "say(twice(4)); async function later() { return twice(5); }",
    "say(await later())",
  ],
  "functions of any name": ["function value(x: number) { return -x; }", "say(value(1))"],
  "classes, and what they inherit": [
    "class Animal { constructor(readonly name: string) {} }",
    'class Dog extends Animal { says = "wuff"; }',
    'const dog = new Dog("Rex"); say(dog.name, dog.says, dog instanceof Animal)',
  ],
  "patterns are taken apart": [
    "const { p, q: [r, ...s], ...t } = { p: 1, q: [2, 3, 4], u: 5, v: 6 };",
    "const [w = 7, , x] = [undefined, 8, 9];",
    "say(p, r, s, t, w, x)",
  ],
  "await stands anywhere": [
    "const y = await Promise.resolve(5);",
    "for await (const z of [Promise.resolve(1), 2]) say(z)",
    "const { m } = await (async () => ({ m: y }))(); say(m)",
  ],
  "types leave nothing": [
    "interface Box<T> { of: T }\ntype Pair = readonly [number, number];",
    "const box = { of: 3 } satisfies Box<number>; let pair!: Pair; pair = [1, 2] as const;",
    "enum Colour { red, blue = 5 }",
    "say(box.of, pair, Colour.blue, Colour[0], (box as Box<number>)!.of)",
  ],
  "a variable without a value": ["let n0;", "say(n0); n0 = 3;", "say(n0)"],
  "texts that look like code": ["const text = `let ${1 + 1}; // ${'}'}`;", "say(text)"],
  "closures see later values": [
    "let count = 0; const bump = () => ++count;",
    "bump(); count += 10; say(bump(), count)",
  ],
  "a comment at the end, and nothing": ["1 + 1; // two", "", "// only this", 'say("on")'],
  "shorthand members and labels": [
    "const one = 1, object = { one, get two() { return one + 1 } };",
    "outer: for (const i of [1, 2]) for (const j of [1, 2]) { if (j === 2) continue outer; say(i, j, object.two) }",
  ],
};

const SAY = "function say(...values: unknown[]) { console.log(JSON.stringify(values)); }";

/** The cells in scripts of one scope, as a worker runs them. */
async function onPage(cells: readonly string[]): Promise<string[]> {
  const said: string[] = [], known = new Set<string>();
  const context = vm.createContext({ console: { log: (text: string) => said.push(text) } });
  vm.runInContext("var self = globalThis;", context);
  for (const cell of cells) {
    const { script, names } = transformCell(cell, "cell-1.ts", known);
    vm.runInContext(script, context);
    for (const name of names) known.add(name);
    await vm.runInContext("saddleCell()", context);
  }
  return said;
}

Deno.test("cells on a page print what they print in the Deno kernel", async (t) => {
  await using kernel = await startKernel({ cwd: "." });
  for (const [name, cells] of Object.entries(NOTEBOOKS)) {
    await t.step(name, async () => {
      const { outputs, take } = outputCollector(new Map<string, Displayed[]>());
      for (const cell of [SAY, ...cells]) {
        const { status, evalue } = await kernel.execute(cell, take, 30);
        assert.equal(status, "ok", evalue);
      }
      const expected = outputs.flatMap((output) =>
        output.output_type === "stream" ? output.text.trim().split("\n") : []
      );
      assert.deepEqual(await onPage([SAY, ...cells]), expected);
    });
  }
});

const moduleOf = (name: string) => ({ default: name, ring: 8 });

/** The value that a cell gives as its last expression. */
async function valueOf(source: string): Promise<unknown> {
  const context = vm.createContext({
    saddleImport: moduleOf,
    saddleLoad: (name: string) => Promise.resolve(moduleOf(name)),
  });
  vm.runInContext("var self = globalThis;", context);
  vm.runInContext(transformCell(source, "cell-1.ts").script, context);
  return await vm.runInContext("saddleCell()", context);
}

Deno.test("a cell's value is that of its last expression, and only of an expression", async () => {
  assert.equal(await valueOf("1 + 1"), 2);
  assert.equal(await valueOf("const a = 5;\na * 2;\n"), 10);
  assert.equal(await valueOf("await Promise.resolve(3)"), 3);
  assert.equal(await valueOf("5;\nconst b = 1;"), undefined);
  assert.equal(await valueOf("if (true) 4;"), undefined);
  assert.equal(await valueOf("({ a: 1 }).a // one"), 1);
});

Deno.test("imports are looked up by what is taken of them", async () => {
  assert.equal(await valueOf('import all from "x";\nall'), "x");
  assert.equal(await valueOf('import { ring as r } from "x";\nr'), 8);
  assert.equal(
    await valueOf('import type { T } from "x";\nimport * as x from "y";\nx.default'),
    "y",
  );
});

Deno.test("what is imported later, at any depth, is looked up behind a promise", async () => {
  assert.equal(await valueOf('const { ring } = await import("x");\nring'), 8);
  assert.equal(await valueOf('const f = async () => (await import("x")).default;\nawait f()'), "x");
  assert.equal(await valueOf('(await import("y")).default'), "y");
});

Deno.test("a cell that is no TypeScript, or exports something, is refused", () => {
  assert.throws(() => transformCell("const = 1", "cell-1.ts"), SyntaxError);
  assert.throws(() => transformCell("const a = 1; const a = 2;", "cell-1.ts"), SyntaxError);
  assert.throws(() => transformCell("export const a = 1;", "cell-1.ts"), /exports nothing/);
});

Deno.test("lines of a cell stay lines of its script", () => {
  const source = 'import {\n  a,\n} from "x";\ninterface T {\n  b: number;\n}\nthrow a;';
  const { script } = transformCell(source, "cell-1.ts");
  assert.match(script.split("\n")[6]!, /throw a;/);
});
