import assert from "node:assert/strict";
import { formatNotebook, parseNotebook } from "saddle/course/mod.ts";

const cell = { cell_type: "code", metadata: {}, source: "1", outputs: [], execution_count: null };
const file = (cells: unknown[], rest = {}) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells, ...rest });
const rejects = (text: string, message: RegExp) =>
  assert.throws(() => parseNotebook(text, "a.ipynb"), { name: "TypeError", message });

Deno.test("a file that is no notebook is refused with the place and what was expected", () => {
  rejects("{", /^a\.ipynb: not a notebook, because it is not JSON/);
  rejects("[]", /^a\.ipynb: the notebook should be an object, got \[\]/);
  rejects(file([], { nbformat: 3 }), /"nbformat" should be 4, got 3/);
  rejects(
    file([], { nbformat_minor: -1 }),
    /"nbformat_minor" should be a whole number from 0, got -1/,
  );
  rejects(file([], { cells: null }), /"cells" should be an array, got null/);
  rejects(file([], { metadata: undefined }), /"metadata" should be an object, got nothing/);
});

Deno.test("a file that begins with a mark of its encoding is read", () => {
  assert.equal(parseNotebook("\ufeff" + file([cell]), "a.ipynb").cells.length, 1);
});

Deno.test("what is nested so deep that it could not be written again is refused", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  const output = { output_type: "display_data", metadata: {}, data: { "application/json": 0 } };
  const places = [file([], { metadata: { a: 0 } }), file([{ ...cell, outputs: [output] }])];
  for (const text of places) {
    for (const depth of [600, 200_000]) {
      rejects(text.replace(":0", `:${nested(depth)}`), /^a\.ipynb: .* at most 500 deep/);
    }
    const notebook = parseNotebook(text.replace(":0", `:${nested(400)}`), "a.ipynb");
    assert.deepEqual(parseNotebook(formatNotebook(notebook), "a.ipynb"), notebook);
  }
});

Deno.test("a cell that is not valid is named by its number", () => {
  rejects(
    file([cell, { ...cell, cell_type: "sql" }]),
    /^a\.ipynb, cell 2: "cell_type" should be .* got "sql"/,
  );
  rejects(
    file([{ ...cell, source: [1] }]),
    /cell 1: "source" should be a string or an array of strings, got \[1\]/,
  );
  rejects(
    file([{ ...cell, outputs: undefined }]),
    /"outputs" of a code cell should be an array, got nothing/,
  );
  rejects(
    file([{ ...cell, execution_count: 1.5 }]),
    /"execution_count" should be a whole number or null, got 1.5/,
  );
  rejects(file([{ ...cell, id: "" }]), /"id" should be 1 to 64 letters/);
  rejects(
    file([{ ...cell, id: "x" }, cell, { ...cell, id: "x" }]),
    /cell 3: "id" should be unique, but cell 1 has "x"/,
  );
});

Deno.test("an output that is not valid is named by its number", () => {
  const outputs = (output: unknown) => file([{ ...cell, outputs: [output] }]);
  rejects(
    outputs({ output_type: "movie" }),
    /cell 1, output 1: "output_type" should be .* got "movie"/,
  );
  rejects(
    outputs({ output_type: "stream", name: "log", text: "" }),
    /"name" should be "stdout" or "stderr", got "log"/,
  );
  rejects(
    outputs({ output_type: "display_data", metadata: {} }),
    /"data" should be an object, got nothing/,
  );
  rejects(
    outputs({ output_type: "error", ename: "E", evalue: "", traceback: "" }),
    /"traceback" should be an array/,
  );
});

Deno.test("texts held as lines are joined, and written as lines again", () => {
  const data = {
    "text/html": ["<b>\n", "x</b>"],
    "application/json": ["a", "b"],
    "image/png": "iVBO",
  };
  const outputs = [
    { data, metadata: {}, output_type: "display_data" },
    { name: "stdout", output_type: "stream", text: ["1\n", "2\n"] },
  ];
  const cells = [
    { cell_type: "markdown", id: "t", metadata: {}, source: ["# Title\n", "text"] },
    {
      cell_type: "code",
      execution_count: 1,
      id: "c",
      metadata: { tags: ["timing"] },
      outputs,
      source: [],
    },
  ];
  const before =
    JSON.stringify({ cells, metadata: { a: 1 }, nbformat: 4, nbformat_minor: 5 }, null, 1) + "\n";
  const notebook = parseNotebook(before, "a.ipynb");
  assert.equal(notebook.cells[0]?.source, "# Title\ntext");
  const parsed = notebook.cells[1];
  assert(parsed?.cell_type === "code");
  assert.deepEqual(parsed.outputs[0], {
    output_type: "display_data",
    metadata: {},
    data: { "text/html": "<b>\nx</b>", "application/json": ["a", "b"], "image/png": "iVBO" },
  });
  assert.equal(formatNotebook(notebook), before);
});

Deno.test("a formatted notebook is as deno fmt wants it", async () => {
  const notebook = parseNotebook(
    file([{ ...cell, source: "const a = [1, 2];\n\na;" }, { ...cell, source: "" }]),
    "a.ipynb",
  );
  const path = await Deno.makeTempFile({ suffix: ".ipynb" });
  await Deno.writeTextFile(path, formatNotebook(notebook));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--check", path],
  }).output();
  await Deno.remove(path);
  assert(success, new TextDecoder().decode(stderr));
});
