import assert from "node:assert/strict";
import { join } from "node:path";
import { type Cell, checkNotebooks } from "saddle/course/mod.ts";
import { code, notebookOf, projectFolder, text } from "./make_notebook.ts";

async function problems(...cells: Cell[]): Promise<string[]> {
  await using folder = await projectFolder();
  const found = await checkNotebooks([{
    path: join(folder.path, "a.ipynb"),
    notebook: notebookOf(...cells),
  }]);
  for await (const { name } of Deno.readDir(folder.path)) assert.fail(`${name} was left behind`);
  return found.map(({ text }) => text.replace(folder.path, ""));
}

Deno.test("cells that fit together have no problems, with await at the top and the library's types", async () => {
  const source = `import { escapeHtml } from "saddle/course/escape_html.ts";
const wait: Promise<string> = Promise.resolve("<");`;
  assert.deepEqual(
    await problems(text("# Title"), code(source), code("escapeHtml(await wait);")),
    [],
  );
  assert.deepEqual(await problems(text("only text")), []);
  assert.deepEqual(await checkNotebooks([]), []);
});

Deno.test("a wrong type is found across cells and named by cell and line", async () => {
  const [problem, ...rest] = await problems(
    code("const n = 1;"),
    text("between"),
    code(`// a comment\nconst s: string = n;\ns;`),
  );
  assert.match(
    problem ?? "",
    /^\/a\.ipynb, code cell \[2\] \(cell 3 of 3\), line 2: TS2322 .*'number' is not assignable to type 'string'/,
  );
  assert.deepEqual(rest, []);
});

Deno.test("an import that the library does not have and a name declared twice are found", async () => {
  const found = await problems(
    code(`import { nope } from "saddle/course/escape_html.ts";\nnope;`),
    code("const a = 1;\na;"),
    code("const a = 2;\na;"),
  );
  assert(
    found.some((problem) =>
      /code cell \[1\].*line 1: .*has no exported member 'nope'/.test(problem)
    ),
    found.join("\n"),
  );
  assert(found.some((problem) => /code cell \[3\].*line 1: .*'a'/.test(problem)), found.join("\n"));
});

Deno.test("a syntax error is named by cell and line", async () => {
  const found = await problems(code("1;"), code("// first\nconst q = ;"));
  assert.match(found.join("\n"), /code cell \[2\] \(cell 2 of 2\), line 2/);
  assert.doesNotMatch(found.join("\n"), /nbcheck/);
});

Deno.test("lint finds what types do not, named by cell and line", async () => {
  const [problem] = await problems(code("1;"), code("let a = 1;\na;"));
  assert.match(
    problem ?? "",
    /code cell \[2\] \(cell 2 of 2\), line 1: `a` is never reassigned \(prefer-const\)/,
  );
});
