import assert from "node:assert/strict";
import { join } from "node:path";
import { type Notebook, type Output, runNotebook } from "saddle/course/mod.ts";
import { withShownValue } from "saddle/course/shown_value.ts";
import { code, notebookOf, projectFolder } from "./make_notebook.ts";

async function run(...sources: string[]): Promise<Notebook> {
  await using folder = await projectFolder();
  const notebook = notebookOf(...sources.map((source) => code(source)));
  return await runNotebook(notebook, { path: join(folder.path, "a.ipynb"), limit: 120 });
}
function textOf(output: Output): unknown {
  if (output.output_type === "stream") return `${output.name}: ${output.text}`;
  return "data" in output ? output.data["text/plain"] : output;
}
/** What each cell shows. */
async function shown(...sources: string[]): Promise<unknown[][]> {
  const { cells } = await run(...sources);
  return cells.map((cell) => cell.cell_type === "code" ? cell.outputs.map(textOf) : []);
}

Deno.test("however much a cell prints, all of it stands in that cell and nothing in the next", async () => {
  const lines = `for (let i = 0; i < 20000; i++) console.log(i);`;
  const [many, one, next] = await shown(lines, `console.log("x".repeat(14e6));`, `"next";`);
  assert.deepEqual(many, [
    `stdout: ${Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join("")}`,
  ]);
  assert.deepEqual(one, [`stdout: ${"x".repeat(14e6)}\n`]);
  assert.deepEqual(next, [`"next"`]);
});

Deno.test("what a cell printed before it threw stands before the error", async () => {
  const { message, notebook } = await run(
    `console.log("x".repeat(3e6)); console.error("b"); throw new RangeError("no");`,
  ).catch((error) => error);
  assert.match(message, /RangeError: no/);
  const [cell] = (notebook as Notebook).cells;
  const outputs = cell?.cell_type === "code" ? cell.outputs : [];
  assert.deepEqual(outputs.map(({ output_type }) => output_type), ["stream", "stream", "error"]);
});

Deno.test("what is written past the console is shown too", async () => {
  const bytes = (text: string) => `new TextEncoder().encode(${JSON.stringify(text)})`;
  assert.deepEqual(
    await shown(
      `void await Deno.stdout.write(${bytes("a\n")}); void Deno.stderr.writeSync(${bytes("b\n")});`,
      `import process from "node:process"; process.stdout.write("c\\n"); void process.stderr.write("d\\n");`,
      `await ReadableStream.from([${bytes("e\n")}]).pipeTo(Deno.stdout.writable);`,
      // A letter of three bytes, one at a time
      `for (const byte of ${bytes("→\n")}) void Deno.stdout.writeSync(Uint8Array.of(byte));`,
    ),
    [
      ["stdout: a\n", "stderr: b\n"],
      ["stdout: c\n", "stderr: d\n"],
      ["stdout: e\n"],
      ["stdout: →\n"],
    ],
  );
});

Deno.test("last values that are no JSON are shown, nothing is not", async () => {
  const values = ["NaN", "Infinity", "-Infinity", "-0", "10n", "0", "Symbol(a)"];
  const sources = values.map((value) => value.replace("(a)", `("a")`) + "; // comment");
  assert.deepEqual(await shown(...sources), values.map((value) => [value]));
  assert.deepEqual(await shown("undefined;", "null;", "let n = NaN;"), [[], [], []]);
});

Deno.test("the last expression is found in TypeScript, and other code is left as it is", () => {
  const open = `globalThis[Symbol.for("saddle.shown")]((`;
  const cases: [source: string, expected: string][] = [
    ["a as number", `${open}a as number))`],
    ["const a = 1\na, 2 // b", `const a = 1\n${open}a, 2)) // b`],
    ["await f<number>(\n  1,\n);", `${open}await f<number>(\n  1,\n)));`],
    ["(1n)", `(${open}1n)))`],
  ];
  for (const [source, expected] of cases) assert.equal(withShownValue(source), expected);
  const others = [
    "",
    "// nothing",
    "const q = ;",
    "if (a) b;",
    "import a from 'b';",
    "'text'",
    "}",
  ];
  for (const source of others) assert.equal(withShownValue(source), source);
});

Deno.test("what timers do after the last cell belongs to it", async () => {
  const late = `setTimeout(() => console.log("late"), 300);`;
  assert.deepEqual(await shown("1;", `void ${late}`), [["1"], ["stdout: late\n"]]);
  for (
    const source of [
      `void setTimeout(() => { throw new Error("late"); }, 300);`,
      `void (async () => { await new Promise((then) => setTimeout(then, 300)); throw new Error("late"); })();`,
    ]
  ) {
    await assert.rejects(run("1;", source), /code cell \[2\] .*nothing handled[^]*late/);
  }
});

Deno.test("timers that never end do not hold a notebook", async () => {
  const start = performance.now();
  await run("setInterval(() => {}, 10); setTimeout(() => {}, 1e8); void 0;");
  assert(performance.now() - start < 30_000);
});
