import assert from "node:assert/strict";
import { digits, rowsOf, shifted } from "saddle/datasets/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { accuracy, digitJudge, judge, largest } from "saddle/judges/mod.ts";
import { classScore, frechetDistance, kernelDistance } from "saddle/metrics/mod.ts";
import { mlp } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { enginesHere } from "../engines.ts";

const [engine] = enginesHere();

Deno.test("the judge of digits reads at least 98.5 % of the test digits", async () => {
  await start({ engine: engine! });
  const test = digits({ part: "test" });
  const { classes, features, probabilities } = (await digitJudge()).see(test.points);
  // 2,000 digits: stored as 0.9875, and a bound three standard errors below it would be 0.980
  assert.ok(accuracy(classes, test.labels!.values) >= 0.985);
  assert.deepEqual([features.length, probabilities.length], [2000 * 64, 2000 * 10]);
});

Deno.test("its distances are small between halves of the digits and large to noise", async () => {
  await start({ engine: engine! });
  const judge = await digitJudge(), test = digits({ part: "test" }), half = test.dimension * 1000;
  const [one, other] = [test.points.subarray(0, half), test.points.subarray(half)].map((x) =>
    judge.see(x)
  );
  const noise = judge.see(stream(1, 0, "noise").uniform(new Float32Array(half), -1, 1));
  const dimension = judge.features;
  for (const distance of [frechetDistance, kernelDistance]) {
    const floor = distance(one!.features, other!.features, { dimension });
    assert.ok(floor < distance(one!.features, noise.features, { dimension }) / 20, `${floor}`);
  }
  // ten classes, nearly equally many of each, nearly surely
  const score = (seen: typeof noise) => classScore(seen.probabilities, { classes: 10 });
  assert.ok(score(one!) > 8.5 && score(one!) <= 10, `${score(one!)}`);
  assert.ok(score(noise) < 3, `${score(noise)}`);
});

Deno.test("a judge is of a classifier with a code and a logit for each name", () => {
  const trained = {
    model: mlp({ inputs: 2, outputs: 2 }),
    params: { leaves: [], places: [], form: [], upload: () => [] },
    state: { leaves: [], places: [], form: [], upload: () => [] },
  };
  const options = { name: "x", classifier: trained, names: ["a", "b"] };
  assert.throws(() => judge(options), /one that gives a code and 2 logits, but "mlp/);
  assert.throws(() => judge({ ...options, names: ["a"] }), /names/);
  assert.throws(() => accuracy([1], [1, 2]), /as many classes as labels/);
  assert.deepEqual([...largest(Float32Array.of(3, 3, 1, 5), 2)], [0, 1]);
});

Deno.test("shifted images are the images moved, their ground behind them", () => {
  const set = digits({ most: 3 }), moved = shifted(set, { by: 1 });
  assert.deepEqual([moved.size, moved.labels!.values.length], [27, 27]);
  assert.deepEqual(rowsOf(moved, [0, 1, 2]), set.points);
  for (const place of [5, 13, 26]) {
    const image = rowsOf(moved, [place]), of = rowsOf(set, [place % 3]);
    assert.equal(moved.labels!.values[place], set.labels!.values[place % 3]);
    const [down, across] = shiftOf(Math.floor(place / 3));
    for (let y = 0; y < 28; y++) {
      for (let x = 0; x < 28; x++) {
        const [row, column] = [y - down, x - across];
        const inside = row >= 0 && row < 28 && column >= 0 && column < 28;
        assert.equal(image[28 * y + x], inside ? of[28 * row + column] : -1);
      }
    }
  }
});

/** None first, then row by row of the three by three shifts without the middle. */
function shiftOf(place: number): [down: number, across: number] {
  if (place === 0) return [0, 0];
  const all = place <= 4 ? place - 1 : place;
  return [Math.floor(all / 3) - 1, all % 3 - 1];
}
