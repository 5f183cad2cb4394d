import assert from "node:assert/strict";
import type { ClaimData } from "saddle/figures/mod.ts";
import type { Replay } from "saddle/replay/kept.ts";
import { median } from "saddle/numbers/mod.ts";
import { deviation, margin } from "saddle/replay/spread.ts";
import { summarise } from "saddle/replay/summary.ts";

/** "The claim is at least 1", where this came in one world after the other. */
function replays(values: readonly number[], more: Partial<ClaimData> = {}): Replay[] {
  return values.map((got, world) => ({
    notebook: "a",
    world: `shift+${world}`,
    cells: "",
    library: "",
    sameBits: true,
    code: "",
    seconds: 1,
    verdicts: [claim("c", got, more)],
  }));
}

function claim(words: string, got: number, more: Partial<ClaimData> = {}): ClaimData {
  const [holds, slack] = [got >= 1, { above: got - 1 }];
  return {
    claim: words,
    holds,
    got,
    atLeast: 1,
    tolerance: 0,
    slack,
    line: `✗ ${words}: x`,
    ...more,
  };
}

Deno.test("the deviation of a normal law's quantiles is its own", () => {
  // The quartiles of the standard normal law lie at 0.6745
  assert(Math.abs(deviation([-3, -0.6745, -0.6745, 0, 0.6745, 0.6745, 9]) - 1) < 1e-3);
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

Deno.test("counts that are mostly the same still have a deviation", () => {
  assert.equal(deviation([8, 8, 8, 8]), 0);
  // Mean absolute deviation 1/8, times the root of pi / 2
  const scale = Math.sqrt(Math.PI / 2) / 8;
  assert.equal(deviation([8, 8, 8, 8, 8, 8, 8, 7]), scale);
  assert.equal(margin([1, 1, 1, 1, 1, 1, 1, 0]), 1 / scale);
  // 1.48 times the median absolute deviation would be 1.48
  assert.equal(deviation([4, 5, 5, 6, 6, 6, 7, 7, 8]), Math.sqrt(Math.PI / 2) * 8 / 9);
  assert.equal(margin([2, 2]), Infinity);
  assert.equal(margin([-2, -2]), -Infinity);
});

Deno.test("a claim that failed anywhere is weak, and says where", () => {
  const [summary] = summarise(replays([9, 9.1, 0.5, 9.2]));
  assert.deepEqual([summary?.held, summary?.of, summary?.weak], [3, 4, true]);
  assert.deepEqual(summary?.failedIn, { "shift+2": "x" });
});

Deno.test("a claim that draws decide is weak within 4 deviations of its bound", () => {
  const spread = [-1, -0.6745, 0, 0.6745, 1]; // 1.48 MAD is 1
  const at = (middle: number) => summarise(replays(spread.map((x) => 1 + middle + x)))[0]!;
  assert.deepEqual([at(3.9).weak, at(4.1).weak], [true, false]);
  assert(Math.abs(at(4.1).margin! - 4.1) < 1e-3);
  assert.equal(at(4.1).decidedBy, "draws");
});

Deno.test("differences of floating point make no claim weak, and a wrong world names its decider", () => {
  const noise = [1.000001, 1.000002, 1.000003];
  const [exact] = summarise(replays(noise));
  assert.deepEqual([exact?.decidedBy, exact?.weak], ["mathematics", false]);
  const [trained] = summarise(replays(noise, { failsFor: { untrained: 0.5 } }));
  assert.deepEqual([trained?.decidedBy, trained?.weak], ["training", true]);
  assert.deepEqual(trained?.wrongWorlds, { untrained: { median: 0.5, nearest: 0.5 } });
});

Deno.test("of a wrong world the table shows what came nearest to being allowed", () => {
  const worlds = [-3, 0.9, 0.2].map((value) =>
    replays([9], { failsFor: { untrained: value } })[0]!
  );
  const [summary] = summarise(worlds);
  assert.deepEqual(summary?.wrongWorlds, { untrained: { median: 0.2, nearest: 0.9 } });
});

Deno.test("two ways to compute the same from drawn numbers are told from a draw", () => {
  const drawn = [1.5, 2.5, 1.8].map((got) =>
    replays([got], { expected: got, tolerance: 1e-3, slack: { above: 1e-3, below: 1e-3 } })[0]!
  );
  assert.equal(summarise(drawn)[0]!.decidedBy, "rounding");
});

Deno.test("claims with the same words are told apart by their order", () => {
  const [one] = replays([2]);
  const names = summarise([{ ...one!, verdicts: [claim("c", 2), claim("c", 3)] }]);
  assert.deepEqual(names.map(({ claim, median }) => [claim, median]), [["c", 2], ["c (2)", 3]]);
});

Deno.test("a claim that a notebook did not reach has not held there", () => {
  const [one, two] = replays([2, 2]);
  const [summary] = summarise([one!, { ...two!, verdicts: [], error: "boom" }]);
  assert.deepEqual([summary?.held, summary?.of, summary?.weak], [1, 2, true]);
  assert.match(summary?.failedIn["shift+1"] ?? "", /ended before it/);
});

Deno.test("the weakest claims stand first", () => {
  const [first, second] = replays([9, 9]);
  const of = (a: number, b: number, c: number) => [claim("a", a), claim("b", b), claim("c", c)];
  const summaries = summarise([
    { ...first!, verdicts: of(9, 0, 1.5) },
    { ...second!, verdicts: of(9, 0.5, 3) },
  ]);
  assert.deepEqual(summaries.map(({ claim }) => claim), ["b", "c", "a"]);
});
