import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { byRun } from "saddle/training/mod.ts";

Deno.test("rows in any order become one list a run, sorted by step", () => {
  const frame = pl.DataFrame({
    step: [20, 0, 20, 0, 10, 10],
    run: [5, 4, 4, 5, 5, 4],
    modes: [3, 0, 30, 1, 2, 10],
  });
  assert.deepEqual(byRun(frame, "modes"), { x: [0, 10, 20], values: [[0, 10, 30], [1, 2, 3]] });
});

Deno.test("a missing value, or a missing row, is NaN and leaves the others in place", () => {
  const frame = pl.DataFrame({ step: [0, 10, 0], run: [0, 0, 1], quality: [0.5, null, 0.25] });
  assert.deepEqual(byRun(frame, "quality").values, [[0.5, NaN], [0.25, NaN]]);
});

Deno.test("a table of several combinations is refused with what tells them apart", () => {
  const frame = pl.DataFrame({ weight: [0.3, 1], step: [0, 0], run: [0, 0], modes: [8, 7] });
  assert.throws(
    () => byRun(frame, "modes"),
    /more than one row for step 0 of run 0\. Filter it .*; its other columns: weight\./,
  );
});

Deno.test("an unknown column is refused with the ones there are", () => {
  const frame = pl.DataFrame({ step: [0], run: [0], modes: [8] });
  assert.throws(() => byRun(frame, "mode"), /no column "mode".*step, run, modes/);
  assert.throws(() => byRun(frame.select("step", "modes"), "modes"), /no column "run"/);
});
