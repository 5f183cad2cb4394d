import assert from "node:assert/strict";
import { join } from "node:path";
import {
  type Cell,
  course,
  formatNotebook,
  pageWithoutTimings,
  parseNotebook,
  withoutTimings,
} from "saddle/course/mod.ts";
import { code, notebookOf, projectFolder, text } from "./make_notebook.ts";

async function courseFolder(notebooks: Record<string, Cell[]>) {
  const folder = await projectFolder();
  for (const [name, cells] of Object.entries(notebooks)) {
    await Deno.writeTextFile(
      join(folder.path, `${name}.ipynb`),
      formatNotebook(notebookOf(...cells)),
    );
  }
  const options = { notebooks: folder.path, site: join(folder.path, "site") };
  const read = (name: string) => Deno.readTextFile(join(folder.path, name));
  return {
    options,
    read,
    write: (name: string, content: string) => Deno.writeTextFile(join(folder.path, name), content),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
const first = [
  text("# First?\n\nA summary with $x$.\n\nIt takes about 5 seconds."),
  code("console.log(6 * 7);"),
  code("performance.now();", "timing"),
];
const second = [text("# Second?"), code('"two";')];

Deno.test("the course is run and built, and two runs differ in nothing but timings", async () => {
  await using folder = await courseFolder({ "00-first": first, "01-second": second });
  const source = await folder.read("00-first.ipynb");
  await course(folder.options);
  const [page, notebook] = [
    await folder.read("site/00-first.html"),
    await folder.read("site/00-first.ipynb"),
  ];
  await course(folder.options);
  const [again, notebookAgain] = [
    await folder.read("site/00-first.html"),
    await folder.read("site/00-first.ipynb"),
  ];
  assert.match(page, /class="stream stdout"[^>]*>42</);
  assert.notEqual(again, page, "the cell that measures a time gives another one");
  assert.equal(pageWithoutTimings(again), pageWithoutTimings(page));
  assert.deepEqual(
    withoutTimings(parseNotebook(notebookAgain, "b")),
    withoutTimings(parseNotebook(notebook, "a")),
  );
  assert.equal(
    await folder.read("00-first.ipynb"),
    source,
    "sources are left alone without --save",
  );
  const index = await folder.read("site/index.html");
  assert.match(index, /<a href="00-first.html">First\?<\/a>/);
  assert.match(index, /A summary with .*katex/);
  assert.match(index, /Runs in about 5 seconds/);
});

Deno.test("a word selects notebooks; the others keep their pages and outputs; saving writes only what ran", async () => {
  await using folder = await courseFolder({ "00-first": first, "01-second": second });
  await course(folder.options);
  const [page, untouched] = [
    await folder.read("site/00-first.html"),
    await folder.read("00-first.ipynb"),
  ];
  await course({ ...folder.options, words: ["second"], save: true });
  assert.equal(await folder.read("site/00-first.html"), page);
  assert.equal(await folder.read("00-first.ipynb"), untouched);
  assert.equal(await folder.read("01-second.ipynb"), await folder.read("site/01-second.ipynb"));
  assert.match(await folder.read("01-second.ipynb"), /\\"two\\"/);
});

Deno.test("a run that fails leaves pages and notebooks as they were", async () => {
  await using folder = await courseFolder({ "00-first": first, "01-second": second });
  await course({ ...folder.options, words: ["first"], save: true });
  const before = [await folder.read("site/00-first.html"), await folder.read("00-first.ipynb")];
  await folder.write(
    "01-second.ipynb",
    formatNotebook(notebookOf(text("# Second?"), code('throw new Error("no");'))),
  );
  await assert.rejects(
    course({ ...folder.options, save: true }),
    /01-second\.ipynb, code cell \[1\].*line 1: Error: no/,
  );
  await folder.write(
    "01-second.ipynb",
    formatNotebook(notebookOf(text("# Second?"), code("const n: number = '1'; n;"))),
  );
  await assert.rejects(
    course({ ...folder.options, save: true }),
    /1 problem in cells\n\n.*01-second\.ipynb.*TS2322/,
  );
  await folder.write("01-second.ipynb", formatNotebook(notebookOf(text("$\\frac$"), code("1;"))));
  await assert.rejects(
    course({ ...folder.options, save: true }),
    /01-second\.ipynb, markdown cell 1 of 2: KaTeX cannot set/,
  );
  assert.deepEqual(
    [await folder.read("site/00-first.html"), await folder.read("00-first.ipynb")],
    before,
  );
});

Deno.test("unknown words and engines and bad notebooks are errors that list or name what is there", async () => {
  await using folder = await courseFolder({ "00-first": first, "01-second": second });
  await assert.rejects(course({ ...folder.options, words: ["third"] }), {
    name: "RangeError",
    message: `no notebook's name contains "third"; there are 00-first, 01-second`,
  });
  await assert.rejects(course({ ...folder.options, engine: "torch" }), {
    name: "RangeError",
    message: `There is no engine "torch". Known engines: tensorflow, webgpu, wasm, cpu.`,
  });
  await folder.write("02-bad.ipynb", `{"nbformat": 4}`);
  await assert.rejects(course(folder.options), {
    name: "TypeError",
    message: /02-bad\.ipynb: "nbformat_minor" should be/,
  });
});

Deno.test("an output that names this machine's folders cannot be saved", async () => {
  await using folder = await courseFolder({ "00-first": [code("Deno.cwd();")] });
  await assert.rejects(
    course({ ...folder.options, save: true }),
    /code cell \[1\] .* shows the folder/,
  );
});
