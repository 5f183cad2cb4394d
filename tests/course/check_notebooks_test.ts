import assert from "node:assert/strict";
import { join } from "node:path";
import { type Cell, checkNotebooks } from "saddle/course/mod.ts";
import { unseenOutput } from "saddle/course/unseen_output.ts";
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

async function found(...cells: Cell[]): Promise<{ problems: string[]; warnings: string[] }> {
  await using folder = await projectFolder();
  const path = join(folder.path, "a.ipynb");
  const all = await checkNotebooks([{ path, notebook: notebookOf(...cells) }]);
  const texts = (warning: boolean) =>
    all.filter((problem) => (problem.warning ?? false) === warning).map(({ text }) =>
      text.replace(folder.path, "")
    );
  return { problems: texts(false), warnings: texts(true) };
}

Deno.test("cells end where they end: no semicolon is needed between them", async () => {
  const cells = [
    code("const n = [1].length"),
    code("[n].forEach((each) => each)"),
    code("const t = `a`"),
    code("`${t}`.length // a comment"),
    code("(() => 1)()"),
    code(""),
    code("/re/.test(t)"),
  ];
  assert.deepEqual(await found(...cells), { problems: [], warnings: [] });
});

Deno.test("a cell that is not whole is found, though the next one would go on with it", async () => {
  const halves = [
    ["{", "}"],
    ["/* a", "b */ 1;"],
    ["`a", "b`;"],
    ["[1,", "2];"],
    ["1 +", "2;"],
    ["if (Math.random() > 2)", "1;"],
    ["const f = (", "a: number) => a;\nf(1);"],
  ];
  for (const [first = "", second = ""] of halves) {
    const { problems } = await found(code(first), code(second));
    assert.match(problems.join("\n"), /cell [12] of 2\), line \d: error: SyntaxError/, first);
    assert.doesNotMatch(problems.join("\n"), /export/, "no one has written that");
  }
});

Deno.test("an exercise that a reader is to write may have arguments that nothing reads yet", async () => {
  const start = "const yours = (x: number): number | undefined => undefined;\nyours(1);";
  assert.deepEqual(await found(code(start, "exercise")), { problems: [], warnings: [] });
  const { warnings } = await found(code(start));
  assert.match(warnings.join("\n"), /line 1: `x` is never used/);
});

Deno.test("what lint finds, and a name that a later cell declares again, is a warning", async () => {
  const join = `import { join } from "node:path";`;
  const { problems, warnings } = await found(
    code(`${join}\njoin("a");`),
    code(`${join}\njoin("b");`),
    code("const some: any = 1;"),
    code("const step = 1;\nstep;"),
    code("const step = 1;\nstep;"),
  );
  assert.deepEqual(problems, []);
  const all = warnings.join("\n");
  for (
    const wanted of [
      /cell 2 of 5\), line 1: 'join' was declared in an earlier cell/,
      /cell 3 of 5\), line 1: `any` type is not allowed/,
      /cell 3 of 5\), line 1: `some` is never used/,
      /cell 5 of 5\), line 1: 'step' was declared in an earlier cell; from here on/,
    ]
  ) {
    assert.match(all, wanted);
  }
  assert.equal(warnings.length, 4, "each once");
});

Deno.test("a name declared twice in one cell stays a problem", async () => {
  const { problems } = await found(code("const a = 1;\nconst a = 2;\na;"));
  assert.match(problems.join("\n"), /cell 1 of 1\), line [12]: .*'?a'?/);
});

Deno.test("from where a cell declares a name again, its own type counts; what is wrong stays so", async () => {
  const join = `import { join } from "node:path";`;
  const { problems, warnings } = await found(
    code(`${join}\nconst result = 1;\nresult.toFixed();\nfunction f() {\n  return 1;\n}\nf();`),
    code(
      `import {\n  join,\n} from "node:path";\nconst result = "x";\nresult.slice(join("a").length);`,
    ),
    code(`function f() {\n  return "y";\n}\nf().slice(result.length);`),
    code(`const result = [true];\nresult.push(f());`),
    code("await Promise.resolve(result.at(0));"),
  );
  assert.equal(problems.length, 1, problems.join("\n"));
  assert.match(problems[0] ?? "", /cell 4 of 5\), line 2: TS2345 .*'string'.*'boolean'/);
  assert.deepEqual(
    warnings.map((text) => text.match(/cell (\d) of.*'(\w+)'/)?.slice(1).join(" ")),
    [
      "2 join",
      "2 result",
      "3 f",
      "4 result",
    ],
  );
});

Deno.test("what a cell writes where no page shows it is a warning at its line", async () => {
  const unseen = [
    `new Deno.Command("echo", { args: ["a"], stdout: "inherit" }).outputSync();`,
    `new Deno.Command("echo", { stderr: "inherit", stdout: "piped" }).outputSync();`,
    `new Deno.Command("echo", { args: ["a"] }).spawn();`,
    `const command = new Deno.Command("echo"); await command.spawn().status;`,
    `import fs from "node:fs"; fs.writeSync(1, "x");`,
    `import { writeSync } from "node:fs"; writeSync(2, "x");`,
    `import { appendFileSync as add } from "node:fs"; add("/dev/stdout", "x");`,
    `import { writeFileSync } from "node:fs"; writeFileSync(1, "x");`,
    `import { spawnSync } from "node:child_process"; spawnSync("echo", { stdio: "inherit" });`,
    `import { spawnSync } from "node:child_process"; spawnSync("a", { stdio: [0, 1, "pipe"] });`,
    `Deno.writeTextFileSync("/dev/stderr", "x");`,
  ];
  const seen = [
    `console.log("inherit", "stdout");`,
    `Deno.stdout.writeSync(new Uint8Array(1));`,
    `import process from "node:process"; process.stdout.write("a");`,
    `new Deno.Command("echo", { args: ["inherit"] }).outputSync();`,
    `new Deno.Command("echo", { stdin: "inherit", stdout: "null", stderr: "piped" }).spawn();`,
    `import fs from "node:fs"; fs.writeSync(7, "x"); fs.writeFileSync("1", "stdout");`,
    `import { spawnSync } from "node:child_process"; spawnSync("a", { stdio: ["inherit"] });`,
    `// new Deno.Command("echo", { stdout: "inherit" })`,
    `const q = ;`,
  ];
  for (const source of unseen) {
    assert.deepEqual(unseenOutput(`// one\n${source}`).map(({ line }) => line), [2], source);
  }
  for (const source of seen) assert.deepEqual(unseenOutput(source), [], source);
  const cells = [code("1;"), code(`// one\n${unseen[0]}`)];
  await using folder = await projectFolder();
  const path = join(folder.path, "a.ipynb");
  const found = await checkNotebooks([{ path, notebook: notebookOf(...cells) }]);
  assert.deepEqual(found.map(({ cell, line, warning }) => ({ cell, line, warning })), [
    { cell: 1, line: 2, warning: true },
  ]);
  assert.match(found[0]?.text ?? "", /code cell \[2\] .*line 2: what this writes .* no page shows/);
});

Deno.test("declarations that do not fit together are a warning where they stand in two cells", async () => {
  const notebooks = [
    ["var a = 1;\na;", 'var a = "x";\na.length;'],
    [
      "interface A {\n  x: number;\n}\n({ x: 1 }) as A;",
      'const p: A = { x: "a" };\ninterface A {\n  x: string;\n}\np;',
    ],
    ["enum E {\n  A,\n}\nE.A;", "enum E {\n  B,\n}\nE.B;"],
    ['import { sep } from "node:path";\nsep.length;', "const sep = 2;\nsep * 2;"],
  ];
  await using folder = await projectFolder();
  const wrong = ["var a = 1;\na;", 'var a = "x";\na.nothing;'];
  const files = [...notebooks, wrong].map((cells, number) => ({
    path: join(folder.path, `${number}.ipynb`),
    notebook: notebookOf(...cells.map((source) => code(source))),
  }));
  const found = await checkNotebooks(files);
  for (const { path } of files) {
    const again = found.filter((problem) =>
      problem.path === path && problem.message.includes("was declared in an earlier")
    );
    assert.deepEqual(again.map(({ cell }) => cell), [1], path);
  }
  const left = found.filter(({ warning }) => !warning);
  assert.deepEqual(left.map(({ path, cell, line }) => [path, cell, line]), [
    [join(folder.path, "4.ipynb"), 1, 2],
  ]);
});

Deno.test("however a notebook is called, what is found in it is named by it, and all of it is found", async () => {
  await using folder = await projectFolder();
  const names = [
    "notes [draft]",
    "a{b,c}",
    "star*",
    "what?",
    "a\\b",
    "50% «é»",
    "#1",
    "x".repeat(240),
  ];
  const files = [...names, "--config=a"].map((name) => ({
    path: `${name}.ipynb`,
    notebook: notebookOf(code("const a: string = 1;\na;"), code("let b = 1;\nb;")),
  }));
  const here = Deno.cwd();
  Deno.chdir(folder.path);
  const found = await checkNotebooks(files).finally(() => Deno.chdir(here));
  for (const { path } of files) {
    const own = found.filter((problem) => problem.path === path);
    const short = own.map(({ cell, line, message }) => [cell, line, /^TS\d+/.exec(message)?.[0]]);
    assert.deepEqual(short, [[0, 1, "TS2322"], [1, 1, undefined]], path);
  }
  assert.equal(found.length, 2 * files.length);
});

Deno.test("lines are counted as editors show them, whatever ends them", async () => {
  const lines = ["const a = 1;", "// a note", "const b: string = a;", "b;"];
  for (const end of ["\n", "\r\n", "\r"]) {
    const [found = "", ...rest] = await problems(code(lines.join(end)));
    assert.match(found, /code cell \[1\] \(cell 1 of 1\), line 3: TS2322/, JSON.stringify(end));
    assert.deepEqual(rest, []);
  }
});
