import assert from "node:assert/strict";
import { join } from "node:path";
import {
  type Cell,
  type Notebook,
  NotebookFailure,
  type Output,
  runNotebook,
  runRecord,
} from "saddle/course/mod.ts";
import { code, notebookOf, projectFolder, text } from "./make_notebook.ts";

const outputsOf = ({ cells }: Notebook): Output[] =>
  cells.flatMap((cell) => cell.cell_type === "code" ? cell.outputs : []);

async function run(...sources: string[]): Promise<Output[]> {
  await using folder = await projectFolder();
  const notebook = notebookOf(...sources.map((source) => code(source)));
  return outputsOf(await runNotebook(notebook, { path: join(folder.path, "a.ipynb"), limit: 20 }));
}

Deno.test("no output is lost, though the kernel sends its last ones after it is idle", async () => {
  const source = `for (let i = 0; i < 100; i++) console.log("line " + i);
for (const name of ["a", "b", "c"]) await Deno.jupyter.display({ "text/plain": name }, { raw: true });
console.log("end");
"value";`;
  const lines = Array.from({ length: 100 }, (_, i) => `line ${i}\n`).join("");
  const outputs = await run(...Array<string>(10).fill(source));
  const shown = outputs.map((output) =>
    output.output_type === "stream"
      ? output.text
      : "data" in output
      ? output.data["text/plain"]
      : output
  );
  assert.deepEqual(shown, Array(10).fill([lines, "a", "b", "c", "end\n", '"value"']).flat());
});

Deno.test("cells share their names, import by the project's map, and run in the notebook's folder", async () => {
  const outputs = await run(
    `import { escapeHtml } from "saddle/course/escape_html.ts";`,
    `const folder: string = Deno.cwd();`,
    `console.log(escapeHtml("<"), folder.split("/").at(-2));`,
  );
  assert.deepEqual(outputs, [{ output_type: "stream", name: "stdout", text: "&lt; .cache\n" }]);
});

Deno.test("a bar that is updated leaves one output, its last state", async () => {
  const outputs = await run(`for (let i = 0; i <= 50; i++) {
  await Deno.jupyter.display({ "text/plain": i + "/50" }, { raw: true, display_id: "bar", update: i > 0 });
}`);
  assert.deepEqual(outputs, [{
    output_type: "display_data",
    data: { "text/plain": "50/50" },
    metadata: {},
  }]);
});

Deno.test("a cell that throws is named with its line and what it had printed", async () => {
  await using folder = await projectFolder();
  const path = join(folder.path, "a.ipynb");
  const failing = `interface Gap {
  value: number;
}

// a comment
const gap: Gap = { value: 2 };

console.log("expected 1, got", gap.value);
if (gap.value !== 1) {
  throw new RangeError("check failed");
}`;
  const notebook = notebookOf(text("# Title"), code("1"), code(failing), code("2"));
  await assert.rejects(runNotebook(notebook, { path }), ({ message }: Error) => {
    assert.match(
      message,
      /a\.ipynb, code cell \[2\] \(cell 3 of 4\), line 10: RangeError: check failed/,
    );
    assert.match(message, /The cell had printed:\n {2}\| expected 1, got 2/);
    return true;
  });
});

Deno.test("an error that nothing handles fails the cell", async () => {
  await assert.rejects(
    run(`void Promise.reject(new Error("not awaited"))`),
    /nothing handled.*\n.*not awaited/,
  );
  await assert.rejects(
    run(`setTimeout(() => { throw new Error("in a timer") }); 1`),
    /nothing handled.*\n.*in a timer/,
  );
});

Deno.test("an error that comes after the kernel's ok fails the cell", async () => {
  const unshown = `({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": 2n ** 60n }) })`;
  await assert.rejects(
    run("1", unshown, "2"),
    /code cell \[2\] .*: the value of the last line cannot be shown: TypeError: serde_v8/,
  );
});

Deno.test("what fails holds the outputs so far, the error, and what was stored after it", async () => {
  await using folder = await projectFolder();
  const stored = { output_type: "stream", name: "stdout", text: "old" } as const;
  const after = { ...code("3"), outputs: [stored] } as Cell;
  const notebook = notebookOf(code("1;"), code("Deno.exit(3)"), after);
  const failure = await runNotebook(notebook, { path: join(folder.path, "a.ipynb") }).catch((
    error,
  ) => error);
  assert(failure instanceof NotebookFailure);
  const [first, second, third, ...more] = outputsOf(failure.notebook);
  assert.deepEqual(first && "data" in first && first.data, { "text/plain": "1" });
  assert.deepEqual([second?.output_type, third, more], ["error", stored, []]);
  const { stopped } = runRecord(failure.notebook);
  assert.equal(stopped?.cell, 1);
  assert.match(stopped?.message ?? "", /^the kernel ended with exit code 3/);
});

Deno.test("a kernel that does not start is a failure that leaves all outputs stored", async () => {
  const failure = await runNotebook(notebookOf(code("1")), { path: "no/such/folder/a.ipynb" })
    .catch((error) => error);
  assert(failure instanceof NotebookFailure);
  assert.equal(runRecord(failure.notebook).stopped?.cell, -1);
});

Deno.test("a stuck cell is stopped at its limit and named", async () => {
  const path = "tests/course/a.ipynb", notebook = notebookOf(code("1"), code("for (;;);"));
  await assert.rejects(
    runNotebook(notebook, { path, limit: 1 }),
    /code cell \[2\] \(cell 2 of 2\): it took longer than its limit of 1 s, so the kernel was stopped/,
  );
});

Deno.test("a cell that ends the kernel is named with how it ended", async () => {
  await assert.rejects(
    run("1", "Deno.exit(3)"),
    /code cell \[2\] .*: the kernel ended with exit code 3/,
  );
  await assert.rejects(
    run("Deno.kill(Deno.pid, 'SIGKILL'); await new Promise(() => {});"),
    /was ended by SIGKILL/,
  );
});

Deno.test("the engine that is asked for reaches the cells, and saved times do not stay", async () => {
  await using folder = await projectFolder();
  const cell = code(`Deno.env.get("SADDLE_ENGINE")`);
  cell.metadata.execution = { "iopub.status.busy": "2026-01-01T00:00:00Z" };
  const notebook = notebookOf(cell);
  const executed = await runNotebook(notebook, {
    path: join(folder.path, "a.ipynb"),
    engine: "wasm",
  });
  const data = { "text/plain": '"wasm"' };
  assert.deepEqual(executed.cells[0], {
    ...cell,
    metadata: {},
    execution_count: 1,
    outputs: [{ output_type: "execute_result", data, metadata: {}, execution_count: 1 }],
  });
  assert.deepEqual(notebook.cells[0], cell, "the notebook that was given is left as it is");
});
