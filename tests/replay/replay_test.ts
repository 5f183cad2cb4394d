import assert from "node:assert/strict";
import { join } from "node:path";
import { cellsFingerprint } from "saddle/replay/fingerprint.ts";
import {
  allHeld,
  errorsOf,
  parseReport,
  ranIn,
  renewReport,
  type Report,
  reportJson,
  reportLines,
  reportMarkdown,
} from "saddle/replay/report.ts";
import type { Replay } from "saddle/replay/kept.ts";
import { replay } from "saddle/replay/replay.ts";
import { summarise } from "saddle/replay/summary.ts";
import { makeWorlds } from "saddle/replay/worlds.ts";
import { stream } from "saddle/random/mod.ts";
import { code, notebookOf, projectFolder } from "../course/make_notebook.ts";

const worlds = makeWorlds({ kinds: ["shift:2", "avx:1"] });
const drawn = worlds.map(({ shift }) => stream(shift, 0, "x").next());
const bound = Math.max(...drawn) - 1e-9; // exactly one world reaches it

const on = { date: "2026-01-01", processor: "any" };

/** A notebook with a claim that holds everywhere and one that the seed decides; it counts its runs. */
const small = (more = "") =>
  notebookOf(code(`import { check } from "saddle/figures/mod.ts";
import { stream } from "saddle/random/mod.ts";
await Deno.writeTextFile("runs", "x", { append: true });
check("two", { got: 1 + 1, expected: 2 });
check("draw", { got: stream(0, 0, "x").next(), atLeast: ${bound}, failsFor: { none: 0 } });${more}`));

Deno.test("a replay tells claim by claim where it held, goes on where it stopped, and outlives errors", async () => {
  await using folder = await projectFolder();
  const notebooks = [
    { path: join(folder.path, "a.ipynb"), notebook: small() },
    {
      path: join(folder.path, "b.ipynb"),
      notebook: notebookOf(code(`throw new Error("boom")`)),
    },
  ];
  const runs = async () => (await Deno.readTextFile(join(folder.path, "runs"))).length;
  const options = { worlds, folder: join(folder.path, "kept"), library: "1", jobs: 2, limit: 30 };

  const lines: string[] = [];
  await replay({ ...options, notebooks, worlds: worlds.slice(0, 1) });
  assert.equal(await runs(), 1);
  const all = await replay({ ...options, notebooks, log: (line) => lines.push(line) });
  assert.equal(await runs(), 3, "what is kept is not run again");
  assert.equal(lines[0], "1 of 6 are kept", "a notebook that ended with an error is run again");

  const report: Report = {
    ran: ranIn(all, worlds, on),
    claims: summarise(all),
    errors: errorsOf(all),
  };
  const [draw, two] = report.claims;
  assert.deepEqual([draw?.claim, draw?.held, draw?.of, draw?.weak], ["draw", 1, 3, true]);
  assert.deepEqual([two?.claim, two?.held, two?.of, two?.weak], ["two", 3, 3, false]);
  assert.equal(draw?.median, drawn.toSorted((a, b) => a - b)[1]);
  assert.deepEqual(draw?.wrongWorlds, { none: { median: 0, nearest: 0 } });
  assert.deepEqual(report.errors.map(({ notebook }) => notebook), ["b", "b", "b"]);
  assert.match(report.errors[0]!.error, /boom/);
  assert.equal(allHeld(report), false);

  const shown = reportLines(report);
  assert.match(shown[0]!, /^✗ a: draw: at least .*; held in 1 of 3; median .* and 1 more: /);
  assert.equal(
    shown.at(-1),
    "2 claims, 1 held in all 3 worlds, 1 weak; 0 move and name no wrong world",
  );
  assert.deepEqual(report.ran.map(({ notebooks }) => notebooks), [["a", "b"]]);
  assert.match(
    reportMarkdown(report),
    /- a, b: 2 shift \(seeds shifted by .*\), 1 avx .*; 2026-01-01, any/,
  );
  const some = all.filter(({ notebook, world }) => notebook === "a" || world === worlds[0]!.name);
  assert.deepEqual(ranIn(some, worlds, on).map(({ worlds }) => worlds.length), [3, 1]);
  assert.match(reportMarkdown(report), /\| a \| two \| 2 \| 3\/3 \| 2 \| 0 \| – \| mathematics \|/);
  assert.deepEqual(JSON.parse(reportJson(report)).claims, report.claims);

  const twice = { ...two!, claim: "two (2)" };
  assert.match(
    reportLines({ ...report, claims: [...report.claims, twice] }).at(-2)!,
    /said twice, .*: a: two$/,
  );

  const changed = [{ ...notebooks[0]!, notebook: small("\n// changed") }];
  const one = { ...options, worlds: worlds.slice(0, 1) };
  await replay({ ...one, notebooks: changed });
  assert.equal(await runs(), 4, "a changed notebook is run again");
  const warnings: string[] = [];
  await replay({ ...one, notebooks: changed, library: "2", log: (line) => warnings.push(line) });
  assert.equal(await runs(), 4, "a change of the library keeps what there is");
  assert.match(warnings.join("\n"), /warning: lib\/ or data\/ has changed since 1 of them/);
});

Deno.test("notebooks that are replayed again renew their own rows and no others", () => {
  const held = (notebook: string, world: string, holds: boolean): Replay => {
    const data = {
      claim: "two",
      got: 2,
      expected: 2,
      tolerance: 0,
      holds,
      slack: {},
      line: "✓ two",
    };
    return { notebook, world, cells: "", library: "", seconds: 1, verdicts: [data] };
  };
  const reportOf = (replays: Replay[], date: string): Report => ({
    ran: ranIn(replays, worlds, { ...on, date }),
    claims: summarise(replays),
    errors: errorsOf(replays),
  });
  const [first, second] = worlds.map(({ name }) => name) as [string, string];
  const before = reportOf(
    [held("a", first, true), held("b", first, false), held("c", first, true)],
    "2026-01-01",
  );
  const read = parseReport(reportJson(before), "table.json");
  const after = renewReport(read, reportOf([held("b", second, true)], "2026-01-02"));

  assert.deepEqual(after.claims.map(({ notebook, held }) => [notebook, held]), [
    ["a", 1],
    ["b", 1],
    ["c", 1],
  ]);
  assert.deepEqual(
    after.ran.map(({ notebooks, date, worlds }) => [notebooks.join(), date, worlds[0]!.name]),
    [["a,c", "2026-01-01", first], ["b", "2026-01-02", second]],
  );
  assert.equal(allHeld(before), false);
  assert.equal(allHeld(after), true);
  for (const text of ["", "{", "[]", "null", '{"claims": []}']) {
    assert.throws(() => parseReport(text, "table.json"), /table\.json is no table of replays/);
  }
});

Deno.test("what was replayed stays what it was when an exercise comes beside it, and no other cell", () => {
  const cells = [code("1;"), code("2;")];
  const print = cellsFingerprint(notebookOf(...cells));
  assert.equal(cellsFingerprint(notebookOf(...cells, code("3;", "exercise"))), print);
  assert.notEqual(cellsFingerprint(notebookOf(...cells, code("3;"))), print);
});
