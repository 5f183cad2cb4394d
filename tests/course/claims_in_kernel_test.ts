import assert from "node:assert/strict";
import { join } from "node:path";
import { type Notebook, type Output, runNotebook } from "saddle/course/mod.ts";
import { CLAIM_MIME } from "saddle/figures/mod.ts";
import { code, notebookOf, projectFolder } from "./make_notebook.ts";

const outputsOf = ({ cells }: Notebook): Output[] =>
  cells.flatMap((cell) => cell.cell_type === "code" ? cell.outputs : []);

async function run(...sources: string[]): Promise<Output[]> {
  await using folder = await projectFolder();
  const notebook = notebookOf(
    code(`import { check, claimsHeld, figure, show } from "saddle/figures/mod.ts";`),
    ...sources.map((source) => code(source)),
  );
  return outputsOf(await runNotebook(notebook, { path: join(folder.path, "a.ipynb"), limit: 20 }));
}

const textOf = (output: Output) =>
  output.output_type === "stream" ? output.text : "data" in output ? output.data["text/plain"] : "";

Deno.test("in a kernel claims are displayed in order, and a false one lets the notebook go on", async () => {
  const outputs = await run(
    `for (let i = 0; i < 4; i++) check("claim " + i, { got: i, atMost: 1 });
await show(figure({ body: "<p>a</p>", caption: "A.", alt: "the figure" }));
check("the last", { got: 1, expected: 1 });`,
    `console.log(claimsHeld());`,
  );
  assert.deepEqual(outputs.map(textOf), [
    "✓ claim 0: expected at most 1, got 0 (tolerance 0)",
    "✓ claim 1: expected at most 1, got 1 (tolerance 0)",
    "✗ claim 2: expected at most 1, got 2 (tolerance 0)",
    "✗ claim 3: expected at most 1, got 3 (tolerance 0)",
    "the figure",
    "✓ the last: expected 1, got 1 (tolerance 0)",
    "3 of 5 claims held on this machine; false: claim 2; claim 3\n",
  ]);
});

Deno.test("a claim's verdict stands beside its line as data", async () => {
  const [long, odd] = (await run(
    `check("<b>", { got: Array(100).fill(1), expected: Array(100).fill(1) });
check("odd", {
  got: 2n ** 60n, atLeast: 3, atMost: 7n, tolerance: 0.5, failsFor: { none: null, huge: -Infinity },
});`,
  )).map((output) => {
    assert(output.output_type === "display_data");
    return output.data as Record<string, unknown>;
  });
  assert.match(String(long!["text/html"]), /^<div class="saddle-claim true"[^>]*>✓ &lt;b&gt;: /);
  const data = long![CLAIM_MIME] as { got: unknown[]; parts: number; slack: unknown };
  assert.deepEqual([data.got.length, data.parts, data.slack], [64, 100, { above: 0, below: 0 }]);
  assert.match(String(odd!["text/html"]), /saddle-claim false.*✗ odd/);
  assert.deepEqual(odd![CLAIM_MIME], {
    claim: "odd",
    holds: false,
    got: "1152921504606846976",
    atLeast: 3,
    atMost: "7",
    tolerance: 0.5,
    failsFor: { none: null, huge: "-Infinity" },
    slack: { above: 2 ** 60, below: -(2 ** 60) },
    line: odd!["text/plain"],
  });
});

Deno.test("in a kernel, too, a malformed claim is an error", async () => {
  await assert.rejects(
    run(`check("c", { got: 1 } as never);`),
    /check\("c"\) needs what is expected/,
  );
});
