import assert from "node:assert/strict";
import pl from "nodejs-polars";
import type { Experiment } from "saddle/experiments/mod.ts";
import { duration } from "saddle/experiments/duration.ts";
import { progressText, summary } from "saddle/experiments/terminal.ts";

Deno.test("times are in the largest units that tell enough", () => {
  assert.deepEqual(
    [0.2, 89, 91, 3600, 5400, 11_000].map(duration),
    ["1 s", "89 s", "2 min", "60 min", "1 h 30 min", "3 h 3 min"],
  );
});

Deno.test("progress says how far everything is, and what is being trained", () => {
  const progress = {
    block: 2,
    blocks: 9,
    label: "method WGAN",
    step: 40,
    steps: 2184,
    share: 0.127,
    secondsLeft: 250,
    metrics: { jsd: 0.12345, "critic loss": -1, "generator loss": 2, more: 3 },
  };
  assert.equal(
    progressText(progress),
    "12 %, 4 min left, block 2 of 9: method WGAN, step 40 of 2184, jsd 0.123, critic loss -1, " +
      "generator loss 2",
  );
  assert.ok(progressText({ ...progress, secondsLeft: undefined }).startsWith("12 %, block 2 of 9"));
});

Deno.test("a failed seed ranks worst, whether a score should be low or high", () => {
  const run = [0, 1, 2];
  const metrics = pl.DataFrame({
    run,
    step: [5, 5, 5],
    jsd: [0.1, 0.3, NaN],
    captured: [8, 6, NaN],
  });
  const status = pl.DataFrame({ run, outcome: ["finished", "finished", "diverged"] });
  const experiment = { combinations: [{}], metrics, status } as unknown as Experiment;
  assert.deepEqual(summary(experiment), [
    "all runs; jsd 0.3 [0.2, Infinity]; captured 6 [-Infinity, 7]; 1 of 3 failed",
  ]);
});
