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
import { CLAIM_MIME } from "saddle/figures/mod.ts";
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
/** A cell that displays a verdict as a check does. */
function claim(words: string, holds: boolean): Cell {
  const line = `${words}: the line`;
  const bundle = {
    "text/plain": line,
    "text/html": `<div>${line}</div>`,
    [CLAIM_MIME]: { claim: words, holds, line },
  };
  return code(`await Deno.jupyter.display(${JSON.stringify(bundle)}, { raw: true });`);
}

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

Deno.test("a claim that does not hold is marked on its page and counted, and stops nothing", async () => {
  await using folder = await courseFolder({
    "00-first": [
      text("# First?"),
      claim("one is one", true),
      claim("two is three", false),
      code("7;"),
    ],
    "01-second": second,
  });
  const source = await folder.read("00-first.ipynb");
  const report = await course({ ...folder.options, save: true });
  assert.deepEqual([report.claims, report.held, report.failures.length], [2, 1, 1]);
  assert.match(
    report.failures[0] ?? "",
    /00-first\.ipynb, code cell \[2\] \(cell 3 of 4\): two is three: the line$/,
  );
  const page = await folder.read("site/00-first.html");
  assert.match(page, /1 of the 2 claims checked on this page did not hold in this run/);
  assert.match(page, /<a href="#cell-3">Cell \[2\]<\/a>: two is three: the line/);
  assert.match(page, /class="result"[^>]*>.*7/, "what follows is run");
  const outputs = page.matchAll(/<div class="outputs">[^]*?<\/section>/g);
  for (const [shown] of outputs) {
    assert.doesNotMatch(shown, /holds|vnd\.saddle/, "data are not shown");
  }
  assert.match(await folder.read("site/index.html"), /✗ 1 of 2 claims held/);
  assert.equal(await folder.read("00-first.ipynb"), source, "it is not saved");
  assert.match(await folder.read("01-second.ipynb"), /\\"two\\"/, "the others are");
});

Deno.test("where a cell throws, what follows stays as it was stored, marked; the others run", async () => {
  const stored = {
    ...code(`console.log("new")`),
    outputs: [{ output_type: "stream", name: "stdout", text: "old" }],
  } as Cell;
  // Written so that the check of the cells finds nothing
  const throws = `const fail = (): void => {\n  throw new RangeError("no");\n};\nfail();`;
  await using folder = await courseFolder({
    "00-first": [
      text("# First?"),
      code("1;"),
      code(throws),
      stored,
      code("2;"),
    ],
    "01-second": second,
  });
  const source = await folder.read("00-first.ipynb");
  const report = await course({ ...folder.options, save: true });
  assert.equal(report.failures.length, 1);
  assert.match(
    report.failures[0] ?? "",
    /00-first\.ipynb, code cell \[2\] \(cell 3 of 5\), line 4: RangeError: no/,
  );
  const page = await folder.read("site/00-first.html");
  assert.match(page, /The run stopped before the end\./);
  assert.match(page, /class="error"[^>]*>RangeError: no/);
  assert.match(
    page,
    />old<[^]*Not run this time: this is what an earlier run gave\.[^]*Not run this time\.</,
  );
  assert.doesNotMatch(page, />new</);
  assert.match(await folder.read("site/index.html"), /✗ stopped before its end/);
  assert.match(await folder.read("site/01-second.html"), /two/);
  assert.equal(await folder.read("00-first.ipynb"), source, "it is not saved");
  await course({ ...folder.options, words: ["second"] });
  assert.match(
    await folder.read("site/00-first.html"),
    /The run stopped before the end\.[^]*Not run this time/,
    "a later run of other notebooks keeps the marks",
  );
});

Deno.test("problems of types, syntax and formulas are told and marked, and take no page away", async () => {
  await using folder = await courseFolder({
    "00-types": [text("# Types?"), code("const n: number = '1';\nn;")],
    "01-syntax": [text("# Syntax?"), code("1;"), code("const q = ;")],
    "02-formula": [text("# Formula?\n\n$\\frac$"), code("'shown';")],
    "03-well": second,
  });
  const { failures } = await course({ ...folder.options, save: true });
  const all = failures.join("\n");
  assert.match(all, /00-types\.ipynb, code cell \[1\] \(cell 2 of 2\), line 1: TS2322/);
  assert.match(all, /01-syntax\.ipynb, code cell \[2\] .*line 1: error: SyntaxError/);
  assert.match(all, /01-syntax\.ipynb, code cell \[2\] .*could not parse this cell/);
  assert.match(all, /02-formula\.ipynb, markdown cell 1 of 2: KaTeX cannot set/);
  assert.equal(failures.length, 4);
  assert.match(await folder.read("site/00-types.html"), /There are problems in cells[^]*TS2322/);
  assert.match(
    await folder.read("site/02-formula.html"),
    /problems in cells[^]*<pre class="source"[^>]*># Formula\?[^]*shown/,
  );
  assert.match(await folder.read("site/index.html"), /✗ problems in cells[^]*Formula/);
  for (const name of ["00-types", "01-syntax", "02-formula"]) {
    assert.match(
      await folder.read(`${name}.ipynb`),
      /"execution_count": null/,
      `${name} is not saved`,
    );
  }
  assert.match(await folder.read("03-well.ipynb"), /\\"two\\"/);
});

Deno.test("a kernel that dies, hangs or floods ends its own notebook only", async () => {
  await using folder = await courseFolder({
    "00-dies": [code("Deno.kill(Deno.pid, 'SIGKILL'); await new Promise(() => {});"), code("1;")],
    "01-floods": [code("const line = 'x'.repeat(8e6);\nfor (;;) console.log(line);")],
    "02-ends": [code("Deno.exit(0);")],
    "03-well": second,
    "04-hangs": [code("for (;;);")],
  });
  const words = ["dies", "floods", "ends", "well"];
  const { failures } = await course({ ...folder.options, words, jobs: 3 });
  failures.push(...(await course({ ...folder.options, words: ["hangs"], limit: 2 })).failures);
  const reasons = [
    /00-dies.*was ended by SIGKILL/,
    /01-floods.*more than 32 MB/,
    /02-ends.*exit code 0/,
    /04-hangs.*longer than its limit of 2 s/,
  ];
  const texts = failures.map((text) => text.slice(0, 1000));
  assert.equal(failures.length, reasons.length, texts.join("\n"));
  for (const [index, reason] of reasons.entries()) assert.match(texts[index] ?? "", reason);
  assert((await folder.read("site/01-floods.html")).length < 50_000, "a page that a browser opens");
  assert.match(await folder.read("site/03-well.html"), /two/);
});

Deno.test("notebooks side by side give what they give one by one", async () => {
  // Who runs the tests may have set it
  Deno.env.delete("SADDLE_THREADS");
  const cells = (name: string) => [
    text(`# ${name}?`),
    code(`let sum = 0;\nfor (let i = 0; i < 1e6; i++) sum += Math.sin(i);\nsum;`),
    code(`console.log("${name}", Deno.env.get("SADDLE_THREADS") ?? "all");`, "timing"),
    claim(`${name} holds`, true),
  ];
  await using folder = await courseFolder(
    Object.fromEntries(["00-a", "01-b", "02-c"].map((name) => [name, cells(name)])),
  );
  const read = async () => {
    const texts: string[] = [];
    for (const name of ["00-a", "01-b", "02-c"]) {
      const path = `site/${name}.ipynb`;
      texts.push(formatNotebook(withoutTimings(parseNotebook(await folder.read(path), path))));
      texts.push(pageWithoutTimings(await folder.read(`site/${name}.html`)));
    }
    return [...texts, await folder.read("site/index.html")];
  };
  assert.deepEqual((await course({ ...folder.options, jobs: 1 })).failures, []);
  const alone = await read();
  assert.match(await folder.read("site/00-a.html"), /00-a all/);
  const most: number[] = [];
  await course({
    ...folder.options,
    jobs: 2,
    onProgress: ({ running }) => most.push(running.length),
  });
  assert.deepEqual(await read(), alone);
  assert.equal(Math.max(...most), 2);
  assert.match(
    await folder.read("site/00-a.html"),
    /00-a \d+[^]*Another notebook ran beside it/,
  );
  await assert.rejects(course({ ...folder.options, jobs: 0 }), /whole number of at least 1, got 0/);
});

Deno.test("two courses at once in one folder both end well, one after the other", async () => {
  await using folder = await courseFolder({ "00-first": first, "01-second": second });
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const reports = await Promise.all([
    course({ ...folder.options, log }),
    course({ ...folder.options, log }),
  ]);
  assert.deepEqual(reports.map(({ failures }) => failures), [[], []]);
  assert.equal(lines.filter((line) => /another course is writing .*waiting/.test(line)).length, 1);
  assert.match(await folder.read("site/00-first.html"), />42</);
});

Deno.test("a course that is stopped keeps the pages that are done and leaves nothing behind", async () => {
  await using folder = await courseFolder({
    "00-first": first,
    "01-long": [text("# Long?"), code("console.log(Deno.pid);"), code("for (;;);")],
  });
  const stopping = new AbortController();
  const running = course({
    ...folder.options,
    jobs: 1,
    signal: stopping.signal,
    onProgress: ({ running }) => {
      if (running.some(({ name, cell }) => name === "01-long" && cell === 2)) {
        stopping.abort(new Error("stopped"));
      }
    },
  });
  await assert.rejects(running, /stopped/);
  assert.match(await folder.read("site/00-first.html"), />42</);
  assert.doesNotMatch(await folder.read("site/01-long.html"), /class="error"|stopped before/);
  const left = Array.from(Deno.readDirSync(folder.options.notebooks), ({ name }) => name).sort();
  assert.deepEqual(left, [".cache", "00-first.ipynb", "01-long.ipynb", "site"]);
});

Deno.test("Ctrl+C ends the command with 130, its kernels, and nothing that is done", async () => {
  await using folder = await courseFolder({
    "00-first": [text("# First?\n\nTakes 9 s."), code("'first';")],
    "01-long": [
      text("# Long?"),
      code(`Deno.writeTextFileSync("pid", String(Deno.pid));`),
      code("for (;;);"),
    ],
  });
  const { notebooks, site } = folder.options;
  const args = ["run", "-A", "lib/course/main.ts", "--notebooks", notebooks, "--site", site];
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args, "--jobs", "1"],
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let pid: number | undefined;
  for (let tries = 0; pid === undefined; tries++) {
    assert(tries < 600, "the long notebook was not reached in a minute");
    await new Promise((resolve) => setTimeout(resolve, 100));
    pid = await folder.read("pid").then(Number, () => undefined);
  }
  child.kill("SIGINT");
  const { code: exit, stderr } = await child.output();
  assert.equal(exit, 130);
  assert.equal(
    new TextDecoder().decode(stderr),
    "stopping what runs (the same signal once more ends it at once)\n" +
      "error: stopped; the pages that were done stay\n",
  );
  assert.throws(() => Deno.kill(pid, "SIGCONT"), "the kernel has ended");
  assert.match(await folder.read("site/00-first.html"), /class="result"[^>]*>.*first/);
});

Deno.test("pages are written as notebooks end", async () => {
  await using folder = await courseFolder({
    "00-first": [text("# First?\n\nTakes 9 s."), code("'first';")],
    "01-second": [
      text("# Second?"),
      code(`(await Deno.readTextFile("site/00-first.html")).includes("'first'</");`),
      code(`(await Deno.readTextFile("site/00-first.ipynb")).includes('"text/plain"');`),
    ],
  });
  await course({ ...folder.options, jobs: 1 });
  assert.match(await folder.read("site/01-second.html"), /class="result"[^>]*>.*true[^]*true/);
});

Deno.test("a folder that cannot be the site's is refused before anything runs", async () => {
  await using folder = await courseFolder({
    "00-first": [code("Deno.writeTextFileSync('ran', '');")],
  });
  await folder.write("file", "text");
  for (
    const [site, message] of [["file", /cannot write the pages to/], [
      ".",
      /empty or an earlier site/,
    ]] as const
  ) {
    await assert.rejects(
      course({ ...folder.options, site: join(folder.options.notebooks, site) }),
      message,
    );
  }
  assert.equal(await folder.read("file"), "text");
  await assert.rejects(folder.read("ran"), Deno.errors.NotFound);
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
  const source = await folder.read("00-first.ipynb");
  const { failures } = await course({ ...folder.options, save: true });
  assert.match(failures.join("\n"), /code cell \[1\] .* shows the folder/);
  assert.equal(await folder.read("00-first.ipynb"), source);
});

Deno.test("links that lead nowhere are failures, lint and outputs that cannot be shown are warnings", async () => {
  await using folder = await courseFolder({
    "00-first": [
      text("# First?\n\nA summary. [here](01-second.ipynb#What-we-saw) [there](gone.ipynb)"),
      code("const unused = 1;"),
      code(`await Deno.jupyter.display({ "application/x-own": "1" }, { raw: true });`),
    ],
    "01-second": [text("# Second?\n\n## What we saw")],
  });
  const { failures, warnings } = await course({ ...folder.options, save: true });
  assert.equal(failures.length, 1, failures.join("\n"));
  assert.match(
    failures[0] ?? "",
    /00-first\.ipynb, markdown cell 1 of 3: the address "gone\.ipynb" leads to gone\.ipynb, which/,
  );
  assert.match(warnings.join("\n"), /00-first\.ipynb, code cell \[1\].*`unused` is never used/);
  assert.match(
    warnings.join("\n"),
    /00-first\.ipynb, code cell \[2\].*an output of type application\/x-own is not shown/,
  );
  assert.equal(warnings.length, 2, warnings.join("\n"));
  const page = await folder.read("site/00-first.html");
  assert.match(page, /href="01-second\.html#what-we-saw"/);
  assert.doesNotMatch(page, /What went wrong/, "nothing is wrong with the run");
  assert.match(
    await folder.read("00-first.ipynb"),
    /x-own/,
    "warnings keep nothing from being saved",
  );
  const other = await course({ ...folder.options, words: ["second"] });
  assert.deepEqual(other.failures, [], "each run tells of its own notebooks");
});
